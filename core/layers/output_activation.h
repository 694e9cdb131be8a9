#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// The function that a layer ends in after a sum it computes itself: y = f(z), dz = f'(z) dy, over rows of `width`.
/// `memory` is its part of the layer's workspace: dz [rows, width], then z [rows, width] where that is kept.
struct OutputActivation {
    Activation function = {};
    bool keeps_z = false;

    std::size_t floats(std::size_t count) const { return count * (keeps_z ? 2 : 1); }
    /// The product that computes z may apply the function itself.
    bool fuses_relu() const { return function.kind == ActivationKind::relu && !keeps_z; }
    /// Where z belongs: y's own memory, unless it is kept.
    std::span<float> z(std::span<float> memory, std::span<float> y) const { return keeps_z ? memory.subspan(y.size(), y.size()) : y; }
    void forward(const Pass& pass, std::span<const float> z, std::span<float> y, std::size_t width) const;
    /// dz; where the function changes nothing, dy itself.
    const float* backward(const Pass& pass, std::span<float> memory, ConstTensor y, ConstTensor dy, std::size_t width) const;
};

}  // namespace nabla
