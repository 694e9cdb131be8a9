#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/gradient_check.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

namespace {

/// The activation of each value and its slope there, through the layer.
struct Curve {
    std::vector<float> y, slope;
};
Curve curve(const std::string& name, const std::vector<float>& x) {
    const auto layer = make_layer({{"class_name", "Activation"}, {"config", {{"activation", name}}}}, "activation");
    LayerBench bench(*layer, {{static_cast<std::int64_t>(x.size())}}, 1);
    bench.input() = x;
    bench.coefficients().assign(x.size(), 1);
    bench.forward(true);
    bench.backward(true);
    return {bench.output(), bench.input_gradient()};
}
float at(const std::string& name, float x) { return curve(name, {x}).y[0]; }
float slope(const std::string& name, float x) { return curve(name, {x}).slope[0]; }

/// An activation and its derivative, straight from the definitions (Keras 3; hard_sigmoid is Keras 2's).
struct Definition {
    const char* name;
    double (*f)(double);
};
double sigma(double x) { return 1 / (1 + std::exp(-x)); }
const Definition definitions[] = {
    {"linear", [](double x) { return x; }},
    {"sigmoid", sigma},
    {"hard_sigmoid", [](double x) { return std::min(1.0, std::max(0.0, 0.2 * x + 0.5)); }},
    {"tanh", [](double x) { return std::tanh(x); }},
    {"relu", [](double x) { return std::max(0.0, x); }},
    {"leaky_relu", [](double x) { return x < 0 ? 0.2 * x : x; }},
    {"elu", [](double x) { return x < 0 ? std::expm1(x) : x; }},
    {"selu", [](double x) { return 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * std::expm1(x) : x); }},
    {"softplus", [](double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }},
    {"softsign", [](double x) { return x / (1 + std::abs(x)); }},
    {"swish", [](double x) { return x * sigma(x); }},
    {"gelu", [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }},
};

}  // namespace

TEST_CASE("activations take the values a learner is told") {
    CHECK_THAT(at("sigmoid", -1), WithinAbs(.268941, 1e-6));
    CHECK_THAT(at("sigmoid", 2.197225f), WithinAbs(.9, 1e-6));
    CHECK_THAT(slope("sigmoid", 5), WithinAbs(.006648, 1e-6));
    CHECK_THAT(at("tanh", -1), WithinAbs(-.761594, 1e-6));
    CHECK_THAT(at("elu", -1), WithinAbs(-.632121, 1e-6));
    CHECK_THAT(at("gelu", -1), WithinAbs(-.158655, 1e-6));
    const auto p = curve("softmax", {2, 1, 0}).y;
    CHECK_THAT(p[0], WithinAbs(.665241, 1e-6));
    CHECK_THAT(p[1], WithinAbs(.244728, 1e-6));
    CHECK_THAT(p[2], WithinAbs(.090031, 1e-6));
}

TEST_CASE("each activation and its slope follow the definition") {
    std::vector<float> x;
    for (int i = -320; i <= 320; ++i) x.push_back(static_cast<float>(i) * 0.03125f + 0.0078125f);  // clear of the kinks
    for (const Definition& d : definitions) {
        const Curve c = curve(d.name, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
            INFO(d.name << " at " << x[i]);
            const double y = d.f(x[i]), h = 1e-5, dy = (d.f(x[i] + h) - d.f(x[i] - h)) / (2 * h);
            CHECK_THAT(c.y[i], WithinAbs(y, 2e-6 * std::max(1.0, std::abs(y))));  // a few float roundings
            CHECK_THAT(c.slope[i], WithinAbs(dy, 1e-5));
        }
    }
}

TEST_CASE("activations stay finite and right far out") {
    for (const Definition& d : definitions)
        for (float x : {-1e4f, -100.0f, -30.0f, 30.0f, 100.0f, 1e4f}) {
            INFO(d.name << " at " << x);
            CHECK(std::isfinite(at(d.name, x)));
            CHECK(std::isfinite(slope(d.name, x)));
            CHECK_THAT(at(d.name, x), WithinAbs(d.f(x), 1e-5 * std::max(1.0, std::abs(d.f(x)))));
        }
    CHECK(at("sigmoid", 1e4f) == 1);
    CHECK(at("sigmoid", -1e4f) >= 0);
    CHECK(at("tanh", -1e4f) == -1);
}

TEST_CASE("a small tanh keeps its relative accuracy") {
    for (float x : {1e-6f, -1e-4f, 1e-3f}) CHECK_THAT(at("tanh", x) / x, WithinAbs(std::tanh(static_cast<double>(x)) / x, 1e-6));
}

TEST_CASE("softmax does not overflow, sums to one and ignores a common shift") {
    const auto p = curve("softmax", {1000, 999, 998}).y, q = curve("softmax", {2, 1, 0}).y;
    for (std::size_t i = 0; i < 3; ++i) CHECK_THAT(p[i], WithinAbs(q[i], 1e-6));
    const auto flat = curve("softmax", std::vector<float>(10, -5000)).y;
    for (float v : flat) CHECK_THAT(v, WithinAbs(0.1, 1e-7));
    const auto sure = curve("softmax", {0, 200, -200}).y;
    CHECK(sure[1] == 1);
    CHECK(sure[0] >= 0);
}

TEST_CASE("a number that is not finite does not turn into one that is") {
    const float nan = std::nanf("");
    for (const char* name : {"linear", "sigmoid", "tanh", "relu", "softmax"}) {
        INFO(name);
        CHECK(std::isnan(at(name, nan)));
    }
}
