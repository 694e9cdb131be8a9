#include "lessons/kit/line_break.h"

#include <algorithm>
#include <array>

namespace nabla::kit {
namespace {

constexpr std::array<std::string_view, 7> operators{"=", "\u2248", "+", "\u2212", "\u00d7", "\u00f7", "/"};

bool is_operator(std::string_view word) { return std::ranges::find(operators, word) != operators.end(); }

}  // namespace

Break break_at(std::string_view words, std::size_t space) {
    const std::string_view before = words.substr(0, space), after = words.substr(space + 1);
    if (is_operator(before.substr(before.rfind(' ') + 1))) return Break::none;
    return is_operator(after.substr(0, after.find_first_of(" \n"))) ? Break::poor : Break::good;
}

}  // namespace nabla::kit
