#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/losses/loss.h"
#include "core/model/model.h"

namespace nabla {

/// What one layer did to one batch, forward and backward. Views into the model: valid until its next pass.
struct LayerTrace {
    std::size_t node = 0;              // number in Model::nodes()
    ConstTensor input, output;         // [batch, ...]
    ConstTensor pre_activation;        // z; equal to output where there is no activation
    ConstTensor upstream;              // dL/d(output)
    std::vector<float> local;          // d(output)/dz, element by element; empty for softmax, whose slope is a matrix
    std::vector<float> delta;          // dL/dz = upstream * local; softmax: y (upstream - sum(upstream y))
};

/// One batch through the network and back, with every factor of the chain rule kept. Parameter gradients lie in the
/// model's parameters. The plain chain is taken even where training starts at the logits, so that every factor is there.
struct Trace {
    double loss = 0;
    std::vector<LayerTrace> layers;    // in the order of the nodes, inputs left out
};

/// x: batch samples flattened, target: batch rows as the loss wants them. The model is a figure's own (Model::clone), not one in training.
Trace trace(Model& model, const Loss& loss, std::span<const float> x, ConstTensor target);

}  // namespace nabla
