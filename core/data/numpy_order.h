#pragma once
#include <cstdint>
#include <vector>

namespace nabla {

/// 0 .. count-1 in the order of numpy's RandomState(seed).shuffle: how Keras deals out Boston Housing (seed 113).
std::vector<std::uint32_t> numpy_shuffled(std::uint32_t count, std::uint32_t seed);

}  // namespace nabla
