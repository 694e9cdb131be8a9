#include "core/layers/initializer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

struct SampleMoments {
    double mean = 0, variance = 0, low = 0, high = 0;
};
SampleMoments moments(std::span<const float> values) {
    SampleMoments m{0, 0, values[0], values[0]};
    for (double v : values) m.mean += v, m.low = std::min(m.low, v), m.high = std::max(m.high, v);
    m.mean /= static_cast<double>(values.size());
    for (double v : values) m.variance += (v - m.mean) * (v - m.mean);
    m.variance /= static_cast<double>(values.size());
    return m;
}
std::vector<float> draw(const Json& config, const Shape& shape, std::uint64_t seed = 1) {
    std::vector<float> values(static_cast<std::size_t>(shape.elements()), 99);
    initialize(canonical_initializer(config, "initializer"), shape, Rng(seed, 1), values);
    return values;
}

const Shape kernel{784, 256};  // 200,704 values: the deviation of a sample variance is 0.3% of it (uniform: 0.2%)

}  // namespace

TEST_CASE("GlorotUniform fills +-sqrt(6 / (in + out)) evenly") {
    const double limit = std::sqrt(6.0 / (784 + 256));
    const SampleMoments m = moments(draw("glorot_uniform", kernel));
    CHECK(m.high <= limit + 1e-7);
    CHECK(m.low >= -limit - 1e-7);
    CHECK(m.high > 0.999 * limit);
    CHECK(m.low < -0.999 * limit);
    CHECK_THAT(m.mean, WithinAbs(0, limit / std::sqrt(3.0) / 448 * 5));
    CHECK_THAT(m.variance, WithinRel(limit * limit / 3, 0.01));
}

TEST_CASE("HeNormal has variance 2 / in and is cut at two deviations, as in Keras") {
    const double deviation = std::sqrt(2.0 / 784), cut = 2 * deviation / .87962566103423978;
    const SampleMoments m = moments(draw("he_normal", kernel));
    CHECK(m.high <= cut);
    CHECK(m.low >= -cut);
    CHECK(m.high > 0.99 * cut);
    CHECK_THAT(m.mean, WithinAbs(0, deviation / 448 * 5));
    CHECK_THAT(m.variance, WithinRel(2.0 / 784, 0.02));
}

TEST_CASE("variances of the whole family") {
    struct Row { const char* name; double variance; };
    for (const Row& row : {Row{"GlorotNormal", 2.0 / 1040}, {"GlorotUniform", 2.0 / 1040}, {"HeUniform", 2.0 / 784}, {"HeNormal", 2.0 / 784},
                           {"LecunNormal", 1.0 / 784}, {"LecunUniform", 1.0 / 784}, {"RandomNormal", 0.0025}, {"RandomUniform", 0.01 / 12},
                           {"TruncatedNormal", 0.0025 * 0.773741}}) {
        INFO(row.name);
        const SampleMoments m = moments(draw({{"class_name", row.name}, {"config", Json::object()}}, kernel));
        CHECK_THAT(m.variance, WithinRel(row.variance, 0.02));
        CHECK_THAT(m.mean, WithinAbs(0, 5 * std::sqrt(row.variance) / 448));
    }
}

TEST_CASE("VarianceScaling, in every mode, is what the named ones are made of") {
    const auto scaling = [](double scale, const char* mode, const char* distribution) {
        return Json{{"class_name", "VarianceScaling"}, {"config", {{"scale", scale}, {"mode", mode}, {"distribution", distribution}}}};
    };
    CHECK(same_bits(draw(scaling(1, "fan_avg", "uniform"), kernel), draw("glorot_uniform", kernel)));
    CHECK(same_bits(draw(scaling(2, "fan_in", "truncated_normal"), kernel), draw("he_normal", kernel)));
    CHECK_THAT(moments(draw(scaling(3, "fan_out", "untruncated_normal"), kernel)).variance, WithinRel(3.0 / 256, 0.02));
}

TEST_CASE("constants are constants") {
    CHECK(draw("zeros", {3}) == std::vector<float>{0, 0, 0});
    CHECK(draw("ones", {2}) == std::vector<float>{1, 1});
    CHECK(draw({{"class_name", "Constant"}, {"config", {{"value", 0.25}}}}, {2}) == std::vector<float>{.25f, .25f});
}

