#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/gradient_check.h"
#include "tests/core/lesson_network.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

// The backward pass of lesson 4. Printed there with six decimals, hence 1e-6.
TEST_CASE("the 2-2-1 network's gradients are the lesson's numbers") {
    LessonNetwork network;
    const auto g = network.backward();
    const double expected[] = {-.003121, .003528, .003121, -.003528, -.003121, .003528, .012895, .008819, .017638};
    REQUIRE(g.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        INFO("parameter " << i);
        CHECK_THAT(g[i], WithinAbs(expected[i], 1e-6));
    }
}

TEST_CASE("gradients of activations: the error as it is sent back") {
    LessonNetwork network;
    network.backward();
    const std::size_t last = network.model.nodes().size() - 1;
    CHECK_THAT(network.model.activation_gradient(last, 1).data[0], WithinAbs(.071734, 1e-6));
    const ConstTensor hidden = network.model.activation_gradient(last - 1, 1);
    CHECK_THAT(hidden.data[0], WithinAbs(-.015875, 1e-6));
    CHECK_THAT(hidden.data[1], WithinAbs(.014111, 1e-6));
}

TEST_CASE("nudging w11 by a hundredth shows the same slope") {
    LessonNetwork less({1.99f, -1, 1, -1, 0, 0, -.9f, .8f, 0}), more({2.01f, -1, 1, -1, 0, 0, -.9f, .8f, 0});
    CHECK_THAT(more.loss(), WithinAbs(.001255, 1e-6));
    CHECK_THAT(less.loss(), WithinAbs(.001318, 1e-6));
    CHECK_THAT((more.loss() - less.loss()) / .02, WithinAbs(-.003121, 1e-5));
}

TEST_CASE("one update by plain gradient descent, for three learning rates") {
    const auto update = [](float rate) {
        LessonNetwork network;
        network.backward();
        auto sgd = make_optimizer(optimizer("SGD", {{"learning_rate", rate}}), "optimizer");
        sgd->build(9);
        sgd->apply(network.model.weights(), network.model.gradients());
        network.forward();
        return network;
    };
    const LessonNetwork one = update(1);
    const double expected[] = {2.003121, -1.003528, .996879, -.996472, .003121, -.003528, -.912895, .791181, -.017638};
    for (std::size_t i = 0; i < 9; ++i) {
        INFO("parameter " << i);
        CHECK_THAT(one.model.weights()[i], WithinAbs(expected[i], 1e-6));
    }
    CHECK_THAT(one.output(), WithinAbs(.427221, 1e-6));
    CHECK_THAT(one.loss(), WithinAbs(.000741, 1e-6));
    CHECK_THAT(update(5).output(), WithinAbs(.393146, 1e-6));
    const LessonNetwork ten = update(10);
    CHECK_THAT(ten.output(), WithinAbs(.352049, 1e-6));
    CHECK_THAT(ten.loss(), WithinAbs(.002299, 1e-6));
    CHECK(ten.loss() > LessonNetwork().loss());
    CHECK(update(3.82f).loss() < 1e-5);
    CHECK(update(4.54f).loss() < 1e-5);
    CHECK(update(3.8f).loss() > 1e-5);
    CHECK(update(4.6f).loss() > 1e-5);
}

TEST_CASE("twins that start equal stay equal") {
    LessonNetwork network({.5f, .5f, .5f, .5f, 0, 0, .3f, .3f, 0});
    auto sgd = make_optimizer(optimizer("SGD", {{"learning_rate", 1}}), "optimizer");
    sgd->build(9);
    network.backward();
    for (std::size_t unit : {0u, 1u}) {
        CHECK_THAT(network.model.gradients()[unit], WithinAbs(.006397, 1e-6));
        CHECK_THAT(network.model.gradients()[2 + unit], WithinAbs(-.006397, 1e-6));
    }
    for (int i = 0; i < 100; ++i) {
        network.backward();
        sgd->apply(network.model.weights(), network.model.gradients());
        network.forward();
    }
    const auto w = network.model.weights();
    CHECK(w[0] == w[1]);
    CHECK(w[2] == w[3]);
    CHECK(w[6] == w[7]);
    CHECK(network.loss() < 1e-4);
}

