#pragma once
// exp, tanh and the sigmoid of as many floats as a vector holds. Errors against double, as
// tests/core/vector_math_test.cpp holds them over floats of every size: exp at most 1 unit in the last place, sigmoid and tanh 2.5.
#include <cstdint>

#include "core/kernels/simd.h"

namespace nabla::simd {

using Words = std::int32_t __attribute__((vector_size(sizeof(Lanes))));

/// 2^n, for -126 <= n <= 127: n goes where a float keeps its exponent.
inline Lanes power_of_two(Words n) { return (Lanes)((n + 127) << 23); }

/// x = n ln 2 + r with |r| <= ln 2 / 2, so that e^x = 2^n e^r. For |x| < 2^13.
struct Reduced {
    Words n;
    Lanes r;
};
inline Reduced reduce(Lanes x) {
    constexpr float inverse_ln2 = 1.44269504f, shift = 12582912.0f;                // 1.5 * 2^23: a sum with it has no fraction
    constexpr float ln2_high = 0.693359375f, ln2_low = -2.12194440e-4f;            // 9 bits and the rest: n * ln2_high is exact
    const Lanes shifted = multiply_add(x, splat(inverse_ln2), splat(shift)), n = shifted - shift;
    return {(Words)shifted - (Words)splat(shift), multiply_add(n, splat(-ln2_low), multiply_add(n, splat(-ln2_high), x))};
}

/// e^r - 1, |r| <= ln 2 / 2: r + r^2 q(r). q's coefficients make the greatest relative error of e^r as small as it can be, 4e-9.
inline Lanes exp_less_one(Lanes r) {
    constexpr float coefficients[] = {0.008368745f, 0.04166839f, 0.16666521f, 0.49999994f};
    Lanes q = splat(0.001381454f);
    for (const float c : coefficients) q = multiply_add(q, r, splat(c));
    return multiply_add(r * r, q, r);
}

/// e^x: infinity above 88.72, 0 below -103.97, what lies between 0 and the smallest normal float included. NaN stays NaN.
inline Lanes exp(Lanes x) {
    constexpr float most = 89, least = -104.5f;
    x = x > most ? splat(most) : x;
    x = x < least ? splat(least) : x;
    const auto [n, r] = reduce(x);
    const Words half = n >> 1;   // 2^n in two factors: n reaches from -151 to 128
    return (exp_less_one(r) + 1.0f) * power_of_two(half) * power_of_two(n - half);
}

inline Lanes absolute(Lanes x) { return (Lanes)((Words)x & 0x7fffffff); }

/// 1 / (1 + e^-x), by the exponential of a negative number alone.
inline Lanes sigmoid(Lanes x) {
    const Lanes e = exp(-absolute(x));
    return (x < 0.0f ? e : splat(1)) / (e + 1.0f);
}

/// (1 - e^-2x) / (1 + e^-2x) with 1 - e^-2x as one sum, so that small x lose nothing.
inline Lanes tanh(Lanes x) {
    constexpr float most = 10;   // 1 - tanh(10) is 4e-9
    Lanes size = absolute(x);
    size = size > most ? splat(most) : size;
    const auto [n, r] = reduce(size * -2.0f);
    const Lanes scale = power_of_two(n), less_one = multiply_add(scale, exp_less_one(r), scale - 1.0f);
    const Lanes value = absolute(less_one / (less_one + 2.0f));   // less_one <= 0
    return (Lanes)((Words)value | ((Words)x & INT32_MIN));
}

}  // namespace nabla::simd
