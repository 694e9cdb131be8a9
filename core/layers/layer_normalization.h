#pragma once
#include "core/layers/normalization_config.h"

namespace nabla {

/// Ba, Kiros and Hinton, 2016, over the last axis: each row by its own mean and (biased) variance, y = gamma * n + beta,
/// n = (x - mean) / sqrt(variance + epsilon).
/// Backward, with g = gamma * dy: dx = (g - mean(g) - n * mean(g * n)) / sqrt(variance + epsilon).
class LayerNormalization : public Layer {
public:
    explicit LayerNormalization(NormalizationOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return "LayerNormalization"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    /// Of each row mean and 1 / sqrt(variance + epsilon), then partial sums.
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    const float* gamma() const { return options_.scale ? parameters_[0].value.data() : nullptr; }
    const float* beta() const { return options_.center ? parameters_[options_.scale ? 1 : 0].value.data() : nullptr; }
    void parameter_gradients(const Pass& pass, std::size_t rows, const float* x, const float* dy);

    NormalizationOptions options_;
    std::size_t channels_ = 1, rows_per_sample_ = 1;
};

std::unique_ptr<Layer> make_layer_normalization(const Json& config, const std::string& path);

}  // namespace nabla
