#include "core/model/trace.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/lesson_network.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

TEST_CASE("a trace keeps every factor of the chain rule of the 2-2-1 network") {
    Model model(Json::parse(R"({"class_name": "Sequential", "config": {"layers": [
        {"class_name": "Dense", "config": {"units": 2, "activation": "sigmoid"}},
        {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}})"), Shape{2});
    // Kernels are [inputs, units]: a neuron's weights stand in a column.
    const float weights[] = {2, -1, 1, -1, 0, 0, -.9f, .8f, 0};
    std::copy(std::begin(weights), std::end(weights), model.weights().begin());
    const float x[] = {1, -1}, y[] = {.4f};
    const Trace t = trace(model, *make_loss("mse", {}, "loss"), x, {y, Shape{1, 1}});
    constexpr double six_digits = 6e-7;

    CHECK_THAT(t.loss, WithinAbs(.001286, six_digits));
    REQUIRE(t.layers.size() == 2);
    const LayerTrace &hidden = t.layers[0], &output = t.layers[1];
    CHECK_THAT(hidden.pre_activation.data[0], WithinAbs(1, six_digits));
    CHECK_THAT(hidden.output.data[0], WithinAbs(.731059, six_digits));
    CHECK_THAT(output.pre_activation.data[0], WithinAbs(-.257953, six_digits));
    CHECK_THAT(output.upstream.data[0], WithinAbs(.071734, six_digits));
    CHECK_THAT(output.local[0], WithinAbs(.245887, six_digits));
    CHECK_THAT(output.delta[0], WithinAbs(.017638, six_digits));
    CHECK_THAT(hidden.upstream.data[0], WithinAbs(-.015875, six_digits));
    CHECK_THAT(hidden.upstream.data[1], WithinAbs(.014111, six_digits));
    CHECK_THAT(hidden.local[0], WithinAbs(.196612, six_digits));
    CHECK_THAT(hidden.delta[0], WithinAbs(-.003121, six_digits));
    CHECK_THAT(hidden.delta[1], WithinAbs(.003528, six_digits));
}

TEST_CASE("behind softmax the trace's delta is p - y, though the chain is taken through every probability") {
    Model model(Json::parse(R"({"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 3, "activation": "softmax"}}]}})"), Shape{1});
    const float weights[] = {2, 1, 0, 0, 0, 0};
    std::copy(std::begin(weights), std::end(weights), model.weights().begin());
    const float x[] = {1}, y[] = {1};
    const Trace t = trace(model, *make_loss("sparse_categorical_crossentropy", {}, "loss"), x, {y, Shape{1, 1}});
    CHECK_THAT(t.layers[0].delta[0], WithinAbs(.665241, 1e-6));
    CHECK_THAT(t.layers[0].delta[1], WithinAbs(-.755272, 1e-6));
    CHECK_THAT(t.layers[0].delta[2], WithinAbs(.090031, 1e-6));
}
