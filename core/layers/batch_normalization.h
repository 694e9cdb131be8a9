#pragma once
#include "core/layers/normalization_config.h"

namespace nabla {

struct BatchNormalizationOptions {
    NormalizationOptions common;
    double momentum = 0.99;
    Json moving_mean_initializer, moving_variance_initializer;
};

/// Ioffe and Szegedy, ICML 2015, over the last axis: y = gamma * n + beta, n = (x - mean) / sqrt(variance + epsilon).
/// In training mean and (biased) variance are the batch's, over all rows in front of the last axis, and the moving ones follow:
/// moving = momentum * moving + (1 - momentum) * batch. In inference they are the moving ones. Rows that a mask leaves out are
/// normalized, too, but do not count in mean and variance.
/// Backward in training, N rows: dx = gamma / sqrt(variance + epsilon) * (dy - (sum(dy) + n * sum(dy * n)) / N).
class BatchNormalization : public Layer {
public:
    explicit BatchNormalization(BatchNormalizationOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return "BatchNormalization"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    /// mean [channels], 1 / sqrt(variance + epsilon) [channels], then partial sums.
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    std::span<float> moving_mean() const { return parameters_[parameters_.size() - 2].value; }
    std::span<float> moving_variance() const { return parameters_[parameters_.size() - 1].value; }
    const float* gamma() const { return options_.common.scale ? parameters_[0].value.data() : nullptr; }
    const float* beta() const { return options_.common.center ? parameters_[options_.common.scale ? 1 : 0].value.data() : nullptr; }
    double counted_rows(const Pass& pass, std::size_t rows) const;
    void measure_batch(const Pass& pass, ConstTensor x);
    void add_gradients(const Pass& pass, std::span<const float> sums);

    BatchNormalizationOptions options_;
    std::size_t channels_ = 1, rows_per_sample_ = 1;
};

std::unique_ptr<Layer> make_batch_normalization(const Json& config, const std::string& path);

}  // namespace nabla
