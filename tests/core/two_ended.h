#pragma once
#include "tests/core/support.h"

/// A model with two inputs, a layer that both share, and two outputs; and data for it.
namespace nabla::test {

inline Json graph_layer(const std::string& class_name, const std::string& name, Json config, const std::vector<std::vector<std::string>>& calls) {
    Json nodes = Json::array();
    for (const auto& call : calls) {
        Json sources = Json::array();
        for (const auto& source : call) {  // "shared:1" is the second use of that layer
            const auto colon = source.find(':');
            sources.push_back({source.substr(0, colon), colon == std::string::npos ? 0 : std::stoi(source.substr(colon + 1)), 0, Json::object()});
        }
        nodes.push_back(std::move(sources));
    }
    config["name"] = name;
    return {{"class_name", class_name}, {"name", name}, {"config", std::move(config)}, {"inbound_nodes", std::move(nodes)}};
}

inline Json functional(Json layers, const std::vector<std::string>& inputs, const std::vector<std::string>& outputs) {
    Json in = Json::array(), out = Json::array();
    for (const auto& name : inputs) in.push_back({name, 0, 0});
    for (const auto& name : outputs) out.push_back({name, 0, 0});
    return {{"class_name", "Functional"}, {"config", {{"layers", std::move(layers)}, {"input_layers", in}, {"output_layers", out}}}};
}

/// a and b, three columns each, go through one shared layer; out come a price and one of three kinds.
inline Json two_ended_model() {
    return functional(Json::array({graph_layer("InputLayer", "a", {{"batch_shape", {nullptr, 3}}}, {}), graph_layer("InputLayer", "b", {{"batch_shape", {nullptr, 3}}}, {}),
                                   graph_layer("Dense", "shared", {{"units", 4}, {"activation", "tanh"}}, {{"a"}, {"b"}}),
                                   graph_layer("Concatenate", "both", Json::object(), {{"shared", "shared:1"}}), graph_layer("Dense", "price", {{"units", 1}}, {{"both"}}),
                                   graph_layer("Dense", "kind", {{"units", 3}, {"activation", "softmax"}}, {{"both"}})}),
                      {"a", "b"}, {"price", "kind"});
}

/// Five columns, the third in both inputs; a number and a class number to tell from them.
inline Json two_ended_data(int rows, std::uint64_t seed = 3) {
    const Rng rng(seed, 7);
    Json x = Json::array(), price = Json::array(), kind = Json::array();
    for (int row = 0; row < rows; ++row) {
        Json values = Json::array();
        double sum = 0;
        for (int column = 0; column < 5; ++column) {
            const double value = std::round((rng.uniform(static_cast<std::uint64_t>(row * 5 + column)) * 2 - 1) * 256) / 256;
            values.push_back(value);
            sum += value * (column - 1);
        }
        x.push_back(std::move(values));
        price.push_back(sum / 2);
        kind.push_back(sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2);
    }
    return {{"rows", x}, {"features", {"p", "q", "r", "s", "t"}}, {"inputs", {{"a", {"p", "q", "r"}}, {"b", {"r", "s", "t"}}}},
            {"targets", {{"price", price}, {"kind", kind}}}, {"task", {{"price", "regression"}, {"kind", "classification"}}}};
}

inline Json two_ended(int rows = 50) {
    return {{"dataset", two_ended_data(rows)},
            {"model", two_ended_model()},
            {"compile", {{"optimizer", "adam"}, {"loss", {{"price", "mse"}, {"kind", "sparse_categorical_crossentropy"}}}, {"loss_weights", {{"price", 0.5}, {"kind", 2}}},
                         {"metrics", {{"price", {"mae"}}, {"kind", {"accuracy"}}}}}},
            {"fit", {{"epochs", 3}, {"batch_size", 16}, {"validation_split", 0.2}}},
            {"seed", 4}};
}

inline std::shared_ptr<Dataset> built(const Experiment& e) { return std::make_shared<Dataset>(build_dataset(e.dataset, nullptr, nullptr, e.seed)); }

/// A class number's model that gives its answer twice, the first time half-way: GoogLeNet's auxiliary output, small.
inline Json auxiliary_model(std::int64_t columns, int classes) {
    return functional(Json::array({graph_layer("InputLayer", "in", {{"batch_shape", {nullptr, columns}}}, {}), graph_layer("Dense", "low", {{"units", 8}, {"activation", "relu"}}, {{"in"}}),
                                   graph_layer("Dense", "aux", {{"units", classes}, {"activation", "softmax"}}, {{"low"}}), graph_layer("Dense", "high", {{"units", 6}, {"activation", "relu"}}, {{"low"}}),
                                   graph_layer("Dense", "main", {{"units", classes}, {"activation", "softmax"}}, {{"high"}})}),
                      {"in"}, {"main", "aux"});
}

}  // namespace nabla::test
