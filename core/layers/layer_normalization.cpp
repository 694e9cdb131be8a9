#include "core/layers/layer_normalization.h"

#include <cmath>

#include "core/kernels/column_sums.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json LayerNormalization::config() const {
    Json config;
    write_normalization(options_, config);
    return config;
}

Shape LayerNormalization::build(std::span<const Shape> inputs) {
    parameters_ = normalization_parameters(options_, name, inputs[0]);
    channels_ = static_cast<std::size_t>(inputs[0].back());
    rows_per_sample_ = static_cast<std::size_t>(inputs[0].elements()) / channels_;
    return inputs[0];
}

std::size_t LayerNormalization::workspace_floats(std::int64_t batch) const {
    const auto rows = static_cast<std::size_t>(batch) * rows_per_sample_;
    return 2 * rows + 2 * channels_ * column_sum_chunks(rows, 2 * channels_);
}

void LayerNormalization::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto rows = static_cast<std::size_t>(output.size()) / channels_;
    const auto mean = pass.workspace.first(rows), inverse = pass.workspace.subspan(rows, rows);
    const auto count = static_cast<float>(channels_), epsilon = static_cast<float>(options_.epsilon);
    each_chunk(*pass.pool, rows, channels_, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            const float* x = inputs[0].data + row * channels_;
            float* y = output.data + row * channels_;
            float sum = 0, squares = 0;
            for (std::size_t c = 0; c < channels_; ++c) sum += x[c];
            mean[row] = sum / count;
            for (std::size_t c = 0; c < channels_; ++c) squares += (x[c] - mean[row]) * (x[c] - mean[row]);
            inverse[row] = 1 / std::sqrt(squares / count + epsilon);
            for (std::size_t c = 0; c < channels_; ++c)
                y[c] = (x[c] - mean[row]) * inverse[row] * (gamma() ? gamma()[c] : 1.0f) + (beta() ? beta()[c] : 0.0f);
        }
    });
}

/// dgamma = sum of dy * n over rows, dbeta = sum of dy.
void LayerNormalization::parameter_gradients(const Pass& pass, std::size_t rows, const float* x, const float* dy) {
    if (parameters_.empty()) return;
    const auto mean = pass.workspace.first(rows), inverse = pass.workspace.subspan(rows, rows);
    each_column_sum(*pass.pool, rows, 2 * channels_, pass.workspace.subspan(2 * rows),
                    [&](std::size_t row, float* sums) {
                        for (std::size_t c = 0; c < channels_; ++c) {
                            const auto i = row * channels_ + c;
                            sums[c] += dy[i] * (x[i] - mean[row]) * inverse[row];
                            sums[channels_ + c] += dy[i];
                        }
                    },
                    [&](std::size_t column, double sum) {
                        const bool is_gamma = column < channels_;
                        if (is_gamma ? !options_.scale : !options_.center) return;
                        float& gradient = parameters_[!is_gamma && options_.scale ? 1 : 0].gradient[column % channels_];
                        gradient = (pass.accumulate ? gradient : 0.0f) + static_cast<float>(sum);
                    });
}

void LayerNormalization::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                                  std::span<const Tensor> input_gradients) {
    const auto rows = static_cast<std::size_t>(output.size()) / channels_;
    parameter_gradients(pass, rows, inputs[0].data, output_gradient.data);
    if (!input_gradients[0]) return;
    const auto mean = pass.workspace.first(rows), inverse = pass.workspace.subspan(rows, rows);
    each_chunk(*pass.pool, rows, channels_, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            const float *x = inputs[0].data + row * channels_, *dy = output_gradient.data + row * channels_;
            float* dx = input_gradients[0].data + row * channels_;
            float sum = 0, sum_n = 0;
            for (std::size_t c = 0; c < channels_; ++c) {
                const float g = dy[c] * (gamma() ? gamma()[c] : 1.0f);
                sum += g;
                sum_n += g * (x[c] - mean[row]) * inverse[row];
            }
            sum /= static_cast<float>(channels_), sum_n /= static_cast<float>(channels_);
            for (std::size_t c = 0; c < channels_; ++c) {
                const float g = dy[c] * (gamma() ? gamma()[c] : 1.0f), n = (x[c] - mean[row]) * inverse[row];
                dx[c] = (g - sum - n * sum_n) * inverse[row];
            }
        }
    });
}

std::unique_ptr<Layer> make_layer_normalization(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    NormalizationOptions options = read_normalization(reader);
    reader.only_default("rms_scaling", false);
    reader.finish();
    return std::make_unique<LayerNormalization>(std::move(options));
}

}  // namespace nabla
