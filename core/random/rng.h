#pragma once
#include <array>
#include <cstdint>
#include <span>

namespace nabla {

/// Ten rounds of Philox4x32: four random words from a counter and a key.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// Counter-based generator Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11).
/// The n-th number of a stream is a pure function of (seed, stream, n): no hidden state, no order of calls, so any
/// number of threads draws the same values.
class Rng {
public:
    Rng(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

    /// A stream of its own for a purpose, an epoch, a layer: same parent and tag, same child.
    Rng fork(std::uint64_t tag) const;

    std::array<std::uint32_t, 4> block(std::uint64_t index) const;  // numbers 4*index .. 4*index+3
    std::uint32_t bits(std::uint64_t n) const { return block(n / 4)[n % 4]; }
    /// In [0, 1), 24 bits.
    float uniform(std::uint64_t n) const { return static_cast<float>(bits(n) >> 8) * 0x1p-24f; }
    /// In [0, bound), bound <= 2^32; multiply-shift, bias below bound / 2^32.
    std::uint32_t below(std::uint64_t n, std::uint64_t bound) const {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(bits(n)) * bound) >> 32);
    }
    /// Standard normal number n (Box-Muller on uniforms 2n, 2n+1, in double).
    double normal(std::uint64_t n) const;

    void fill_uniform(std::span<float> out, float from, float to) const;  // [from, to)
    /// Fisher-Yates; the permutation depends on seed, stream and length alone.
    void shuffle(std::span<std::uint32_t> values) const;

private:
    std::uint64_t seed_, stream_;
};

/// Purposes that draw from one experiment's seed, so that changing one leaves the others' numbers alone.
enum class Stream : std::uint64_t { weights = 1, shuffle = 2, dropout = 3, data = 4, folds = 5 };
inline Rng rng_for(std::uint64_t seed, Stream purpose) { return {seed, static_cast<std::uint64_t>(purpose)}; }

}  // namespace nabla
