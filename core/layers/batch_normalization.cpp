#include "core/layers/batch_normalization.h"

#include <cmath>

#include "core/kernels/column_sums.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json BatchNormalization::config() const {
    Json config = {{"momentum", options_.momentum},
                   {"moving_mean_initializer", options_.moving_mean_initializer},
                   {"moving_variance_initializer", options_.moving_variance_initializer}};
    write_normalization(options_.common, config);
    return config;
}

Shape BatchNormalization::build(std::span<const Shape> inputs) {
    parameters_ = normalization_parameters(options_.common, name, inputs[0]);
    parameters_.push_back({.name = "moving_mean", .shape = {inputs[0].back()}, .initializer = options_.moving_mean_initializer, .trainable = false});
    parameters_.push_back({.name = "moving_variance", .shape = {inputs[0].back()}, .initializer = options_.moving_variance_initializer, .trainable = false});
    channels_ = static_cast<std::size_t>(inputs[0].back());
    rows_per_sample_ = static_cast<std::size_t>(inputs[0].elements()) / channels_;
    return inputs[0];
}

std::size_t BatchNormalization::workspace_floats(std::int64_t batch) const {
    // Two sums of a row in backward: chunks of rows of twice the channels.
    return 4 * channels_ + 2 * channels_ * column_sum_chunks(static_cast<std::size_t>(batch) * rows_per_sample_, 2 * channels_);
}

double BatchNormalization::counted_rows(const Pass& pass, std::size_t rows) const {
    if (pass.mask.size() != rows) return static_cast<double>(rows);
    return static_cast<double>(std::max<std::ptrdiff_t>(1, std::count(pass.mask.begin(), pass.mask.end(), 1.0f)));
}

/// Mean first, then squares of differences: one pass over x*x would cancel for a small variance far from 0.
void BatchNormalization::measure_batch(const Pass& pass, ConstTensor x) {
    const auto rows = static_cast<std::size_t>(x.size()) / channels_;
    const auto mean = pass.workspace.first(channels_), inverse = pass.workspace.subspan(channels_, channels_), partial = pass.workspace.subspan(4 * channels_);
    const bool masked = pass.mask.size() == rows;
    const double count = counted_rows(pass, rows);
    const auto counts = [&](std::size_t row) { return !masked || pass.mask[row] != 0; };
    const auto keep = static_cast<float>(options_.momentum), take = static_cast<float>(1 - options_.momentum), epsilon = static_cast<float>(options_.common.epsilon);

    each_column_sum(*pass.pool, rows, channels_, partial,
                    [&](std::size_t row, float* sums) {
                        if (!counts(row)) return;
                        for (std::size_t c = 0; c < channels_; ++c) sums[c] += x.data[row * channels_ + c];
                    },
                    [&](std::size_t c, double sum) { mean[c] = static_cast<float>(sum / count); });
    each_column_sum(*pass.pool, rows, channels_, partial,
                    [&](std::size_t row, float* sums) {
                        if (!counts(row)) return;
                        for (std::size_t c = 0; c < channels_; ++c) {
                            const float difference = x.data[row * channels_ + c] - mean[c];
                            sums[c] += difference * difference;
                        }
                    },
                    [&](std::size_t c, double sum) {
                        const auto variance = static_cast<float>(sum / count);
                        inverse[c] = 1 / std::sqrt(variance + epsilon);
                        moving_mean()[c] = keep * moving_mean()[c] + take * mean[c];
                        moving_variance()[c] = keep * moving_variance()[c] + take * variance;
                    });
}

void BatchNormalization::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto mean = pass.workspace.first(channels_), inverse = pass.workspace.subspan(channels_, channels_);
    if (pass.training) measure_batch(pass, inputs[0]);
    for (std::size_t c = 0; !pass.training && c < channels_; ++c) {
        mean[c] = moving_mean()[c];
        inverse[c] = 1 / std::sqrt(moving_variance()[c] + static_cast<float>(options_.common.epsilon));
    }
    // y = x * slope + offset
    const auto slope = pass.workspace.subspan(2 * channels_, channels_), offset = pass.workspace.subspan(3 * channels_, channels_);
    for (std::size_t c = 0; c < channels_; ++c) {
        slope[c] = inverse[c] * (gamma() ? gamma()[c] : 1.0f);
        offset[c] = beta() ? beta()[c] : 0.0f;
    }
    each_chunk(*pass.pool, static_cast<std::size_t>(output.size()) / channels_, channels_, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row)
            for (std::size_t c = 0; c < channels_; ++c) {
                const auto i = row * channels_ + c;
                output.data[i] = (inputs[0].data[i] - mean[c]) * slope[c] + offset[c];
            }
    });
}

/// sums: of dy * n, then of dy.
void BatchNormalization::add_gradients(const Pass& pass, std::span<const float> sums) {
    const auto write = [&](Parameter& p, std::size_t from) {
        for (std::size_t c = 0; c < channels_; ++c) p.gradient[c] = (pass.accumulate ? p.gradient[c] : 0.0f) + sums[from + c];
    };
    if (options_.common.scale) write(parameters_[0], 0);
    if (options_.common.center) write(parameters_[options_.common.scale ? 1 : 0], channels_);
}

void BatchNormalization::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                                  std::span<const Tensor> input_gradients) {
    const auto rows = static_cast<std::size_t>(output.size()) / channels_;
    const auto mean = pass.workspace.first(channels_), inverse = pass.workspace.subspan(channels_, channels_);
    const auto sums = pass.workspace.subspan(2 * channels_, 2 * channels_);
    const float *x = inputs[0].data, *dy = output_gradient.data;
    each_column_sum(*pass.pool, rows, 2 * channels_, pass.workspace.subspan(4 * channels_),
                    [&](std::size_t row, float* partial) {
                        for (std::size_t c = 0; c < channels_; ++c) {
                            const auto i = row * channels_ + c;
                            partial[c] += dy[i] * (x[i] - mean[c]) * inverse[c];
                            partial[channels_ + c] += dy[i];
                        }
                    },
                    [&](std::size_t c, double sum) { sums[c] = static_cast<float>(sum); });
    add_gradients(pass, sums);
    if (!input_gradients[0]) return;
    const auto per_row = pass.training ? static_cast<float>(1 / counted_rows(pass, rows)) : 0.0f;
    const bool masked = pass.mask.size() == rows;
    each_chunk(*pass.pool, rows, channels_, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            const float share = masked ? per_row * pass.mask[row] : per_row;
            for (std::size_t c = 0; c < channels_; ++c) {
                const auto i = row * channels_ + c;
                const float n = (x[i] - mean[c]) * inverse[c], slope = inverse[c] * (gamma() ? gamma()[c] : 1.0f);
                input_gradients[0].data[i] = slope * (dy[i] - share * (sums[channels_ + c] + n * sums[c]));
            }
        }
    });
}

std::unique_ptr<Layer> make_batch_normalization(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    BatchNormalizationOptions options{.common = read_normalization(reader),
                                      .momentum = reader.number("momentum", 0.99, NumberRange::between(0, 1)),
                                      .moving_mean_initializer = read_initializer(reader, "moving_mean_initializer", "zeros"),
                                      .moving_variance_initializer = read_initializer(reader, "moving_variance_initializer", "ones")};
    for (const auto* key : {"synchronized", "renorm"}) reader.only_default(key, false);
    for (const auto* key : {"renorm_clipping", "virtual_batch_size", "adjustment"}) reader.only_default(key, nullptr);
    reader.ignore({"fused", "renorm_momentum"});
    reader.finish();
    return std::make_unique<BatchNormalization>(std::move(options));
}

}  // namespace nabla
