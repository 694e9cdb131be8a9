#pragma once
#include <cstdint>

namespace nabla {

/// Draws the silhouette of a random garment into 28 * 28 zeroed bytes and returns its Fashion-MNIST class.
std::uint8_t draw_garment(bool test, std::uint64_t row, std::uint8_t* pixels);

}  // namespace nabla
