#include "core/layers/spatial_dropout.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {

Shape SpatialDropout::build(std::span<const Shape> inputs) {
    if (inputs[0].rank() != 2)
        throw Error({.code = "layer_input", .where = name, .expected = "an input of shape (steps, channels)", .received = inputs[0].text(), .advice = {}});
    steps_ = static_cast<std::size_t>(inputs[0][0]), channels_ = static_cast<std::size_t>(inputs[0][1]);
    return inputs[0];
}

void SpatialDropout::scale(const Pass& pass, std::span<const float> values, std::span<float> out) const {
    const bool drops = pass.training && rate_ > 0;
    each_chunk(*pass.pool, values.size() / channels_, channels_, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            const float* factors = pass.workspace.data() + row / steps_ * channels_;
            for (std::size_t c = 0; c < channels_; ++c) out[row * channels_ + c] = values[row * channels_ + c] * (drops ? factors[c] : 1.0f);
        }
    });
}

void SpatialDropout::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    // As in Dropout: kept if 32 random bits are at or above rate * 2^32.
    const auto threshold = static_cast<std::uint32_t>(rate_ * 0x1p32);
    const auto kept = static_cast<float>(1 / (1 - rate_));
    const auto count = static_cast<std::size_t>(output.batch()) * channels_;
    for (std::size_t i = 0; pass.training && i < count; ++i) pass.workspace[i] = pass.rng.bits(i) >= threshold ? kept : 0.0f;
    scale(pass, inputs[0].flat(), output.flat());
}

void SpatialDropout::backward(const Pass& pass, std::span<const ConstTensor>, ConstTensor, ConstTensor output_gradient,
                              std::span<const Tensor> input_gradients) {
    if (input_gradients[0]) scale(pass, output_gradient.flat(), input_gradients[0].flat());
}

std::unique_ptr<Layer> make_spatial_dropout(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.ignore({"seed"});  // the experiment's seed decides
    reader.only_default("noise_shape", nullptr);
    const double rate = reader.number("rate", NumberRange::half_open(0, 1));
    reader.finish();
    return std::make_unique<SpatialDropout>(rate);
}

}  // namespace nabla
