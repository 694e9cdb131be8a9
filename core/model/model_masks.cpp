#include <array>

#include "core/model/model.h"

namespace nabla {

void Model::plan_masks() {
    mask_steps_.assign(graph_.nodes.size(), 0);
    masks_.resize(graph_.nodes.size());
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
        const Node& node = graph_.nodes[i];
        if (!node.layer) continue;
        std::vector<std::int64_t> inputs;
        for (const int input : node.inputs) inputs.push_back(mask_steps_[static_cast<std::size_t>(input)]);
        mask_steps_[i] = node.layer->mask_steps(inputs);
    }
}

std::span<const float> Model::mask(int node, std::int64_t batch) const {
    const auto i = static_cast<std::size_t>(node);
    return {masks_[i].data(), static_cast<std::size_t>(batch * mask_steps_[i])};
}

void Model::compute_mask(std::size_t i, std::int64_t batch) {
    const Node& node = graph_.nodes[i];
    std::array<ConstTensor, max_layer_inputs> inputs;
    std::array<std::span<const float>, max_layer_inputs> masks;
    for (std::size_t k = 0; k < node.inputs.size(); ++k) {
        inputs[k] = activation(static_cast<std::size_t>(node.inputs[k]), batch);
        masks[k] = mask(node.inputs[k], batch);
    }
    node.layer->compute_mask(std::span(inputs).first(node.inputs.size()), std::span(masks).first(node.inputs.size()),
                             std::span(masks_[i]).first(static_cast<std::size_t>(batch * mask_steps_[i])));
}

}  // namespace nabla