TEST_CASE("a constant may name each weight: those of a network worked out by hand") {
    const Json each = {{"class_name", "Constant"}, {"config", {{"value", {{2, -1}, {1, -1}}}}}};
    CHECK(draw(each, {2, 2}) == std::vector<float>{2, -1, 1, -1});
    Json layer = dense(2, "sigmoid");
    layer["config"]["kernel_initializer"] = each;
    Model model(sequential({layer}), {2});
    model.initialize(7);
    CHECK(copy(model.weights()) == std::vector<float>{2, -1, 1, -1, 0, 0});
    try {
        Model(sequential({layer}), {3});
        FAIL("a kernel of shape [3, 2] took four values");
    } catch (const Error& error) {
        CHECK(error.info().code == "initializer_shape");
        CHECK(error.info().where == "dense.kernel_initializer");
    }
}

TEST_CASE("Orthogonal gives orthonormal columns") {
    for (const Shape& shape : {Shape{8, 5}, Shape{5, 8}, Shape{6, 6}}) {
        const auto q = draw("orthogonal", shape);
        const std::int64_t rows = shape[0], columns = shape[1], length = std::max(rows, columns), count = std::min(rows, columns);
        const auto element = [&](std::int64_t line, std::int64_t i) { return q[static_cast<std::size_t>(rows >= columns ? i * columns + line : line * columns + i)]; };
        for (std::int64_t a = 0; a < count; ++a)
            for (std::int64_t b = 0; b <= a; ++b) {
                double product = 0;
                for (std::int64_t i = 0; i < length; ++i) product += static_cast<double>(element(a, i)) * element(b, i);
                CHECK_THAT(product, WithinAbs(a == b ? 1 : 0, 1e-5));
            }
    }
}

TEST_CASE("Orthogonal: the first column keeps the direction of the normal numbers it came from") {
    const Shape shape{600, 3};
    const auto q = draw("orthogonal", shape);
    const auto a = draw({{"class_name", "RandomNormal"}, {"config", {{"mean", 0}, {"stddev", 1}}}}, shape);
    double squares = 0;
    for (std::size_t i = 0; i < 600; ++i) squares += static_cast<double>(a[3 * i]) * a[3 * i];
    for (std::size_t i = 0; i < 600; ++i) CHECK_THAT(static_cast<double>(q[3 * i]), WithinAbs(a[3 * i] / std::sqrt(squares), 1e-6));
}

TEST_CASE("the generator alone decides: same seed, same weights; another seed, others") {
    CHECK(same_bits(draw("glorot_uniform", {20, 30}, 4), draw("glorot_uniform", {20, 30}, 4)));
    CHECK(draw("glorot_uniform", {20, 30}, 4) != draw("glorot_uniform", {20, 30}, 5));
    CHECK(draw("he_normal", {20, 30}, 4) != draw("he_normal", {20, 30}, 5));
}

TEST_CASE("a model's weights depend on the seed alone, and layers do not share numbers") {
    Model model(sequential({dense(8, "relu"), dense(8), dense(8)}), {8});
    model.initialize(1);
    const auto first = copy(model.weights());
    model.initialize(2);
    CHECK(copy(model.weights()) != first);
    model.initialize(1);
    CHECK(same_bits(copy(model.weights()), first));
    CHECK_FALSE(std::equal(first.begin(), first.begin() + 64, first.begin() + 72));  // kernels of 64, biases of 8
    for (std::size_t i = 64; i < 72; ++i) CHECK(first[i] == 0);
}

TEST_CASE("an initializer that cannot be is refused with its place") {
    const auto refused = [](const Json& config) {
        try {
            canonical_initializer(config, "model.config.layers[0].config.kernel_initializer");
        } catch (const Error& error) {
            INFO(error.what());
            CHECK(error.info().where.starts_with("model.config.layers[0].config.kernel_initializer"));
            return true;
        }
        return false;
    };
    CHECK(refused("glorot"));
    CHECK(refused({{"class_name", "RandomNormal"}, {"config", {{"stddev", -1}}}}));
    CHECK(refused({{"class_name", "RandomNormal"}, {"config", {{"deviation", 1}}}}));
    CHECK(refused({{"class_name", "VarianceScaling"}, {"config", {{"mode", "fan_up"}}}}));
    CHECK(refused({{"class_name", "Constant"}, {"config", {{"value", {1, "two"}}}}}));
    CHECK(refused(7));
}
