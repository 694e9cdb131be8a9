#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinRel;

namespace {

std::vector<float> clipped(const Clipping& clipping, const std::vector<float>& g, const std::vector<std::size_t>& sizes) {
    std::vector<float> out(g.size());
    clip_gradients(clipping, g, sizes, out);
    return out;
}

}  // namespace

TEST_CASE("clipping: each value, each variable's norm, or the norm of all") {
    const std::vector<float> g = {3, 4, 0.5f, -6};
    CHECK(clipped({.clipvalue = 1}, g, {2, 2}) == std::vector<float>{1, 1, 0.5f, -1});
    const auto own = clipped({.clipnorm = 5}, g, {2, 2});
    CHECK(own[0] == 3);  // norm 5 is not above 5
    CHECK_THAT(own[3], WithinRel(-6 * 5 / std::sqrt(36.25f), 1e-6f));
    const auto all = clipped({.global_clipnorm = 1}, g, {2, 2});
    double norm = 0;
    for (const float x : all) norm += double{x} * x;
    CHECK_THAT(norm, WithinRel(1.0, 1e-6));
    CHECK_THAT(all[1] / all[0], WithinRel(4.0f / 3, 1e-6f));
}

TEST_CASE("clipping: an optimizer with it moves as without on gradients cut by hand; its gradients stay as they were") {
    for (const char* name : {"SGD", "Adam", "RMSprop"}) {
        const auto plain = make_optimizer(optimizer(name), "optimizer"), cut = make_optimizer(optimizer(name, {{"clipnorm", 0.5}}), "optimizer");
        plain->build(4), cut->build(4, {1, 3});
        std::vector<float> a = {1, 2, 3, 4}, b = a;
        const std::vector<float> g = {2, 0.1f, 0.2f, -3};
        for (int i = 0; i < 3; ++i) {
            plain->apply(a, clipped({.clipnorm = 0.5f}, g, {1, 3}));
            cut->apply(b, g);
        }
        CHECK(a == b);
    }
}

TEST_CASE("clipping: one kind at a time, above 0, kept in the canonical config") {
    const auto canonical = [](Json config) { return canonical_optimizer({"adam", std::move(config)}, "compile.optimizer").config; };
    CHECK(canonical({{"clipnorm", 1}})["clipnorm"] == 1.0);
    CHECK_FALSE(canonical({{"clipnorm", nullptr}}).contains("clipnorm"));
    CHECK(error_of([&] { canonical({{"clipnorm", 1}, {"clipvalue", 1}}); }).where == "compile.optimizer.config.clipvalue");
    CHECK(error_of([&] { canonical({{"global_clipnorm", 0}}); }).where == "compile.optimizer.config.global_clipnorm");
}

TEST_CASE("clipping: a run hands the optimizer the model's variables") {
    const auto data = toy_data(24, 3, 0);
    const auto weights_after = [&](Json changes) {
        return fit(toy_experiment(*data, sequential({dense(4, "tanh"), dense(1)}), optimizer("SGD", std::move(changes)), 1, 24), data).weights;
    };
    const auto start = weights_after({{"learning_rate", 0}}), plain = weights_after({{"learning_rate", 0.5}}), cut = weights_after({{"learning_rate", 0.5}, {"clipnorm", 0.01}});
    // The kernel of the first layer: 12 weights. Its step is 0.5 * 0.01 long, in the direction of the plain one.
    double length = 0, plain_length = 0, inner = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        const double d = cut[i] - start[i], p = plain[i] - start[i];
        length += d * d, plain_length += p * p, inner += d * p;
    }
    CHECK_THAT(std::sqrt(length), WithinRel(0.005, 1e-3));
    CHECK_THAT(inner / std::sqrt(length * plain_length), WithinRel(1.0, 1e-4));
}
