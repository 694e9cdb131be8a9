#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "core/model/keras2_config.h"
#include "core/model/model_file.h"
#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Model make(const Json& config, const Shape& input, std::uint64_t seed = 3) {
    Model model(config, input);
    model.initialize(seed);
    // Biases start at zero: give every parameter a value of its own, so that one in the wrong place shows.
    for (std::size_t i = 0; i < model.weights().size(); ++i) model.weights()[i] += 0.01f * std::sin(static_cast<float>(i));
    return model;
}

std::vector<float> outputs(Model& model) {
    const auto x = model.input(3).flat();
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.3f * std::cos(static_cast<float>(i));
    return copy(model.forward(3, {}).flat());
}

Model reopened(const ModelFiles& files) {
    Model model(model_config_from(files), std::span<const Shape>());
    load_weights(model, files);
    return model;
}

Json small() { return sequential({dense(5, "relu"), dropout(0.5), dense(3, "softmax")}); }

/// The files with their JSON changed.
template <class F>
ModelFiles changed(const ModelFiles& files, F&& change) {
    auto json = Json::parse(files.json);
    change(json);
    return {.json = json.dump(), .weights = files.weights};
}

}  // namespace

TEST_CASE("model files: a saved model reopens with the same outputs, bit for bit") {
    for (const char* activation : {"relu", "tanh", "sigmoid", "hard_sigmoid", "elu", "selu", "softplus", "softsign", "swish", "gelu", "leaky_relu", "linear"}) {
        CAPTURE(activation);
        auto model = make(sequential({dense(6, activation), dense(4, "tanh"), dense(2)}), {7});
        const auto files = save_model(model);
        CHECK(files.warnings.empty());
        CHECK(files.weights.size() == static_cast<std::size_t>(model.parameter_count()) * 4);
        auto again = reopened(files);
        CHECK(same_bits(outputs(model), outputs(again)));
    }
}

TEST_CASE("model files: the form is TensorFlow.js's") {
    auto model = make(small(), {7});
    const auto json = Json::parse(save_model(model).json);
    CHECK(json["format"] == "layers-model");
    CHECK(json["modelTopology"]["class_name"] == "Sequential");
    const auto& layers = json["modelTopology"]["config"]["layers"];
    CHECK(layers[0]["config"]["batch_input_shape"] == Json::array({nullptr, 7}));
    const auto& group = json["weightsManifest"][0];
    CHECK(group["paths"] == Json::array({"weights.bin"}));
    REQUIRE(group["weights"].size() == 4);
    CHECK(group["weights"][0] == Json{{"name", "dense/kernel"}, {"shape", {7, 5}}, {"dtype", "float32"}});
    CHECK(group["weights"][3] == Json{{"name", "dense_1/bias"}, {"shape", {3}}, {"dtype", "float32"}});
}

TEST_CASE("model files: leaky_relu is a layer of its own, L2 and LeCun have Keras 2's names") {
    const Json layer = {{"class_name", "Dense"}, {"config", {{"units", 4}, {"activation", "leaky_relu"}, {"kernel_initializer", "lecun_normal"}, {"kernel_regularizer", {{"class_name", "L2"}, {"config", {{"l2", 0.02}}}}}}}};
    auto model = make(sequential({layer, dense(1)}), {3});
    const auto json = to_keras2(model);
    const auto& layers = json["config"]["layers"];
    REQUIRE(layers.size() == 3);
    CHECK(layers[0]["config"]["activation"] == "linear");
    CHECK(layers[0]["config"]["kernel_initializer"]["class_name"] == "LeCunNormal");
    CHECK(layers[0]["config"]["kernel_regularizer"] == Json{{"class_name", "L1L2"}, {"config", {{"l1", 0.0}, {"l2", 0.02}}}});
    CHECK(layers[1]["class_name"] == "LeakyReLU");
    CHECK(layers[1]["config"]["alpha"] == 0.2);
    auto again = reopened(save_model(model));
    CHECK(same_bits(outputs(model), outputs(again)));
    const auto layers_again = again.config()["config"]["layers"];
    REQUIRE(layers_again.size() == 2);
    CHECK(layers_again[0]["config"]["activation"] == "leaky_relu");
}

