#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/layers/layer.h"

namespace nabla {

/// One use of a layer in the graph.
struct Node {
    std::shared_ptr<Layer> layer;   // null for an input; shared where a layer stands at several places
    std::vector<int> inputs;        // numbers of the nodes that feed it
    Shape output_shape;             // without batch
    std::string name;
};

/// Nodes in topological order, inputs among them; a Sequential model is a chain.
struct Graph {
    std::string class_name = "Sequential";
    std::vector<Node> nodes;
    std::vector<int> inputs, outputs;  // node numbers, in the model's own order
};

inline constexpr std::size_t max_layer_inputs = 8;
/// Throws Error naming the layer if it cannot take this many inputs: one, or for layers that join branches 2 to max_layer_inputs.
void check_input_count(const Layer& layer, std::size_t count);

/// Reads Keras's config, Sequential or Functional (Keras 2's inbound_nodes, as TensorFlow.js writes them, and Keras 3's), and
/// builds every layer for the shapes that reach it. `inputs`: one sample's shape for each input; fewer than the model has
/// inputs: the config's own. Throws Error with the path of what is wrong, or naming the layer that a shape does not fit.
Graph read_graph(const Json& config, std::span<const Shape> inputs, const std::string& path);

/// Keras's config of the graph: what read_graph reads. Functional models in Keras 2's form.
Json graph_config(const Graph& graph);

}  // namespace nabla
