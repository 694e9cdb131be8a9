#include "core/layers/activation_layer.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json ActivationLayer::config() const {
    if (class_name_ == "LeakyReLU" || class_name_ == "ELU") return {{"alpha", activation_.alpha}};
    if (class_name_ == "Activation") return {{"activation", activation_.name()}};
    return Json::object();
}

void ActivationLayer::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto width = static_cast<std::size_t>(output.shape.back()), rows = static_cast<std::size_t>(output.size()) / width;
    each_chunk(*pass.pool, rows, width, [&](std::size_t first, std::size_t last) {
        const auto from = first * width, length = (last - first) * width;
        activation_.forward(inputs[0].flat().subspan(from, length), output.flat().subspan(from, length), width);
    });
}

void ActivationLayer::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                               std::span<const Tensor> input_gradients) {
    if (!input_gradients[0]) return;
    const auto dx = input_gradients[0].flat();
    if (pass.from_logits) {
        std::copy_n(output_gradient.data, dx.size(), dx.data());
        return;
    }
    const auto width = static_cast<std::size_t>(output.shape.back()), rows = dx.size() / width;
    each_chunk(*pass.pool, rows, width, [&](std::size_t first, std::size_t last) {
        const auto from = first * width, length = (last - first) * width;
        activation_.backward(inputs[0].flat().subspan(from, length), output.flat().subspan(from, length),
                             output_gradient.flat().subspan(from, length), dx.subspan(from, length), width);
    });
}

std::unique_ptr<Layer> make_activation_layer(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    Activation activation;
    if (class_name == "Activation") {
        activation = read_activation(reader, "activation");
    } else if (class_name == "LeakyReLU") {
        // The layer's slope is 0.3, the function's 0.2; Keras 3 calls it negative_slope.
        const double slope = reader.number("negative_slope", 0.3, NumberRange::from(0));
        activation = {ActivationKind::leaky_relu, static_cast<float>(reader.number("alpha", slope, NumberRange::from(0)))};
    } else if (class_name == "ELU") {
        activation = {ActivationKind::elu, static_cast<float>(reader.number("alpha", 1, NumberRange::above(0)))};
    } else if (class_name == "ReLU") {
        activation = {ActivationKind::relu};
        for (const auto* key : {"negative_slope", "threshold"}) reader.only_default(key, 0);
        reader.only_default("max_value", nullptr);
    } else {
        activation = {ActivationKind::softmax};
        reader.only_default("axis", -1);
    }
    reader.finish();
    return std::make_unique<ActivationLayer>(class_name, activation);
}

}  // namespace nabla
