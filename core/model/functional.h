#pragma once
#include "core/model/graph.h"

namespace nabla {

Graph read_functional(const Json& config, const std::string& path, std::span<const Shape> inputs);
/// Builds the layer; throws Error naming it where a sample would have more values behind it than memory holds.
Shape build_layer(Layer& layer, std::span<const Shape> inputs);
void check_input(const std::string& name, const Shape& shape);
/// Throws Error if a graph of so many nodes takes no further one.
void check_node_count(std::size_t count);

Json functional_config(const Graph& graph);

/// {"class_name", "config"} of a node's layer, name included.
Json layer_json(const Node& node);
/// One sample's shape from "batch_input_shape", "batch_shape" or "input_shape" of a layer's config, if it has one.
std::optional<Shape> input_shape_in(const Json& layer, const std::string& path);

}  // namespace nabla
