#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/lesson_network.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

// The network of lesson 2, computed by hand there: every intermediate number is a number on the learner's screen.
TEST_CASE("the 2-2-1 network gives the lesson's numbers") {
    LessonNetwork network;
    const ConstTensor h = network.hidden();
    CHECK_THAT(h.data[0], WithinAbs(.731059, 1e-6));
    CHECK_THAT(h.data[1], WithinAbs(.500000, 1e-6));
    CHECK_THAT(-.9f * h.data[0], WithinAbs(-.657953, 1e-6));
    CHECK_THAT(.8f * h.data[1], WithinAbs(.400000, 1e-6));
    CHECK_THAT(network.output(), WithinAbs(.435867, 1e-6));
    CHECK_THAT(network.loss(), WithinAbs(.001286, 1e-6));
}

TEST_CASE("another pair of output weights gives nearly the same answer") {
    LessonNetwork network;
    network.model.weights()[6] = .4f;
    network.model.weights()[7] = -1.1f;
    network.forward();
    CHECK_THAT(network.output(), WithinAbs(.435960, 1e-6));
}

TEST_CASE("three inputs and one sigmoid unit: products, sum, squashed") {
    Model model(sequential({dense(1, "sigmoid")}), {3});
    const float weights[] = {.5f, 1, -2, 0}, x[] = {2, -1, .5f};
    std::copy(std::begin(weights), std::end(weights), model.weights().begin());
    model.reserve(1, false);
    std::copy(std::begin(x), std::end(x), model.input(1).data);
    CHECK_THAT(model.forward(1, {}).data[0], WithinAbs(.268941, 1e-6));  // sigma(1 - 1 - 1)
}

TEST_CASE("XOR by hand: the weights of lesson 1 separate the four points") {
    Model model(sequential({dense(2, "sigmoid"), dense(1, "sigmoid")}), {2});
    const float weights[] = {20, -20, 20, -20, -10, 30, 20, 20, -30};
    std::copy(std::begin(weights), std::end(weights), model.weights().begin());
    model.reserve(4, false);
    const float points[] = {0, 0, 0, 1, 1, 0, 1, 1}, expected[] = {0, 1, 1, 0};
    std::copy(std::begin(points), std::end(points), model.input(4).data);
    const ConstTensor y = model.forward(4, {});
    for (int i = 0; i < 4; ++i) CHECK_THAT(y.data[i], WithinAbs(expected[i], 1e-3));
}

TEST_CASE("rows of a batch do not influence one another") {
    Model model(sequential({dense(17, "relu"), dense(5, "softmax")}), {13});
    model.initialize(3);
    const auto data = toy_data(9, 13, 5);
    model.reserve(9, false);
    data->train.x.gather(0, 9, model.input(9).data);
    const auto together = copy(model.forward(9, {}).flat());
    for (std::int64_t row = 0; row < 9; ++row) {
        data->train.x.gather(row, 1, model.input(1).data);
        const ConstTensor alone = model.forward(1, {});
        for (std::int64_t j = 0; j < 5; ++j)
            CHECK_THAT(alone.data[j], WithinAbs(together[static_cast<std::size_t>(row * 5 + j)], 1e-6));
    }
}
