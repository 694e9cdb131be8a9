#pragma once
#include <cstdint>

namespace nabla {

/// Draws a random digit into side * side zeroed bytes, 0..top, and returns which one it is. (test, row) names the drawing.
std::uint8_t draw_digit(bool test, std::uint64_t row, std::uint8_t* pixels, int side = 28, float top = 255);

}  // namespace nabla
