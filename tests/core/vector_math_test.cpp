#include "core/kernels/vector_math.h"

#include <array>
#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/kernels/activation.h"

using namespace nabla;

namespace {

using simd::Lanes;
constexpr float infinity = std::numeric_limits<float>::infinity();

float of(Lanes (*f)(Lanes), float x) {
    float values[simd::lanes];
    simd::store(values, f(simd::splat(x)));
    return values[simd::lanes - 1];
}

double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }

/// The greatest error in units of the true value's last place, over floats of every size and both signs.
double worst(Lanes (*f)(Lanes), double (*exact)(double), float least, float most) {
    double found = 0;
    for (std::uint64_t bits = 0; bits <= 0xffffffffu; bits += 40'009) {
        const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        if (!(x >= least && x <= most)) continue;
        const double wanted = exact(x);
        const auto nearest = static_cast<float>(std::abs(wanted));
        const double unit = static_cast<double>(std::nextafter(nearest, infinity)) - nearest;
        const double error = std::abs(of(f, x) - wanted) / unit;
        if (std::isnan(error)) return infinity;
        found = std::max(found, error);
    }
    return found;
}

}  // namespace

TEST_CASE("vector math: errors in units in the last place") {
    CHECK(worst(simd::exp, std::exp, -110, 88.72f) <= 1);
    CHECK(worst(simd::sigmoid, sigmoid_of, -infinity, infinity) <= 2.5);
    CHECK(worst(simd::tanh, std::tanh, -infinity, infinity) <= 2.5);
}

TEST_CASE("vector math: ends of the range") {
    CHECK(of(simd::exp, 0) == 1);
    CHECK(of(simd::exp, 89) == infinity);
    CHECK(of(simd::exp, infinity) == infinity);
    CHECK(of(simd::exp, -infinity) == 0);
    CHECK(of(simd::exp, -100) > 0);  // smaller than the least normal float
    CHECK(of(simd::sigmoid, -infinity) == 0);
    CHECK(of(simd::sigmoid, infinity) == 1);
    CHECK(of(simd::tanh, infinity) == 1);
    CHECK(of(simd::tanh, -infinity) == -1);
    CHECK(std::signbit(of(simd::tanh, -0.0f)));
    CHECK_FALSE(std::signbit(of(simd::tanh, 0.0f)));
    CHECK(of(simd::tanh, 1e-30f) == 1e-30f);
    for (const auto f : {simd::exp, simd::sigmoid, simd::tanh}) CHECK(std::isnan(of(f, std::nanf(""))));
}

TEST_CASE("activations: a value does not depend on where it lies") {
    std::array<float, 2 * simd::lanes + 3> z, y, one;
    for (std::size_t i = 0; i < z.size(); ++i) z[i] = 0.37f * static_cast<float>(i) - 4;
    for (const auto name : {"sigmoid", "tanh", "swish"}) {
        const auto activation = *find_activation(name);
        activation.forward(z, y, z.size());
        for (std::size_t i = 0; i < z.size(); ++i) {
            activation.forward({&z[i], 1}, {&one[i], 1}, 1);
            CHECK(one[i] == y[i]);
        }
        CHECK(std::abs(activation.value(z[5]) - y[5]) < 1e-6);
        std::array<float, z.size()> part{};   // whole vectors alone
        activation.forward(std::span(z).first(2 * simd::lanes), std::span(part).first(2 * simd::lanes), 1);
        for (std::size_t i = 0; i < z.size(); ++i) CHECK(part[i] == (i < 2 * simd::lanes ? y[i] : 0));
    }
}
