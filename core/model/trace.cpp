#include "core/model/trace.h"

#include <algorithm>

#include "core/kernels/activation.h"

namespace nabla {
namespace {

LayerTrace trace_layer(Model& model, std::size_t node, std::int64_t batch) {
    LayerTrace out{.node = node, .input = model.activation(static_cast<std::size_t>(model.nodes()[node].inputs[0]), batch),
                   .output = model.activation(node, batch), .pre_activation = model.pre_activation(node, batch),
                   .upstream = model.activation_gradient(node, batch), .local = {}, .delta = {}};
    const Activation activation = model.nodes()[node].layer->activation_function();
    if (!out.pre_activation) out.pre_activation = activation.kind == ActivationKind::linear ? out.output : out.input;
    const auto y = out.output.flat(), z = out.pre_activation.flat(), upstream = out.upstream.flat();
    const auto width = static_cast<std::size_t>(out.output.shape.back());
    out.delta.resize(y.size());
    activation.backward(z, y, upstream, out.delta, width);
    if (activation.kind == ActivationKind::softmax) return out;
    const std::vector<float> ones(y.size(), 1.0f);
    out.local.resize(y.size());
    activation.backward(z, y, ones, out.local, width);
    return out;
}

}  // namespace

Trace trace(Model& model, const Loss& loss, std::span<const float> x, ConstTensor target) {
    const auto batch = target.batch();
    model.keep_details();
    model.reserve(batch, true);
    std::copy(x.begin(), x.end(), model.input(batch).data);
    const ConstTensor prediction = model.forward(batch, {});
    Trace out;
    out.loss = loss.evaluate(prediction, target, model.output_gradient(batch));
    model.backward(batch, {}, 0);
    for (std::size_t node = 1; node < model.nodes().size(); ++node)
        if (model.nodes()[node].layer) out.layers.push_back(trace_layer(model, node, batch));
    return out;
}

}  // namespace nabla
