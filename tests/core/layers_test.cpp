#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/error.h"
#include "tests/core/gradient_check.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

TEST_CASE("backward with accumulate adds to the parameter gradients") {
    const auto layer = make_layer(dense(4, "tanh"), "dense");
    LayerBench bench(*layer, {{6}}, 3);
    bench.forward(true);
    bench.backward(true);
    const std::vector<float> once = bench.gradients(), input_once = bench.input_gradient();
    bench.backward(true, false, true);
    for (std::size_t i = 0; i < once.size(); ++i) CHECK_THAT(bench.gradients()[i], WithinAbs(2.0 * once[i], 1e-5));
    CHECK(bench.input_gradient() == input_once);  // overwritten, never added
    bench.backward(true);
    CHECK(bench.gradients() == once);
}

TEST_CASE("Dense starts at the logits when told so") {
    const auto layer = make_layer(dense(4, "softmax"), "dense");
    LayerBench bench(*layer, {{3}}, 2);
    bench.forward(true);
    bench.backward(true, true);
    // Behind the activation there is only x W + b: dL/db is the column sum of dL/dz.
    for (std::size_t j = 0; j < 4; ++j)
        CHECK_THAT(bench.gradients()[12 + j], WithinAbs(bench.coefficients()[j] + bench.coefficients()[4 + j], 1e-6));
}

TEST_CASE("Dense is x W + b with Keras's kernel layout [inputs, units]") {
    const auto layer = make_layer(dense(2), "dense");
    LayerBench bench(*layer, {{3}}, 1);
    REQUIRE(layer->parameters().size() == 2);
    CHECK(layer->parameters()[0].name == "kernel");
    CHECK(layer->parameters()[0].shape == Shape{3, 2});
    CHECK(layer->parameters()[1].name == "bias");
    CHECK(layer->parameters()[1].shape == Shape{2});
    bench.input() = {1, 10, 100};
    bench.parameters() = {1, 2, 3, 4, 5, 6, 0.5f, -0.5f};
    bench.forward(false);
    CHECK(bench.output() == std::vector<float>{531.5f, 641.5f});
}

TEST_CASE("Dropout keeps 1 - rate of its inputs, scaled by 1 / (1 - rate)") {
    const auto layer = make_layer(dropout(0.4), "dropout");
    LayerBench bench(*layer, {{256}}, 40);
    for (float& x : bench.input()) x = 1;
    bench.forward(true);
    int kept = 0;
    for (float y : bench.output()) {
        if (y != 0) {
            REQUIRE_THAT(y, WithinAbs(1.666667, 1e-6));
            ++kept;
        }
    }
    CHECK(std::abs(kept - 6144) < 250);  // of 10,240: five standard deviations of 49.6
    bench.forward(false);
    for (float y : bench.output()) REQUIRE(y == 1);
}

TEST_CASE("Dropout draws a new mask for each update, the same for the same update") {
    const auto data = toy_data(1, 50, 2);
    Model model(sequential({dropout(0.5)}), {50});
    model.reserve(1, true);
    const auto mask = [&](std::uint64_t seed, std::uint64_t update) {
        data->train.x.gather(0, 1, model.input(1).data);
        const ConstTensor out = model.forward(1, {.training = true, .seed = seed, .update = update});
        std::vector<bool> zeros;
        for (float y : out.flat()) zeros.push_back(y == 0);
        return zeros;
    };
    CHECK(mask(1, 0) == mask(1, 0));
    CHECK(mask(1, 0) != mask(1, 1));
    CHECK(mask(1, 0) != mask(2, 0));
}

TEST_CASE("two Dropout layers of one model draw different masks") {
    Model model(sequential({dropout(0.5), dropout(0.5)}), {400});
    model.reserve(1, true);
    for (float& x : model.input(1).flat()) x = 1;
    model.forward(1, {.training = true});
    int kept = 0;
    for (float y : model.activation(model.nodes().size() - 1, 1).flat()) kept += y != 0;
    CHECK(std::abs(kept - 100) < 45);  // 400 / 4; one shared mask would keep 200
}

TEST_CASE("Flatten keeps values and order") {
    const auto layer = make_layer({{"class_name", "Flatten"}, {"config", Json::object()}}, "flatten");
    LayerBench bench(*layer, {{2, 3}}, 2);
    CHECK(bench.output_shape() == Shape{2, 6});
    bench.forward(false);
    CHECK(bench.output() == bench.input());
}

TEST_CASE("a layer that cannot exist is refused with its place") {
    const auto refused = [](const Json& config) {
        try {
            const auto layer = make_layer(config, "model.config.layers[2]");
            const Shape input{4};
            layer->build(std::span(&input, 1));
        } catch (const Error& error) {
            INFO(error.what());
            CHECK(error.info().where.starts_with("model.config.layers[2]"));
            CHECK_FALSE(error.info().code.empty());
            CHECK_FALSE(error.info().expected.empty());
            return true;
        }
        return false;
    };
    const auto with = [](const char* name, Json config) { return Json{{"class_name", name}, {"config", std::move(config)}}; };
    CHECK(refused(with("Dens", Json::object())));
    CHECK(refused(with("Dense", {{"units", 0}})));
    CHECK(refused(with("Dense", {{"units", -3}})));
    CHECK(refused(with("Dense", {{"units", 2.5}})));
    CHECK(refused(with("Dense", {{"units", "ten"}})));
    CHECK(refused(with("Dense", {{"units", 1000000000}})));
    CHECK(refused(with("Dense", Json::object())));
    CHECK(refused(with("Dense", {{"units", 3}, {"colour", "red"}})));
    CHECK(refused(with("Dense", {{"units", 3}, {"activation", "relux"}})));
    CHECK(refused(with("Dropout", {{"rate", 1.5}})));
    CHECK(refused(with("Dropout", {{"rate", -0.1}})));
    CHECK(refused(with("Activation", {{"activation", 3}})));
}

TEST_CASE("settings that Keras writes are known; only those at other values than their default are refused") {
    CHECK_NOTHROW(make_layer({{"class_name", "Dense"},
                              {"config",
                               {{"name", "dense_7"}, {"trainable", true}, {"dtype", "float32"}, {"units", 3}, {"activation", "relu"},
                                {"use_bias", true}, {"kernel_initializer", {{"class_name", "GlorotUniform"}, {"config", {{"seed", nullptr}}}}},
                                {"bias_initializer", {{"class_name", "Zeros"}, {"config", Json::object()}}}, {"kernel_regularizer", nullptr},
                                {"bias_regularizer", nullptr}, {"activity_regularizer", nullptr}, {"kernel_constraint", nullptr},
                                {"bias_constraint", nullptr}}}},
                             "layer"));
    CHECK_THROWS_AS(make_layer({{"class_name", "Dense"},
                                {"config", {{"units", 3}, {"kernel_constraint", {{"class_name", "MaxNorm"}, {"config", Json::object()}}}}}},
                               "layer"),
                    Error);
}
