#pragma once
#include <string_view>

namespace nabla::kit {

enum class Break { good, poor, none };

/// Whether a line of words may end before the space at `space`: not behind an operator (=, +, /, ...), and before one only where
/// there is no other place, so that a formula stays on its line.
Break break_at(std::string_view words, std::size_t space);

}  // namespace nabla::kit
