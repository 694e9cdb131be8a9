#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "core/tensor/tensor.h"

namespace nabla {

enum class ActivationKind {
    linear, relu, sigmoid, hard_sigmoid, tanh, leaky_relu, elu, selu, softplus, softsign, swish, gelu, softmax
};

/// An element-wise function (softmax: along the last axis) and its derivative.
struct Activation {
    ActivationKind kind = ActivationKind::linear;
    float alpha = 0;  // leaky_relu: slope below zero (Keras's function: 0.2); elu: alpha (1)

    /// The derivative is written by the output alone, except for these, which need the pre-activation z.
    bool needs_pre_activation() const { return kind == ActivationKind::swish || kind == ActivationKind::gelu; }
    std::string_view name() const;

    /// y = f(z); in place allowed. width: length of the last axis.
    void forward(std::span<const float> z, std::span<float> y, std::size_t width) const;
    /// dz = f'(z) * dy, from y (and z where needed); dz may be dy. Softmax: dz = y * (dy - sum(dy * y)).
    void backward(std::span<const float> z, std::span<const float> y, std::span<const float> dy, std::span<float> dz,
                  std::size_t width) const;

    /// One value and one slope, in double: what a figure plots and a test compares. Not for softmax.
    double value(double z) const;
    double derivative(double z) const;
};

/// By Keras's name ("silu" is swish); empty for an unknown one.
std::optional<Activation> find_activation(std::string_view name);
std::span<const std::string_view> activation_names();

}  // namespace nabla
