#include "core/model/graph.h"

#include <functional>
#include <numeric>
#include <set>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/model/functional.h"
#include "core/layers/initializer.h"
#include "core/model/layer_names.h"
#include "core/model/model.h"

namespace nabla {
namespace {

constexpr std::size_t max_nodes = 1000;
constexpr double most_sample_values = 20'000'000;  // of one sample behind one layer: 80 MB

/// A product of sizes may pass any whole number type.
double product(const Shape& shape) { return std::accumulate(shape.begin(), shape.end(), 1.0, std::multiplies<>()); }

void check_values(const std::string& layer, const Shape& shape) {
    if (product(shape) <= most_sample_values) return;
    throw Error({.code = "layer_too_large", .where = layer, .expected = "at most " + std::to_string(static_cast<std::int64_t>(most_sample_values)) + " values a sample", .received = shape.text(), .advice = "Use fewer units or filters."});
}

/// What can be known before any memory is taken: whether the parameters are too many, and whether their initializers fit them.
void check_parameters(const Graph& graph) {
    std::set<const Layer*> layers;
    double count = 0;
    for (const auto& node : graph.nodes)
        if (node.layer && layers.insert(node.layer.get()).second)
            for (const auto& p : node.layer->parameters()) count += product(p.shape);
    if (count > static_cast<double>(Model::max_parameters))
        throw Error({.code = "too_many_parameters", .where = "model", .expected = "at most " + std::to_string(Model::max_parameters) + " parameters",
                     .received = count < 1e15 ? std::to_string(static_cast<std::int64_t>(count)) : "over 1e15", .advice = "Use fewer units or layers."});
    for (const auto& node : graph.nodes)
        if (layers.erase(node.layer.get()) > 0)
            for (const auto& p : node.layer->parameters()) check_initializer(p.initializer, p.shape, node.layer->name + "." + p.name + "_initializer");
}

Graph read_sequential(const Json& config, const std::string& config_path, std::span<const Shape> inputs) {
    const JsonReader reader(config, config_path);
    reader.ignore({"name", "build_input_shape", "dtype", "trainable"});
    const Json& layers = reader.required("layers", "a list of layers");
    const std::string layers_path = reader.path_of("layers");
    if (!layers.is_array()) reader.fail("layers", "wrong_type", "a list of layers");
    reader.finish();

    const std::optional<Shape> own = layers.empty() ? std::nullopt : input_shape_in(layers.front(), layers_path + "[0]");
    if (inputs.empty() && !own) reader.fail("layers", "missing_key", "an input shape in the first layer");
    check_input("input", inputs.empty() ? *own : inputs[0]);
    Graph graph{.class_name = "Sequential", .nodes = {{.layer = nullptr, .inputs = {}, .output_shape = inputs.empty() ? *own : inputs[0], .name = "input"}}, .inputs = {0}, .outputs = {}};
    LayerNames names;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (is_input_layer(layers[i])) continue;  // the data fix the input's shape
        std::shared_ptr<Layer> layer = make_layer(layers[i], layers_path + "[" + std::to_string(i) + "]");
        names.assign(*layer);
        check_input_count(*layer, 1);
        const Shape output = build_layer(*layer, {&graph.nodes.back().output_shape, 1});
        check_node_count(graph.nodes.size());
        graph.nodes.push_back({.layer = layer, .inputs = {static_cast<int>(graph.nodes.size()) - 1}, .output_shape = output, .name = layer->name});
    }
    if (graph.nodes.size() == 1)
        throw Error({.code = "empty_model", .where = layers_path, .expected = "at least one layer", .received = "none", .advice = "Add a Dense layer."});
    graph.outputs = {static_cast<int>(graph.nodes.size()) - 1};
    return graph;
}

}  // namespace

void check_input_count(const Layer& layer, std::size_t count) {
    const std::size_t least = layer.takes_several() ? 2 : 1, most = layer.takes_several() ? max_layer_inputs : 1;
    if (count >= least && count <= most) return;
    throw Error({.code = "layer_input", .where = layer.name, .expected = most == 1 ? "one input" : "2 to " + std::to_string(most) + " inputs",
                 .received = std::to_string(count), .advice = {}});
}

void check_node_count(std::size_t count) {
    if (count < max_nodes) return;
    throw Error({.code = "too_many_layers", .where = "model", .expected = "at most " + std::to_string(max_nodes) + " layers", .received = "more", .advice = {}});
}

void check_input(const std::string& name, const Shape& shape) {
    if (shape.rank() == 0)
        throw Error({.code = "layer_input", .where = name, .expected = "an input with at least one axis", .received = shape.text(), .advice = {}});
    check_values(name, shape);
}

Shape build_layer(Layer& layer, std::span<const Shape> inputs) {
    const Shape output = layer.build(inputs);
    check_values(layer.name, output);
    return output;
}

Graph read_graph(const Json& config, std::span<const Shape> inputs, const std::string& path) {
    const NamedJson named = read_named(config, path);
    if (named.name == "Sequential" || named.name == "Functional" || named.name == "Model") {
        auto graph = (named.name == "Sequential" ? read_sequential : read_functional)(named.config, named.config_path, inputs);
        check_parameters(graph);
        return graph;
    }
    throw Error({.code = "unknown_name", .where = path + ".class_name", .expected = "\"Sequential\" or \"Functional\"", .received = "\"" + named.name + "\"", .advice = {}});
}

Json layer_json(const Node& node) {
    Json config = {{"name", node.layer->name}};
    config.update(node.layer->config());
    return {{"class_name", node.layer->class_name()}, {"config", std::move(config)}};
}

Json graph_config(const Graph& graph) {
    if (graph.class_name != "Sequential") return functional_config(graph);
    Json layers = Json::array();
    for (const auto& node : graph.nodes)
        if (node.layer) layers.push_back(layer_json(node));
    return {{"class_name", "Sequential"}, {"config", {{"layers", std::move(layers)}}}};
}

}  // namespace nabla
