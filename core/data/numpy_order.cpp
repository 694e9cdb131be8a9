#include "core/data/numpy_order.h"

#include <bit>
#include <numeric>
#include <random>
#include <utility>

namespace nabla {

std::vector<std::uint32_t> numpy_shuffled(std::uint32_t count, std::uint32_t seed) {
    std::mt19937 twister(seed);  // the same generator and seeding as RandomState's; its numbers are fixed by the standard
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    for (std::uint32_t i = count; i-- > 1;) {
        // A number in [0, i]: as many bits as i has, drawn again while above it.
        const auto mask = static_cast<std::uint32_t>((std::uint64_t{1} << std::bit_width(i)) - 1);
        auto j = static_cast<std::uint32_t>(twister()) & mask;
        while (j > i) j = static_cast<std::uint32_t>(twister()) & mask;
        std::swap(order[i], order[j]);
    }
    return order;
}

}  // namespace nabla
