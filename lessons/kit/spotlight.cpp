#include "lessons/kit/spotlight.h"

#include <algorithm>

namespace nabla::kit {
namespace {

/// Calls f with each word.
template <class F>
void each_word(std::string_view words, F f) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (end > 0) f(words.substr(0, end));
        words.remove_prefix(std::min(words.size(), end + 1));
    }
}

}  // namespace

void Spotlight::begin(Ui& ui) {
    if (next_ != lit_) ui.animate = true;   // what it lights is drawn in the next frame
    lit_ = next_;
    next_.clear();
}

void Spotlight::point(std::string_view keys) {
    each_word(keys, [&](std::string_view key) {
        if (std::ranges::find(next_, key) == next_.end()) next_.emplace_back(key);
    });
}

bool Spotlight::on(std::string_view keys) const {
    bool found = false;
    each_word(keys, [&](std::string_view key) { found |= std::ranges::find(lit_, key) != lit_.end(); });
    return found;
}

}  // namespace nabla::kit
