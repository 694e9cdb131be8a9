#include "core/model/graph.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <array>
#include <cmath>

#include "core/error.h"
#include "core/model/model.h"

using namespace nabla;

namespace {

/// in -> d -> d again -> o; outputs: o and the first use of d. Every kind of sharing at once.
const char* const shared_twice = R"({"class_name": "Functional", "config": {"name": "twice", "layers": [
  {"class_name": "InputLayer", "name": "in", "config": {"batch_input_shape": [null, 3], "name": "in"}, "inbound_nodes": []},
  {"class_name": "Dense", "name": "d", "config": {"units": 3, "activation": "tanh", "name": "d"}, "inbound_nodes": [[["in", 0, 0, {}]], [["d", 0, 0, {}]]]},
  {"class_name": "Dense", "name": "o", "config": {"units": 1, "name": "o"}, "inbound_nodes": [[["d", 1, 0, {}]]]}],
  "input_layers": [["in", 0, 0]], "output_layers": [["o", 0, 0], ["d", 0, 0]]}})";

Model built(const char* text) { return {Json::parse(text), std::span<const Shape>{}}; }

std::string failure(Json json) {
    try {
        Model model(json, std::span<const Shape>{});
    } catch (const Error& error) {
        return error.info().code;
    }
    return "none";
}

}  // namespace

TEST_CASE("a shared layer has one set of parameters and the sum of its uses' gradients") {
    Model model = built(shared_twice);
    CHECK(model.parameter_count() == 3 * 3 + 3 + 3 + 1);
    model.initialize(3);
    const float x[] = {.25f, -.25f, .75f};
    // loss = o + 2 d[0]
    const auto loss = [&] {
        std::copy(x, x + 3, model.input(1).data);
        model.forward(1, {.training = true});
        return double{model.activation(static_cast<std::size_t>(model.outputs()[0]), 1).data[0]} +
               2 * double{model.activation(static_cast<std::size_t>(model.outputs()[1]), 1).data[0]};
    };
    loss();
    model.output_gradient(1, 0).data[0] = 1;
    const Tensor second = model.output_gradient(1, 1);
    second.data[0] = 2, second.data[1] = 0, second.data[2] = 0;
    model.backward(1, {.training = true}, 0);
    const std::vector<float> analytic(model.gradients().begin(), model.gradients().end());
    for (std::size_t i = 0; i < analytic.size(); ++i) {
        constexpr float h = 0x1p-7f;
        const float w = model.weights()[i];
        model.weights()[i] = w + h;
        const double above = loss();
        model.weights()[i] = w - h;
        const double below = loss();
        model.weights()[i] = w;
        // The difference's own error: h^2/6 of the third derivative (order 10 here) and rounding 1e-7 / h.
        CHECK_THAT(analytic[i], Catch::Matchers::WithinAbs((above - below) / (2 * double{h}), 3e-4));
    }
}

TEST_CASE("a functional model's config reads back to the same model") {
    Model model = built(shared_twice);
    model.initialize(5);
    Model again(model.config(), std::span<const Shape>{});
    CHECK(again.config() == model.config());
    Model copy = model.clone();
    for (Model* m : {&model, &copy}) {
        std::fill_n(m->input(1).data, 3, .5f);
        m->forward(1, {});
    }
    CHECK(model.activation(3, 1).data[0] == copy.activation(3, 1).data[0]);
    CHECK(model.summary_text().find("Connected to") != std::string::npos);
}

TEST_CASE("Keras 3's form of inbound nodes gives the same graph as Keras 2's") {
    const auto tensor = [](const char* name, int call) {
        return Json{{"class_name", "__keras_tensor__"}, {"config", {{"shape", {nullptr, 3}}, {"dtype", "float32"}, {"keras_history", {name, call, 0}}}}};
    };
    Json json = Json::parse(shared_twice);
    json["config"]["layers"][1]["inbound_nodes"] = {{{"args", {tensor("in", 0)}}, {"kwargs", Json::object()}}, {{"args", {tensor("d", 0)}}, {"kwargs", Json::object()}}};
    Model model(json, std::span<const Shape>{});
    CHECK(model.config() == built(shared_twice).config());
}

TEST_CASE("broken graphs are errors that say what is broken") {
    const Json good = Json::parse(shared_twice);
    CHECK(failure(good) == "none");
    SECTION("an unknown source") {
        Json json = good;
        json["config"]["layers"][2]["inbound_nodes"][0][0][0] = "nowhere";
        CHECK(failure(json) == "unknown_name");
    }
    SECTION("a cycle") {
        Json json = good;
        json["config"]["layers"][1]["inbound_nodes"] = Json::parse(R"([[["o", 0, 0, {}]], [["d", 0, 0, {}]]])");
        CHECK(failure(json) == "cycle");
    }
    SECTION("a name twice") {
        Json json = good;
        json["config"]["layers"][2]["name"] = "d";
        CHECK(failure(json) == "duplicate_name");
    }
    SECTION("an output that is no layer") {
        Json json = good;
        json["config"]["output_layers"][0][0] = "x";
        CHECK(failure(json) == "unknown_name");
    }
    SECTION("a shared layer under two widths") {
        Json json = good;
        json["config"]["layers"][1]["config"]["units"] = 2;
        CHECK(failure(json) == "layer_input");
    }
    SECTION("an input without a shape") {
        Json json = good;
        json["config"]["layers"][0]["config"].erase("batch_input_shape");
        CHECK(failure(json) == "missing_key");
    }
}

TEST_CASE("a PReLU shared by sequences of two lengths reads its alphas by the place in each") {
    const Json config = Json::parse(R"({"class_name": "Functional", "config": {"layers": [
        {"class_name": "InputLayer", "name": "a", "config": {"batch_shape": [null, 2, 3], "name": "a"}, "inbound_nodes": []},
        {"class_name": "InputLayer", "name": "b", "config": {"batch_shape": [null, 4, 3], "name": "b"}, "inbound_nodes": []},
        {"class_name": "PReLU", "name": "p", "config": {"name": "p", "shared_axes": [1], "alpha_initializer": {"class_name": "Constant", "config": {"value": [[0.5, 0.25, 2]]}}},
         "inbound_nodes": [[["a", 0, 0, {}]], [["b", 0, 0, {}]]]},
        {"class_name": "Concatenate", "name": "c", "config": {"name": "c", "axis": 1}, "inbound_nodes": [[["p", 0, 0, {}], ["p", 1, 0, {}]]]}],
        "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["c", 0, 0]]}})");
    Model model(config, std::span<const Shape>());
    model.initialize(1);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto x = model.input(5, i).flat();
        std::fill(x.begin(), x.end(), -1.0f);
    }
    const auto y = model.forward(5, {}).flat();
    REQUIRE(y.size() == 5 * 6 * 3);
    for (std::size_t i = 0; i < y.size(); ++i) CHECK(y[i] == std::array{-0.5f, -0.25f, -2.0f}[i % 3]);
}
