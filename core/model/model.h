#pragma once
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "core/layers/layer.h"

namespace nabla {

/// One use of a layer in the graph. Nodes stand in topological order; a Sequential model is a chain.
struct Node {
    std::shared_ptr<Layer> layer;   // null for an input
    std::vector<int> inputs;        // numbers of the nodes that feed it
    Shape output_shape;             // without batch
    std::string name;
};

struct SummaryRow {
    std::string name, class_name;
    Shape output_shape;  // without batch
    std::int64_t parameters = 0;
    std::vector<std::string> connected_to;
};

/// Layers as a graph, their parameters in one arena and their gradients in another, so that an optimizer updates one
/// flat span. Built from Keras's config JSON. Copying clones weights and structure (a figure's own probe).
class Model {
    static constexpr std::size_t max_inputs = 8;  // of one layer

public:
    /// config: {"class_name": "Sequential", "config": {"layers": [...]}}; input: one sample's shape, e.g. [784].
    /// Throws Error with the path of what is wrong.
    Model(const Json& config, const Shape& input, const std::string& path = "model");
    Model clone() const;

    const std::vector<Node>& nodes() const { return nodes_; }
    Shape input_shape() const { return nodes_.front().output_shape; }
    Shape output_shape() const { return nodes_.back().output_shape; }
    std::string_view output_activation() const;

    /// Draws every parameter from its initializer: the same seed, the same weights, whatever was done before.
    void initialize(std::uint64_t seed);
    std::span<float> weights() { return weights_; }           // trainable, all layers in order
    std::span<const float> weights() const { return weights_; }
    std::span<float> gradients() { return gradients_; }
    std::span<const float> gradients() const { return gradients_; }
    std::span<float> state() { return state_; }               // not trainable
    std::span<const float> state() const { return state_; }
    std::int64_t parameter_count() const { return static_cast<std::int64_t>(weights_.size() + state_.size()); }

    /// Sizes buffers for batches up to this many rows; after it passes allocate nothing.
    void reserve(std::int64_t batch, bool training);
    std::int64_t capacity() const { return capacity_; }
    /// Where the next batch's input goes: [batch, input_shape]. Fill it, then forward().
    Tensor input(std::int64_t batch);

    struct PassOptions {
        bool training = false;
        std::uint64_t seed = 1;     // of the experiment; dropout draws from (seed, update, layer)
        std::uint64_t update = 0;   // number of the optimizer update this pass belongs to
        ThreadPool* pool = nullptr; // null: the caller's thread alone
    };
    ConstTensor forward(std::int64_t batch, const PassOptions& options);
    /// Gradient of the loss by the last forward pass's output (or by its logits) goes in output_gradient(); fills gradients().
    Tensor output_gradient(std::int64_t batch);
    void backward(std::int64_t batch, const PassOptions& options, bool from_logits);

    /// Figures want values in front of the activations, too: keeps them from the next forward pass on.
    void keep_details();
    ConstTensor pre_activation(std::size_t node, std::int64_t batch);
    /// A layer's workspace of the last pass: a Dropout's mask.
    std::span<const float> workspace(std::size_t node) const { return workspaces_[node]; }
    /// What node `i` put out in the last forward pass, [batch, ...].
    ConstTensor activation(std::size_t node, std::int64_t batch) const;
    /// dL/d(output of node i) of the last backward pass; empty where none was computed.
    ConstTensor activation_gradient(std::size_t node, std::int64_t batch) const;

    /// Sum of all regularizers' penalties; adds their gradients to gradients() when asked.
    double regularization(bool add_gradients);
    bool has_regularizers() const { return has_regularizers_; }

    std::vector<SummaryRow> summary() const;
    /// Keras's table: layer (type), output shape, parameters.
    std::string summary_text() const;
    Json config() const;
    std::size_t memory_bytes() const;

private:
    void bind();  // sizes the arenas and points the parameters into them
    Pass pass_for(std::size_t node, const PassOptions& options);
    void backward_node(std::size_t node, std::int64_t batch, const PassOptions& options, bool from_logits);

    std::vector<Node> nodes_;
    std::string class_name_ = "Sequential";
    std::vector<float> weights_, gradients_, state_;
    std::vector<std::vector<float>> activations_, activation_gradients_, workspaces_;
    std::int64_t capacity_ = 0, training_capacity_ = 0;
    bool has_regularizers_ = false;
    std::unique_ptr<ThreadPool> alone_;  // for passes without a pool: the caller's thread
};

}  // namespace nabla
