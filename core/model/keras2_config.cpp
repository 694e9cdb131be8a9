#include "core/model/keras2_config.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/layers/initializer.h"
#include "core/model/leaky_relu_config.h"

namespace nabla {
namespace {

/// Applies f to every object that has a class_name, inside out.
template <class F>
void each_named(Json& json, const F& f) {
    if (json.is_structured())
        for (auto& child : json) each_named(child, f);
    if (json.is_object() && json.contains("class_name") && json["class_name"].is_string()) f(json);
}

void write_named(Json& named) {
    const auto name = named["class_name"].get<std::string>();
    if (name == "LecunUniform" || name == "LecunNormal") named["class_name"] = "LeC" + name.substr(3);
    if (lists_values(named)) named = {{"class_name", "Zeros"}, {"config", Json::object()}};  // the saved weights say it
    if (name == "L1" || name == "L2") named = {{"class_name", "L1L2"}, {"config", {{"l1", named["config"].value("l1", 0.0)}, {"l2", named["config"].value("l2", 0.0)}}}};
    if (named["config"].is_object() && named["config"].value("distribution", Json()) == "untruncated_normal") named["config"]["distribution"] = "normal";
}

void read_named_back(Json& named) {
    const auto name = named["class_name"].get<std::string>();
    if (name == "LeCunUniform" || name == "LeCunNormal") named["class_name"] = "Lec" + name.substr(3);
}

Json batch_shape(const Shape& shape) {
    Json sizes = Json::array({nullptr});
    for (auto size : shape) sizes.push_back(size);
    return sizes;
}

constexpr std::array<std::string_view, 37> known_classes = {
    "InputLayer", "Dense", "Activation", "Dropout", "Flatten", "Reshape", "LeakyReLU", "ELU", "ReLU", "PReLU", "Softmax", "BatchNormalization",
    "LayerNormalization", "Conv1D", "Conv2D", "MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D", "GlobalAveragePooling1D",
    "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "Embedding", "SpatialDropout1D", "SimpleRNN", "LSTM", "GRU", "Bidirectional",
    "Add", "Multiply", "Average", "Maximum", "Minimum", "Concatenate", "Sequential", "Functional"};

}  // namespace

Json to_keras2(const Model& model) {
    Json config = model.config();
    if (config["class_name"] == "Sequential") {
        config["config"] = {{"name", "sequential"}, {"layers", config["config"]["layers"]}};
        auto& layers = config["config"]["layers"];
        if (!layers.empty()) {
            Json first = {{"batch_input_shape", batch_shape(model.input_shape())}};
            first.update(layers[0]["config"]);
            layers[0]["config"] = std::move(first);
        }
    } else if (!config["config"].contains("name")) {
        config["config"]["name"] = "model";
    }
    for (auto& layer : config["config"]["layers"]) layer["config"]["dtype"] = "float32";
    split_leaky_relu(config);
    each_named(config, write_named);
    return config;
}

Json from_keras2(Json config) {
    each_named(config, read_named_back);
    join_leaky_relu(config);
    return config;
}

std::vector<std::string> beyond_tensorflow_js(const Json& keras2_config) {
    std::vector<std::string> names;
    for (const auto& layer : keras2_config.at("config").at("layers")) {
        const auto& config = layer.at("config");
        const bool known = std::find(known_classes.begin(), known_classes.end(), layer.at("class_name").get<std::string>()) != known_classes.end();
        const Json& inner = config.contains("layer") ? config["layer"]["config"] : config;
        const bool leaky = inner.value("activation", Json()) == "leaky_relu";  // what is left of them is inside a recurrent layer
        if (!known || leaky || (layer.at("class_name") == "GRU" && config.value("reset_after", false))) names.push_back(config.value("name", std::string("layer")));
    }
    return names;
}

}  // namespace nabla