TEST_CASE("model files: a branching model with a shared leaky layer reopens, too") {
    const auto input = [](const char* name) { return Json{{"class_name", "InputLayer"}, {"name", name}, {"config", {{"batch_input_shape", {nullptr, 4}}, {"name", name}}}, {"inbound_nodes", Json::array()}}; };
    const auto node = [](const char* from, int call) { return Json::array({from, call, 0, Json::object()}); };
    Json shared = dense(5, "leaky_relu"), last = dense(2, "tanh");
    shared["config"]["name"] = shared["name"] = "shared";
    last["config"]["name"] = last["name"] = "last";
    shared["inbound_nodes"] = {Json::array({node("in", 0)}), Json::array({node("first", 0)})};
    Json first = dense(4, "leaky_relu");
    first["config"]["name"] = first["name"] = "first";
    first["inbound_nodes"] = Json::array({Json::array({node("in", 0)})});
    last["inbound_nodes"] = Json::array({Json::array({node("shared", 1)})});
    const Json config = {{"class_name", "Functional"}, {"config", {{"name", "m"}, {"layers", {input("in"), first, shared, last}}, {"input_layers", Json::array({Json::array({"in", 0, 0})})}, {"output_layers", Json::array({Json::array({"last", 0, 0})})}}}};
    auto model = make(config, {4});
    auto again = reopened(save_model(model));
    CHECK(same_bits(outputs(model), outputs(again)));
    CHECK(again.config() == model.config());
}

TEST_CASE("model files: inside a recurrent layer leaky_relu stays where it is") {
    const Json rnn = {{"class_name", "SimpleRNN"}, {"config", {{"units", 3}, {"activation", "leaky_relu"}}}};
    auto model = make(sequential({rnn, dense(1)}), {5, 2});
    const auto files = save_model(model);
    CHECK(files.warnings == std::vector<std::string>{"simple_rnn"});
    auto again = reopened(files);
    CHECK(again.config() == model.config());
    CHECK(same_bits(outputs(model), outputs(again)));
}

TEST_CASE("model files: a LeakyReLU of the learner's own stays a layer") {
    const auto leaky = [](double alpha) { return Json{{"class_name", "LeakyReLU"}, {"config", {{"alpha", alpha}}}}; };
    for (double alpha : {0.2, 0.3}) {
        Json named = leaky(alpha);
        named["config"]["name"] = alpha == 0.2 ? "mine" : "dense_leaky_relu";
        auto model = make(sequential({dense(4), named, dense(1)}), {3});
        auto again = reopened(save_model(model));
        CHECK(again.config() == model.config());
        CHECK(same_bits(outputs(model), outputs(again)));
    }
}

TEST_CASE("model files: weights go into a model whose layers have other names, in order") {
    auto model = make(small(), {7});
    auto named = small();
    named["config"]["layers"][0]["config"]["name"] = "hidden";
    Model other(named, Shape{7});
    load_weights(other, save_model(model));
    CHECK(same_bits(outputs(model), outputs(other)));
}

TEST_CASE("model files: what does not fit is refused and changes nothing") {
    auto model = make(small(), {7});
    const auto files = save_model(model);
    auto target = make(small(), {7}, 99);
    const auto before = copy(target.weights());
    const auto refused = [&](const ModelFiles& broken) {
        const auto error = error_of([&] { load_weights(target, broken); });
        CHECK(same_bits(before, target.weights()));
        return error;
    };
    SECTION("truncated weights, at any length") {
        for (std::size_t length = 0; length < files.weights.size(); length += 13) {
            auto cut = files;
            cut.weights.resize(length);
            const auto error = refused(cut);
            CHECK(error.code == "truncated_file");
            CHECK(error.where == "weights.bin");
        }
    }
    SECTION("bytes left over") {
        auto longer = files;
        longer.weights.resize(longer.weights.size() + 4);
        CHECK(refused(longer).code == "count_mismatch");
    }
    SECTION("another architecture") {
        auto wider = make(sequential({dense(6, "relu"), dense(3, "softmax")}), {7});
        const auto error = refused(save_model(wider));
        CHECK(error.code == "wrong_shape");
        CHECK_THAT(error.received, ContainsSubstring("(7, 6)"));
        auto deeper = make(sequential({dense(5, "relu"), dense(5), dense(3, "softmax")}), {7});
        CHECK(refused(save_model(deeper)).code == "count_mismatch");
    }
    SECTION("a manifest that lies") {
        CHECK(refused(changed(files, [](Json& j) { j.erase("weightsManifest"); })).code == "missing_key");
        CHECK(refused(changed(files, [](Json& j) { j["weightsManifest"][0]["weights"][0]["dtype"] = "uint8"; })).code == "wrong_format");
        const auto quantized = refused(changed(files, [](Json& j) { j["weightsManifest"][0]["weights"][0]["quantization"] = {{"dtype", "uint8"}}; }));
        CHECK(quantized.code == "wrong_format");
        CHECK(quantized.received == "quantized");
        CHECK(refused(changed(files, [](Json& j) { j["weightsManifest"][0]["weights"][0]["shape"] = {-1, 5}; })).code == "wrong_shape");
        CHECK(refused(changed(files, [](Json& j) { j["weightsManifest"][0]["weights"][0]["shape"] = {1000000000, 1000000000, 1000000000}; })).code == "truncated_file");
        CHECK(refused(changed(files, [](Json& j) { j["weightsManifest"][0]["weights"] = 3; })).code == "wrong_type");
    }
    SECTION("no JSON") { CHECK(refused({.json = "<html>", .weights = {}}).where == "model.json, line 1, column 1"); }
}

