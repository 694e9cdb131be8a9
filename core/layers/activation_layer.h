#pragma once
#include "core/kernels/activation.h"
#include "core/layers/layer.h"

namespace nabla {

/// An activation function as a layer of its own: y = f(x). Keras's Activation, and LeakyReLU, ELU, ReLU, Softmax, which carry
/// a class name and an option of their own.
class ActivationLayer : public Layer {
public:
    ActivationLayer(std::string class_name, Activation activation) : class_name_(std::move(class_name)), activation_(activation) {}

    std::string_view class_name() const override { return class_name_; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override { return inputs[0]; }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    Activation activation_function() const override { return activation_; }

private:
    std::string class_name_;
    Activation activation_;
};

std::unique_ptr<Layer> make_activation_layer(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
