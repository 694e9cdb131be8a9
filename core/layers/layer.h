#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/kernels/activation.h"
#include "core/parallel.h"
#include "core/random/rng.h"
#include "core/tensor/sparse_rows.h"
#include "core/tensor/tensor.h"

namespace nabla {

/// One array of numbers a layer learns (or, if not trainable, keeps: moving averages). The model owns the memory:
/// values and gradients are views into its arenas.
struct Parameter {
    std::string name;         // Keras's: "kernel", "bias", "gamma", ...
    Shape shape;
    Json initializer;         // Keras config, {"class_name": "GlorotUniform", "config": {}}
    Json regularizer = {};    // null, or {"class_name": "L2", "config": {"l2": 0.01}}
    bool trainable = true;
    std::span<float> value = {};
    std::span<float> gradient = {};  // empty if not trainable
};

/// What surrounds one pass of one layer over one batch.
struct Pass {
    bool training = false;
    bool accumulate = false;   // backward: add to parameter gradients (a shared layer's second use), else overwrite
    bool from_logits = false;  // backward: output_gradient is dL/dz, in front of the layer's activation
    Rng rng;                   // this layer's stream for this update (dropout)
    ThreadPool* pool;
    std::span<float> workspace;  // `workspace_floats(batch)` floats, kept from forward to backward
    const SparseRows* sparse = nullptr;  // the same numbers as the first input, which then is not filled: only where reads_sparse()
    std::span<const float> mask = {};  // of the first input, [batch, steps]: 1 where a time step counts, else 0; empty: all count
};

/// A function of one or more inputs with parameters of its own. Stateless between passes but for its parameters:
/// buffers belong to the model, so one layer can stand at several places of a graph.
class Layer {
public:
    virtual ~Layer() = default;
    std::string name;            // "dense_1"
    bool keep_details = false;   // keep pre-activations for figures; before Model::reserve

    virtual std::string_view class_name() const = 0;
    virtual Json config() const = 0;  // Keras's config, without "name"

    /// Fixes the parameters for inputs of these shapes (without batch) and returns the output's shape.
    /// Throws Error naming the layer if they do not fit.
    virtual Shape build(std::span<const Shape> inputs) = 0;
    std::vector<Parameter>& parameters() { return parameters_; }
    const std::vector<Parameter>& parameters() const { return parameters_; }

    virtual std::size_t workspace_floats(std::int64_t /*batch*/) const { return 0; }

    virtual void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) = 0;
    /// Writes parameter gradients and, for each input gradient that has memory, the gradient of the loss by that input.
    /// `output` is what forward wrote. Input gradients are overwritten.
    virtual void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output,
                          ConstTensor output_gradient, std::span<const Tensor> input_gradients) = 0;

    /// Which time steps count travels beside the values. mask_steps: steps of the output's mask (0: it has none), from those of the
    /// inputs' masks. By default a mask passes on, and of several inputs a step counts where it counts in all.
    virtual std::int64_t mask_steps(std::span<const std::int64_t> inputs) const;
    /// Fills the output's mask, [batch, steps]; masks: the inputs', empty where they have none.
    virtual void compute_mask(std::span<const ConstTensor> inputs, std::span<const std::span<const float>> masks, std::span<float> mask) const;

    /// True if an input [width] may come as Pass::sparse instead.
    virtual bool reads_sparse() const { return false; }

    /// True for layers that join branches; all others have exactly one input.
    virtual bool takes_several() const { return false; }

    /// The layer's own last activation: a loss that has a stable form for it starts the backward pass at the logits.
    virtual Activation activation_function() const { return {}; }
    /// Values in front of the activation of the last forward pass, where the layer kept them (see Model::keep_details).
    virtual ConstTensor pre_activation(const Pass& /*pass*/, std::int64_t /*batch*/) const { return {}; }

protected:
    std::vector<Parameter> parameters_;
};

std::span<const std::string_view> layer_class_names();

/// Makes a layer from {"class_name": "Dense", "config": {...}}; `path` is where that stands, for errors.
std::unique_ptr<Layer> make_layer(const Json& config, const std::string& path);

}  // namespace nabla