TEST_CASE("model files: a topology without its parts is refused") {
    auto model = make(small(), {7});
    const auto files = save_model(model);
    CHECK(error_of([&] { model_config_from(changed(files, [](Json& j) { j.erase("modelTopology"); })); }).code == "missing_key");
    CHECK(error_of([&] { model_config_from(changed(files, [](Json& j) { j["modelTopology"] = 3; })); }).code == "wrong_type");
    CHECK(error_of([&] { model_config_from(changed(files, [](Json& j) { j["modelTopology"]["config"].erase("layers"); })); }).code == "missing_key");
    CHECK(error_of([&] { model_config_from({.json = "", .weights = {}}); }).code == "bad_json");
}

TEST_CASE("model files: the converter's nesting and a bare list of layers are read") {
    auto model = make(small(), {7});
    const auto files = save_model(model);
    const auto plain = model_config_from(files);
    CHECK(model_config_from(changed(files, [](Json& j) { j["modelTopology"] = Json{{"keras_version", "2.15.0"}, {"model_config", j["modelTopology"]}}; })) == plain);
    const auto bare = model_config_from(changed(files, [](Json& j) { j["modelTopology"]["config"] = Json(j["modelTopology"]["config"]["layers"]); }));
    CHECK(bare["config"]["layers"] == plain["config"]["layers"]);
    CHECK(weight_paths(files.json) == std::vector<std::string>{"weights.bin"});
}

TEST_CASE("model files: a GRU keeps its reset gate's place, whichever it is, and without a word about it the bias tells") {
    const auto gru = [](bool after) {
        return sequential({Json{{"class_name", "Reshape"}, {"config", {{"target_shape", {3, 2}}}}},
                           Json{{"class_name", "Bidirectional"}, {"config", {{"layer", {{"class_name", "GRU"}, {"config", {{"units", 2}, {"reset_after", after}, {"return_sequences", true}}}}}}}},
                           Json{{"class_name", "GRU"}, {"config", {{"units", 3}, {"reset_after", after}}}}});
    };
    for (const bool after : {false, true}) {
        CAPTURE(after);
        auto model = make(gru(after), {6});
        const auto files = save_model(model);
        CHECK(files.warnings.empty() == !after);  // TensorFlow.js has the one in front alone
        auto again = load_model(files);
        CHECK(same_bits(outputs(model), outputs(again)));
        const auto silent = changed(files, [](Json& json) {
            auto& layers = json["modelTopology"]["config"]["layers"];
            layers[1]["config"]["layer"]["config"].erase("reset_after");
            layers[2]["config"].erase("reset_after");
        });
        auto told = load_model(silent);
        CHECK(same_bits(outputs(model), outputs(told)));
    }
}

TEST_CASE("model files: a model takes no memory before the weights that it needs are there") {
    auto files = save_model(make(small(), {4}));
    auto larger = changed(files, [](Json& json) { json["modelTopology"]["config"]["layers"][0]["config"]["units"] = 1'000'000; });
    CHECK(error_of([&] { load_model(larger); }).code == "count_mismatch");
    files.weights.pop_back();
    CHECK(error_of([&] { load_model(files); }).code == "count_mismatch");
}
