#include "core/layers/output_activation.h"

#include "core/kernels/chunks.h"

namespace nabla {

void OutputActivation::forward(const Pass& pass, std::span<const float> z, std::span<float> y, std::size_t width) const {
    if (fuses_relu()) return;
    each_chunk(*pass.pool, y.size() / width, width, [&](std::size_t first, std::size_t last) {
        const auto from = first * width, length = (last - first) * width;
        function.forward(z.subspan(from, length), y.subspan(from, length), width);
    });
}

const float* OutputActivation::backward(const Pass& pass, std::span<float> memory, ConstTensor y, ConstTensor dy, std::size_t width) const {
    if (pass.from_logits || function.kind == ActivationKind::linear) return dy.data;
    const auto count = static_cast<std::size_t>(y.size());
    const auto dz = memory.first(count);
    const std::span<const float> z = keeps_z ? std::span<const float>(memory.subspan(count, count)) : y.flat();
    each_chunk(*pass.pool, count / width, width, [&](std::size_t first, std::size_t last) {
        const auto from = first * width, length = (last - first) * width;
        function.backward(z.subspan(from, length), y.flat().subspan(from, length), dy.flat().subspan(from, length), dz.subspan(from, length), width);
    });
    return dz.data();
}

}  // namespace nabla
