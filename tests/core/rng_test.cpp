#include "core/random/rng.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace nabla;
using Catch::Matchers::WithinAbs;
using Block = std::array<std::uint32_t, 4>;

// Known answers of philox4x32-10, from the paper's own test vectors (Random123, kat_vectors). Counter words 0 and 1 are
// the index, 2 and 3 the stream; key words are the seed; low word first.
TEST_CASE("Philox4x32-10 gives the published answers") {
    CHECK(Rng(0, 0).block(0) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(Rng(~0ull, ~0ull).block(~0ull) == Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(Rng(0x299f31d0a4093822, 0x0370734413198a2e).block(0x85a308d3243f6a88) ==
          Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a number depends on seed, stream and its own index alone") {
    const Rng rng(42, 7);
    const auto later = rng.bits(1001), early = rng.bits(3);
    CHECK(Rng(42, 7).bits(3) == early);
    CHECK(Rng(42, 7).bits(1001) == later);
    CHECK(rng.bits(5) == rng.block(1)[1]);
    CHECK(Rng(43, 7).block(0) != rng.block(0));
    CHECK(Rng(42, 8).block(0) != rng.block(0));
}

TEST_CASE("uniform numbers lie in [0, 1) and are spread evenly") {
    const Rng rng(1, 2);
    constexpr int count = 100000, bins = 20;
    std::array<int, bins> histogram{};
    double sum = 0, squares = 0;
    for (int n = 0; n < count; ++n) {
        const float u = rng.uniform(static_cast<std::uint64_t>(n));
        REQUIRE(u >= 0);
        REQUIRE(u < 1);
        sum += u, squares += static_cast<double>(u) * u;
        ++histogram[static_cast<std::size_t>(u * bins)];
    }
    // Standard error of the mean is 0.289 / sqrt(count) = 9e-4, of a bin's count sqrt(count / bins) = 71: five of each.
    CHECK_THAT(sum / count, WithinAbs(0.5, 4.6e-3));
    CHECK_THAT(squares / count, WithinAbs(1.0 / 3, 4.8e-3));
    for (int filled : histogram) CHECK(std::abs(filled - count / bins) < 355);
}

TEST_CASE("below() reaches every value under its bound and none beyond") {
    const Rng rng(9, 9);
    std::array<int, 7> seen{};
    for (std::uint64_t n = 0; n < 7000; ++n) {
        const auto value = rng.below(n, 7);
        REQUIRE(value < 7);
        ++seen[value];
    }
    for (int count : seen) CHECK(std::abs(count - 1000) < 150);  // five standard deviations of 29
    CHECK(rng.below(12, 1) == 0);
    CHECK(rng.below(12, 1ull << 32) == rng.bits(12));
}

TEST_CASE("normal numbers have mean 0, deviation 1 and light tails") {
    const Rng rng(3, 1);
    constexpr int count = 50000;
    double sum = 0, squares = 0, fourth = 0;
    for (int n = 0; n < count; ++n) {
        const double z = rng.normal(static_cast<std::uint64_t>(n));
        REQUIRE(std::isfinite(z));
        sum += z, squares += z * z, fourth += z * z * z * z;
    }
    // Standard errors: 1, sqrt(2), sqrt(96) over sqrt(count).
    CHECK_THAT(sum / count, WithinAbs(0, 0.0224));
    CHECK_THAT(squares / count, WithinAbs(1, 0.0316));
    CHECK_THAT(fourth / count, WithinAbs(3, 0.22));
}

TEST_CASE("fill_uniform stays within its limits, whatever the length") {
    for (std::size_t length : {0u, 1u, 2u, 3u, 4u, 5u, 31u, 1000u}) {
        std::vector<float> values(length + 1, 99.0f);
        Rng(5, 5).fill_uniform(std::span(values).first(length), -0.25f, 0.5f);
        for (std::size_t i = 0; i < length; ++i) {
            CHECK(values[i] >= -0.25f);
            CHECK(values[i] < 0.5f);
        }
        CHECK(values[length] == 99.0f);
    }
    std::vector<float> longer(100), shorter(50);
    Rng(5, 5).fill_uniform(longer, 0, 1);
    Rng(5, 5).fill_uniform(shorter, 0, 1);
    CHECK(std::equal(shorter.begin(), shorter.end(), longer.begin()));
}

TEST_CASE("shuffle is a permutation that moves nearly everything") {
    for (std::size_t length : {0u, 1u, 2u, 10u, 1000u}) {
        std::vector<std::uint32_t> order(length), sorted(length);
        std::iota(order.begin(), order.end(), 0u);
        sorted = order;
        Rng(7, 1).shuffle(order);
        std::vector<std::uint32_t> again = sorted;
        Rng(7, 1).shuffle(again);
        CHECK(order == again);
        if (length == 1000) {
            int fixed = 0;
            for (std::size_t i = 0; i < length; ++i) fixed += order[i] == i;
            CHECK(fixed < 8);  // Poisson with mean 1
            auto other = sorted;
            Rng(8, 1).shuffle(other);
            CHECK(order != other);
        }
        std::sort(order.begin(), order.end());
        CHECK(order == sorted);
    }
}

TEST_CASE("shuffling three values gives each order equally often") {
    std::array<int, 6> counts{};
    for (std::uint64_t seed = 0; seed < 6000; ++seed) {
        std::vector<std::uint32_t> order{0, 1, 2};
        Rng(seed, 4).shuffle(order);
        ++counts[order[0] * 2 + (order[1] > order[2])];
    }
    for (int count : counts) CHECK(std::abs(count - 1000) < 150);
}

TEST_CASE("forks are streams of their own") {
    const Rng parent(1, 3);
    CHECK(parent.fork(5).block(0) == parent.fork(5).block(0));
    CHECK(parent.fork(5).block(0) != parent.fork(6).block(0));
    CHECK(parent.fork(5).block(0) != parent.block(0));
    CHECK(parent.fork(1).fork(2).block(0) != parent.fork(2).fork(1).block(0));
    CHECK(Rng(1, 3).fork(0).block(0) != Rng(2, 3).fork(0).block(0));
    CHECK(Rng(1, 3).fork(0).block(0) != Rng(1, 4).fork(0).block(0));
    // Neighbouring tags are not correlated: mean product of centred uniforms, standard error 1/12/100 = 8e-4.
    double product = 0;
    for (std::uint64_t n = 0; n < 10000; ++n) product += (parent.fork(5).uniform(n) - 0.5) * (parent.fork(6).uniform(n) - 0.5);
    CHECK_THAT(product / 10000, WithinAbs(0, 4.2e-3));
    CHECK(rng_for(1, Stream::weights).block(0) != rng_for(1, Stream::dropout).block(0));
}
