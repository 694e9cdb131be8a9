#include "core/layers/global_pooling.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {
namespace {

/// 1 / the number of steps that count.
float scale_of(std::span<const float> mask, std::int64_t steps) {
    const auto count = mask.empty() ? steps : std::count(mask.begin(), mask.end(), 1.0f);
    return 1 / static_cast<float>(std::max<std::int64_t>(1, count));
}

}  // namespace

std::string_view GlobalPooling::class_name() const {
    if (max_) return axes_ == 1 ? "GlobalMaxPooling1D" : "GlobalMaxPooling2D";
    return axes_ == 1 ? "GlobalAveragePooling1D" : "GlobalAveragePooling2D";
}

Shape GlobalPooling::build(std::span<const Shape> inputs) {
    if (inputs[0].rank() != axes_ + 1)
        throw Error({.code = "layer_input", .where = name, .expected = axes_ == 1 ? "an input of shape (steps, channels)" : "an input of shape (rows, columns, channels)",
                     .received = inputs[0].text(), .advice = {}});
    channels_ = inputs[0].back();
    steps_ = inputs[0].elements() / channels_;
    return {channels_};
}

std::span<const float> GlobalPooling::mask_of(const Pass& pass, std::int64_t sample) const {
    if (pass.mask.empty() || axes_ != 1) return {};
    return pass.mask.subspan(static_cast<std::size_t>(sample * steps_), static_cast<std::size_t>(steps_));
}

void GlobalPooling::max_sample(const float* x, float* y, float* where) const {
    std::copy_n(x, channels_, y);
    std::fill_n(where, channels_, 0.0f);
    for (std::int64_t step = 1; step < steps_; ++step)
        for (std::int64_t c = 0; c < channels_; ++c) {
            const float value = x[step * channels_ + c];
            const bool larger = value > y[c] || value != value;
            y[c] = larger ? value : y[c];
            where[c] = larger ? static_cast<float>(step) : where[c];
        }
}

void GlobalPooling::average_sample(std::span<const float> mask, const float* x, float* y) const {
    std::fill_n(y, channels_, 0.0f);
    for (std::int64_t step = 0; step < steps_; ++step)
        if (mask.empty() || mask[static_cast<std::size_t>(step)] != 0)
            for (std::int64_t c = 0; c < channels_; ++c) y[c] += x[step * channels_ + c];
    const float scale = scale_of(mask, steps_);
    for (std::int64_t c = 0; c < channels_; ++c) y[c] *= scale;
}

void GlobalPooling::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    each_chunk(*pass.pool, static_cast<std::size_t>(output.batch()), static_cast<std::size_t>(steps_ * channels_), [&](std::size_t first, std::size_t last) {
        for (auto sample = static_cast<std::int64_t>(first); sample < static_cast<std::int64_t>(last); ++sample) {
            const float* x = inputs[0].data + sample * steps_ * channels_;
            float* y = output.data + sample * channels_;
            if (max_) max_sample(x, y, pass.workspace.data() + sample * channels_);
            else average_sample(mask_of(pass, sample), x, y);
        }
    });
}

void GlobalPooling::backward(const Pass& pass, std::span<const ConstTensor>, ConstTensor output, ConstTensor output_gradient,
                             std::span<const Tensor> input_gradients) {
    if (!input_gradients[0]) return;
    each_chunk(*pass.pool, static_cast<std::size_t>(output.batch()), static_cast<std::size_t>(steps_ * channels_), [&](std::size_t first, std::size_t last) {
        for (auto sample = static_cast<std::int64_t>(first); sample < static_cast<std::int64_t>(last); ++sample) {
            const float* dy = output_gradient.data + sample * channels_;
            float* dx = input_gradients[0].data + sample * steps_ * channels_;
            const auto mask = mask_of(pass, sample);
            const float scale = scale_of(mask, steps_);
            for (std::int64_t step = 0; step < steps_; ++step)
                for (std::int64_t c = 0; c < channels_; ++c) {
                    if (max_) dx[step * channels_ + c] = pass.workspace[static_cast<std::size_t>(sample * channels_ + c)] == static_cast<float>(step) ? dy[c] : 0.0f;
                    else dx[step * channels_ + c] = dy[c] * scale * (mask.empty() ? 1.0f : mask[static_cast<std::size_t>(step)]);
                }
        }
    });
}

std::unique_ptr<Layer> make_global_pooling(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.only_default("data_format", "channels_last");
    reader.only_default("keepdims", false);
    reader.finish();
    return std::make_unique<GlobalPooling>(class_name.starts_with("GlobalMax"), class_name.ends_with("1D") ? 1 : 2);
}

}  // namespace nabla
