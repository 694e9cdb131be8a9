#pragma once
#include <optional>
#include <string_view>

namespace nabla {

/// What a calculation typed into a number's field comes to: numbers, + - * / and parentheses, with the signs that texts
/// print as well (− × · ÷). "-0.9 * 0.731" is -0.6579. None for anything else, a division by 0 among it.
std::optional<double> read_expression(std::string_view text);

}  // namespace nabla
