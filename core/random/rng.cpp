#include "core/random/rng.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace nabla {
namespace {

constexpr std::uint32_t multiplier_0 = 0xD2511F53, multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9, weyl_1 = 0xBB67AE85;
constexpr int rounds = 10;

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t p0 = std::uint64_t{multiplier_0} * counter[0];
        const std::uint64_t p1 = std::uint64_t{multiplier_1} * counter[2];
        counter = {high(p1) ^ counter[1] ^ key[0], low(p1), high(p0) ^ counter[3] ^ key[1], low(p0)};
        key[0] += weyl_0;
        key[1] += weyl_1;
    }
    return counter;
}

std::array<std::uint32_t, 4> Rng::block(std::uint64_t index) const {
    return philox4x32({low(index), high(index), low(stream_), high(stream_)}, {low(seed_), high(seed_)});
}

Rng Rng::fork(std::uint64_t tag) const {
    // The complement of the seed keeps children's streams apart from the numbers drawn under the seed itself.
    const auto child = philox4x32({low(tag), high(tag), low(stream_), high(stream_)}, {low(~seed_), high(~seed_)});
    return {seed_, (std::uint64_t{child[1]} << 32) | child[0]};
}

double Rng::normal(std::uint64_t n) const {
    // 1 - u is in (0, 1]: its logarithm is finite.
    const double u = 1.0 - static_cast<double>(bits(2 * n) >> 8) * 0x1p-24;
    const double v = static_cast<double>(bits(2 * n + 1) >> 8) * 0x1p-24;
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

void Rng::fill_uniform(std::span<float> out, float from, float to) const {
    for (std::size_t i = 0; i < out.size(); i += 4) {
        const auto four = block(i / 4);
        for (std::size_t j = i; j < out.size() && j < i + 4; ++j)
            out[j] = from + (to - from) * (static_cast<float>(four[j - i] >> 8) * 0x1p-24f);
    }
}

void Rng::shuffle(std::span<std::uint32_t> values) const {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i, i)]);
}

}  // namespace nabla
