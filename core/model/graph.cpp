#include "core/model/graph.h"

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/model/functional.h"
#include "core/model/layer_names.h"

namespace nabla {
namespace {

Graph read_sequential(const Json& config, const std::string& config_path, std::span<const Shape> inputs) {
    const JsonReader reader(config, config_path);
    reader.ignore({"name", "build_input_shape", "dtype", "trainable"});
    const Json& layers = reader.required("layers", "a list of layers");
    const std::string layers_path = reader.path_of("layers");
    if (!layers.is_array()) reader.fail("layers", "wrong_type", "a list of layers");
    reader.finish();

    const std::optional<Shape> own = layers.empty() ? std::nullopt : input_shape_in(layers.front(), layers_path + "[0]");
    if (inputs.empty() && !own) reader.fail("layers", "missing_key", "an input shape in the first layer");
    Graph graph{.class_name = "Sequential", .nodes = {{.layer = nullptr, .inputs = {}, .output_shape = inputs.empty() ? *own : inputs[0], .name = "input"}}, .inputs = {0}, .outputs = {}};
    LayerNames names;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (is_input_layer(layers[i])) continue;  // the data fix the input's shape
        std::shared_ptr<Layer> layer = make_layer(layers[i], layers_path + "[" + std::to_string(i) + "]");
        names.assign(*layer);
        check_input_count(*layer, 1);
        const Shape output = layer->build({&graph.nodes.back().output_shape, 1});
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

Graph read_graph(const Json& config, std::span<const Shape> inputs, const std::string& path) {
    const NamedJson named = read_named(config, path);
    if (named.name == "Sequential") return read_sequential(named.config, named.config_path, inputs);
    if (named.name == "Functional" || named.name == "Model") return read_functional(named.config, named.config_path, inputs);
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
