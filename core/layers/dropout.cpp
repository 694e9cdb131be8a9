#include "core/layers/dropout.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json Dropout::config() const { return {{"rate", rate_}}; }

Shape Dropout::build(std::span<const Shape> inputs) {
    width_ = inputs[0].elements();
    return inputs[0];
}

void Dropout::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto x = inputs[0].flat();
    const auto y = output.flat();
    if (!pass.training || rate_ == 0) {
        std::copy(x.begin(), x.end(), y.begin());
        return;
    }
    const auto mask = pass.workspace.first(y.size());
    // A kept value is one whose 32 random bits are at or above rate * 2^32.
    const auto threshold = static_cast<std::uint32_t>(static_cast<double>(rate_) * 0x1p32);
    const float scale = 1 / (1 - rate_);
    each_chunk(*pass.pool, (y.size() + 3) / 4, 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t block = first; block < last; ++block) {
            const auto bits = pass.rng.block(block);
            for (std::size_t i = 4 * block; i < std::min(y.size(), 4 * block + 4); ++i) {
                mask[i] = bits[i - 4 * block] >= threshold ? scale : 0.0f;
                y[i] = x[i] * mask[i];
            }
        }
    });
}

void Dropout::backward(const Pass& pass, std::span<const ConstTensor>, ConstTensor, ConstTensor output_gradient,
                       std::span<const Tensor> input_gradients) {
    if (!input_gradients[0]) return;
    const auto dx = input_gradients[0].flat();
    const bool masked = pass.training && rate_ != 0;
    for (std::size_t i = 0; i < dx.size(); ++i) dx[i] = output_gradient.data[i] * (masked ? pass.workspace[i] : 1.0f);
}

std::unique_ptr<Layer> make_dropout(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.ignore({"seed"});  // the experiment's seed decides
    reader.only_default("noise_shape", nullptr);
    const double rate = reader.number("rate", NumberRange::half_open(0, 1));
    reader.finish();
    return std::make_unique<Dropout>(static_cast<float>(rate));
}

}  // namespace nabla
