#include "web/app/self_test.h"

#include <cmath>
#include <cstdio>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/matrix.h"

namespace nabla {
namespace {

std::vector<float> numbers(std::size_t count, unsigned seed) {
    std::vector<float> values(count);
    for (float& v : values) {
        seed = seed * 1664525u + 1013904223u;   // Knuth's linear congruence: any spread of values will do
        v = static_cast<float>(seed >> 8) / 8388608.0f - 1.0f;
    }
    return values;
}

/// Largest difference between the fast product and the readable one, relative to the sum's length.
double product_error(std::int64_t m, std::int64_t n, std::int64_t k, bool a_turned, bool b_turned) {
    ThreadPool pool;
    const auto a = numbers(static_cast<std::size_t>(m * k), 1), b = numbers(static_cast<std::size_t>(k * n), 2);
    const MatrixView left = a_turned ? transposed(a.data(), m) : rows_of(a.data(), k);
    const MatrixView right = b_turned ? transposed(b.data(), k) : rows_of(b.data(), n);
    std::vector<float> fast(static_cast<std::size_t>(m * n)), plain(fast.size());
    multiply(pool, m, n, k, left, right, fast.data());
    multiply_reference(m, n, k, left, right, plain.data());
    double worst = 0;
    for (std::size_t i = 0; i < fast.size(); ++i) {
        const double error = std::fabs(static_cast<double>(fast[i]) - static_cast<double>(plain[i]));
        if (std::isnan(error)) return error;    // no tolerance holds it
        worst = std::max(worst, error);
    }
    return worst / std::sqrt(static_cast<double>(k));
}

double activation_error(const char* name, float z, double expected) {
    const auto activation = find_activation(name);
    if (!activation) return 1;
    std::vector<float> in(17, z), out(17);       // longer than a vector register, with a rest
    activation->forward(in, out, 1);
    double worst = 0;
    for (const float y : out) {
        const double error = std::fabs(static_cast<double>(y) - expected);
        if (std::isnan(error)) return error;
        worst = std::max(worst, error);
    }
    return worst;
}

}  // namespace

SelfTest run_self_test() {
    constexpr double tolerance = 2e-6;           // a few roundings of numbers near 1
    struct Check {
        const char* name;
        double error;
    };
    const Check checks[] = {
        {"product 13x29x31", product_error(13, 29, 31, false, false)},
        {"product, b transposed", product_error(8, 17, 64, false, true)},
        {"product, a transposed", product_error(19, 24, 33, true, false)},
        {"sigmoid(-1)", activation_error("sigmoid", -1, 0.2689414213699951)},
        {"tanh(0.5)", activation_error("tanh", 0.5f, 0.46211715726000973)},
        {"relu(-2)", activation_error("relu", -2, 0)},
    };
    SelfTest result{.passed = true, .detail = {}};
    for (const Check& c : checks) {
        const bool good = c.error <= tolerance;
        result.passed = result.passed && good;
        char text[96];
        std::snprintf(text, sizeof text, "%s%s: %.1e%s", result.detail.empty() ? "" : ", ", c.name, c.error, good ? "" : " (wrong)");
        result.detail += text;
    }
    return result;
}

}  // namespace nabla
