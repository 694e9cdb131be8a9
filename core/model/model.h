#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/model/graph.h"

namespace nabla {

struct SummaryRow {
    std::string name, class_name;
    Shape output_shape;  // without batch
    std::int64_t parameters = 0;
    std::vector<std::string> connected_to;
};

/// Layers as a graph, their parameters in one arena and their gradients in another, so that an optimizer updates one
/// flat span. Built from Keras's config JSON, Sequential or Functional; a Sequential model is a chain.
class Model {
public:
    static constexpr std::size_t max_parameters = 20'000'000;  // weights, gradients and an optimizer's memory: 320 MB

    /// config: {"class_name": "Sequential", "config": {"layers": [...]}}; input: one sample's shape, e.g. [784].
    /// Throws Error with the path of what is wrong.
    Model(const Json& config, const Shape& input, const std::string& path = "model");
    /// A shape for each input; fewer: the config's own.
    Model(const Json& config, std::span<const Shape> inputs, const std::string& path = "model");
    /// Weights and structure, memory of its own: a figure's probe.
    Model clone() const;

    const std::vector<Node>& nodes() const { return graph_.nodes; }
    const std::vector<int>& inputs() const { return graph_.inputs; }
    const std::vector<int>& outputs() const { return graph_.outputs; }
    Shape input_shape(std::size_t i = 0) const { return node(graph_.inputs[i]).output_shape; }
    Shape output_shape(std::size_t i = 0) const { return node(graph_.outputs[i]).output_shape; }
    /// Name of the activation an output ends in; "linear" if none.
    std::string_view output_activation(std::size_t i = 0) const { return node(graph_.outputs[i]).layer->activation_function().name(); }

    /// Draws every parameter from its initializer: the same seed, the same weights, whatever was done before.
    void initialize(std::uint64_t seed);
    std::span<float> weights() { return weights_; }           // trainable, all layers in order
    std::span<const float> weights() const { return weights_; }
    std::span<float> gradients() { return gradients_; }
    std::span<const float> gradients() const { return gradients_; }
    std::span<float> state() { return state_; }               // not trainable
    std::span<const float> state() const { return state_; }
    /// Sizes of the trainable parameters, in the order in which they lie in weights().
    std::vector<std::size_t> variable_sizes() const;
    std::int64_t parameter_count() const { return static_cast<std::int64_t>(weights_.size() + state_.size()); }

    /// Sizes buffers for batches up to this many rows; after it passes allocate nothing.
    void reserve(std::int64_t batch, bool training);
    std::int64_t capacity() const { return capacity_; }
    /// Where the next batch's input goes: [batch, input_shape]. Fill it, then forward().
    Tensor input(std::int64_t batch, std::size_t i = 0);

    /// True if a batch of few ones may come by their places (PassOptions::sparse): every layer that reads the only input can.
    bool takes_sparse() const;

    struct PassOptions {
        bool training = false;
        std::uint64_t seed = 1;     // of the experiment; dropout draws from (seed, update, layer)
        std::uint64_t update = 0;   // number of the optimizer update this pass belongs to
        ThreadPool* pool = nullptr; // null: the caller's thread alone
        const SparseRows* sparse = nullptr;  // the batch's input, instead of input(): only where takes_sparse()
    };
    /// Returns the first output; the others: activation(outputs()[i], batch).
    ConstTensor forward(std::int64_t batch, const PassOptions& options);
    /// One layer (no input node) alone, on what the nodes before it hold: a Dropout's masks need no others.
    void forward_node(std::size_t node, std::int64_t batch, const PassOptions& options);
    /// The gradient of the loss by an output of the last forward pass (or by its logits) goes here, for every output; then
    /// backward() fills gradients(). from_logits: bit i says so of output i.
    Tensor output_gradient(std::int64_t batch, std::size_t i = 0);
    void backward(std::int64_t batch, const PassOptions& options, unsigned from_logits);

    /// What a node put out in the last forward pass, [batch, ...].
    ConstTensor activation(std::size_t node, std::int64_t batch) const;
    /// dL/d(output of a node) of the last backward pass; empty where none was computed (nothing to learn at or below it).
    ConstTensor activation_gradient(std::size_t node, std::int64_t batch) const;
    /// Figures want values in front of the activations, too: keeps them from the next forward pass on.
    void keep_details();
    ConstTensor pre_activation(std::size_t node, std::int64_t batch);
    /// A layer's workspace of the last pass: a Dropout's mask.
    std::span<const float> workspace(std::size_t node) const { return workspaces_[node]; }

    /// Sum of all regularizers' penalties; adds their gradients to gradients() when asked.
    double regularization(bool add_gradients);

    std::vector<SummaryRow> summary() const;
    /// Keras's table: layer (type), output shape, parameters; connected to, if it is not a chain.
    std::string summary_text() const;
    Json config() const { return graph_config(graph_); }
    std::size_t memory_bytes() const;

private:
    const Node& node(int number) const { return graph_.nodes[static_cast<std::size_t>(number)]; }
    std::vector<Layer*> layers() const;  // each once, in the order of its first use
    void bind();           // sizes the arenas and points the parameters into them
    void plan_backward();  // which nodes need a gradient, which share one
    void plan_masks();     // which nodes have a mask, of how many steps
    std::span<const float> mask(int node, std::int64_t batch) const;
    void compute_mask(std::size_t node, std::int64_t batch);
    Pass pass_for(std::size_t node, const PassOptions& options);
    void backward_node(std::size_t node, std::int64_t batch, const PassOptions& options, bool from_logits);

    Graph graph_;
    std::vector<float> weights_, gradients_, state_;
    std::vector<std::vector<float>> activations_, activation_gradients_, workspaces_;
    std::vector<std::int64_t> mask_steps_;     // by node; 0: no mask
    std::vector<std::vector<float>> masks_;    // by node, [batch, steps]
    std::vector<float> extra_gradient_;        // shares of inputs that another consumer has written already, to be added
    std::vector<char> needs_gradient_, repeats_, several_consumers_;  // by node; repeats_: a later node of the same layer has written its gradients
    std::vector<char> gradient_written_;       // during backward
    struct Penalized {
        std::span<const float> value;
        std::span<float> gradient;
        double l1, l2;
    };
    std::vector<Penalized> penalties_;
    std::int64_t capacity_ = 0, training_capacity_ = 0;
    std::unique_ptr<ThreadPool> alone_;        // for passes without a pool: the caller's thread
};

}  // namespace nabla