namespace {

/// The whole chain of a training step: model, loss, the shortcut at the logits where there is one, regularizers.
GradientReport check_model(const Json& config, const Shape& input, const std::string& loss_name, std::int64_t classes) {
    Model model(config, input);
    model.initialize(3);
    for (float& w : model.weights()) w = std::round(w * 1024) / 1024;
    const auto loss = make_loss(loss_name, Json::object(), "loss");
    constexpr std::int64_t rows = 3;
    model.reserve(rows, true);
    const std::vector<float> x = grid_values(rows * input.elements(), Rng(4, 4));
    const std::int64_t width = model.output_shape().back(), target_width = loss->target_width(width);
    std::vector<float> target(static_cast<std::size_t>(rows * target_width));
    for (std::size_t i = 0; i < target.size(); ++i) target[i] = classes ? static_cast<float>(Rng(6, 6).below(i, static_cast<std::uint64_t>(classes))) : Rng(6, 6).uniform(i);
    if (loss_name == "categorical_crossentropy")
        for (std::size_t i = 0; i < target.size(); ++i) target[i] = i % static_cast<std::size_t>(width) == i / static_cast<std::size_t>(width) % static_cast<std::size_t>(width);
    const ConstTensor y{target.data(), {rows, target_width}};
    const auto forward = [&] {
        std::copy(x.begin(), x.end(), model.input(rows).data);
        return model.forward(rows, {.training = true});
    };
    const auto value = [&] { return loss->evaluate(forward(), y, {}) + model.regularization(false); };

    const ConstTensor prediction = forward();
    const bool logits = loss->has_logit_gradient(model.output_activation());
    if (logits) loss->logit_gradient(prediction, y, model.output_gradient(rows));
    else loss->evaluate(prediction, y, model.output_gradient(rows));
    model.backward(rows, {.training = true}, logits);
    model.regularization(true);
    const std::vector<float> gradient = copy(model.gradients());

    GradientReport report;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        const float old = model.weights()[i];
        check_slope(report, "weight " + std::to_string(i), gradient[i],
                    [&](double offset) { return model.weights()[i] = old + static_cast<float>(offset), value(); });
        model.weights()[i] = old;
    }
    return report;
}

}  // namespace

TEST_CASE("the gradient of a whole model by every weight agrees with a central difference, for every loss") {
    struct Chain { const char* last; const char* loss; int units, classes; };
    const Chain chains[] = {
        {"linear", "mean_squared_error", 3, 0},       {"sigmoid", "mean_squared_error", 2, 0},
        {"linear", "mean_absolute_error", 2, 0},      {"linear", "huber", 3, 0},
        {"sigmoid", "binary_crossentropy", 1, 2},     {"sigmoid", "binary_crossentropy", 3, 2},
        {"softmax", "categorical_crossentropy", 4, 0}, {"softmax", "sparse_categorical_crossentropy", 4, 4},
        {"softmax", "mean_squared_error", 3, 0},
    };
    for (const Chain& c : chains) {
        const auto report = check_model(sequential({dense(6, "tanh"), dropout(.3), dense(c.units, c.last)}), {5}, c.loss, c.classes);
        INFO(c.last << " with " << c.loss << ": worst at " << report.where << ", kinks " << report.kinks);
        CHECK(report.worst < gradient_tolerance);
        CHECK(report.checked > 4 * report.kinks);
    }
}

TEST_CASE("regularizers add their penalty and its gradient") {
    Json layer = dense(3, "tanh");
    layer["config"]["kernel_regularizer"] = {{"class_name", "L2"}, {"config", {{"l2", 0.05}}}};
    Json second = dense(2);
    second["config"]["kernel_regularizer"] = {{"class_name", "L1"}, {"config", {{"l1", 0.02}}}};
    second["config"]["bias_regularizer"] = {{"class_name", "L1L2"}, {"config", {{"l1", 0.01}, {"l2", 0.03}}}};
    const auto report = check_model(sequential({layer, second}), {4}, "mean_squared_error", 0);
    INFO("worst at " << report.where);
    CHECK(report.worst < gradient_tolerance);

    Model model(sequential({layer}), {2});
    const float w[] = {1, -2, 3, 0, 0, 1, 9, 9, 9};  // six kernel weights, three biases
    std::copy(std::begin(w), std::end(w), model.weights().begin());
    CHECK_THAT(model.regularization(false), WithinAbs(0.05 * 15, 1e-6));
}
