#include "core/model/model.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

namespace {

Model mnist_model() { return Model(sequential({dense(256, "relu"), dense(128, "relu"), dense(10, "softmax")}), {784}); }

std::vector<float> run(Model& model, const Dataset& data, std::int64_t rows) {
    data.train.x.gather(0, rows, model.input(rows).data);
    return copy(model.forward(rows, {}).flat());
}

}  // namespace

TEST_CASE("the summary counts what a learner counts by hand") {
    const Model model = mnist_model();
    const auto summary = model.summary();
    std::vector<std::int64_t> counts;
    for (const SummaryRow& row : summary)
        if (row.class_name == "Dense") counts.push_back(row.parameters);
    CHECK(counts == std::vector<std::int64_t>{200960, 32896, 1290});
    CHECK(model.parameter_count() == 235146);
    CHECK(summary.back().output_shape == Shape{10});
    CHECK(model.input_shape() == Shape{784});
    CHECK(model.output_shape() == Shape{10});
    CHECK(model.output_activation() == "softmax");
    const std::string text = model.summary_text();
    INFO(text);
    for (const char* part : {"200,960", "32,896", "1,290", "235,146", "(None, 256)", "Dense"}) CHECK(text.find(part) != std::string::npos);
}

TEST_CASE("layers without a name get Keras's, and given names stay") {
    Json named = dense(3);
    named["config"]["name"] = "answer";
    const Model model(sequential({dense(2), dropout(.1), dense(2), named}), {4});
    std::vector<std::string> names;
    for (const SummaryRow& row : model.summary()) names.push_back(row.name);
    const auto has = [&](const char* name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    CHECK(has("dense"));
    CHECK(has("dense_1"));
    CHECK(has("dropout"));
    CHECK(has("answer"));
}

TEST_CASE("weights and gradients are one flat span each, in the order of the layers") {
    Model model(sequential({dense(3), dense(2)}), {4});
    REQUIRE(model.weights().size() == 4 * 3 + 3 + 3 * 2 + 2);
    REQUIRE(model.gradients().size() == model.weights().size());
    std::size_t at = 0;
    for (const Node& node : model.nodes()) {
        if (!node.layer) continue;
        for (const Parameter& p : node.layer->parameters()) {
            CHECK(p.value.data() == model.weights().data() + at);
            CHECK(p.gradient.data() == model.gradients().data() + at);
            at += p.value.size();
        }
    }
    CHECK(at == model.weights().size());
}

TEST_CASE("a clone has the same weights and its own memory") {
    const auto data = toy_data(4, 6, 3);
    Model model(sequential({dense(5, "tanh"), dense(3, "softmax")}), {6});
    model.initialize(7);
    Model twin = model.clone();
    CHECK(copy(twin.weights()) == copy(model.weights()));
    model.reserve(4, false);
    twin.reserve(4, false);
    const auto before = run(model, *data, 4);
    CHECK(run(twin, *data, 4) == before);
    for (float& w : twin.weights()) w = 0;
    for (float p : run(twin, *data, 4)) CHECK_THAT(p, WithinAbs(1.0 / 3, 1e-6));
    CHECK(run(model, *data, 4) == before);
    CHECK(twin.config() == model.config());
}

TEST_CASE("moving a model keeps its parameters where the layers look for them") {
    const auto data = toy_data(4, 6, 3);
    Model model(sequential({dense(5, "tanh"), dense(3, "softmax")}), {6});
    model.initialize(7);
    model.reserve(4, true);
    const auto before = run(model, *data, 4);
    Model moved(std::move(model));
    CHECK(run(moved, *data, 4) == before);
    Model assigned(sequential({dense(1)}), {1});
    assigned = std::move(moved);
    CHECK(run(assigned, *data, 4) == before);
}

TEST_CASE("reserve grows and never forgets weights; smaller batches fit in") {
    const auto data = toy_data(64, 6, 3);
    Model model(sequential({dense(5, "tanh"), dense(3, "softmax")}), {6});
    model.initialize(7);
    model.reserve(2, false);
    const auto two = run(model, *data, 2);
    model.reserve(64, true);
    CHECK(model.capacity() >= 64);
    const auto many = run(model, *data, 64);
    for (std::size_t i = 0; i < two.size(); ++i) CHECK_THAT(many[i], WithinAbs(two[i], 1e-6));
    CHECK(run(model, *data, 2) == two);
    CHECK(model.memory_bytes() > 64 * 6 * sizeof(float));
}

TEST_CASE("the config builds the same model again") {
    Json first = dense(5, "tanh");
    first["config"]["kernel_initializer"] = "he_normal";
    const Model model(sequential({first, dropout(.2), dense(3, "softmax")}), {6});
    const Model again(model.config(), {6});
    CHECK(again.config() == model.config());
    CHECK(again.parameter_count() == model.parameter_count());
}

TEST_CASE("N-dimensional inputs pass through: images flattened by the model") {
    Model model(sequential({{{"class_name", "Flatten"}, {"config", Json::object()}}, dense(10, "softmax")}), {28, 28, 1});
    CHECK(model.input_shape() == Shape{28, 28, 1});
    CHECK(model.parameter_count() == 7850);
    model.initialize(1);
    model.reserve(2, false);
    CHECK(model.input(2).shape == Shape{2, 28, 28, 1});
    for (float& x : model.input(2).flat()) x = 0;
    for (float p : model.forward(2, {}).flat()) CHECK_THAT(p, WithinAbs(.1, 1e-6));
}

TEST_CASE("what a figure asks for is there: each node's output and its gradient") {
    Model model(sequential({dense(4, "relu"), dense(2)}), {3});
    model.initialize(1);
    model.reserve(2, true);
    for (float& x : model.input(2).flat()) x = .5f;
    model.forward(2, {.training = true});
    for (float& g : model.output_gradient(2).flat()) g = 1;
    model.backward(2, {.training = true}, false);
    const std::size_t last = model.nodes().size() - 1;
    CHECK(model.activation(last, 2).shape == Shape{2, 2});
    CHECK(model.activation(last - 1, 2).shape == Shape{2, 4});
    for (float g : model.activation_gradient(last, 2).flat()) CHECK(g == 1);
    CHECK(model.activation_gradient(last - 1, 2).shape == Shape{2, 4});
}

TEST_CASE("a model that cannot exist is refused with its place") {
    const auto refused = [](const Json& config, const std::string& where) {
        try {
            Model model(config, {4}, "model");
        } catch (const Error& error) {
            INFO(error.what());
            CHECK(error.info().where.starts_with(where));
            return true;
        }
        return false;
    };
    CHECK(refused(sequential({}), "model"));
    CHECK(refused(sequential({dense(3), dense(0)}), "model.config.layers[1]"));
    CHECK(refused(sequential({dense(3), {{"class_name", "Dens"}, {"config", Json::object()}}}), "model.config.layers[1]"));
    CHECK(refused({{"class_name", "Sequentiel"}, {"config", {{"layers", Json::array()}}}}, "model"));
    CHECK(refused(Json::array(), "model"));
    CHECK(refused({{"class_name", "Sequential"}}, "model"));
}
