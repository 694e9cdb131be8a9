#pragma once
#include "core/losses/loss.h"

namespace nabla {

// Probabilities are clipped to [1e-7, 1 - 1e-7] in front of the logarithm, as in Keras: no loss above 16.1, no infinity.
// Behind softmax or sigmoid the gradient by the logits is (p - y), which needs no division and stays exact at p = 0.

// Behind neither, from_logits: predictions are the logits z themselves, and softmax or sigmoid is part of the loss, unclipped.

/// label_smoothing s: targets are y (1 - s) + s / classes (binary: s / 2), so that no logit is driven to infinity (Szegedy et al., CVPR 2016).
struct CrossentropyOptions {
    float label_smoothing = 0;
    bool from_logits = false;
};

/// -log p of the true class. Predictions are normalised by their row's sum first, as in Keras. Targets: one-hot rows, or class
/// numbers [batch, 1] in the sparse form.
class CategoricalCrossentropy : public Loss {
public:
    explicit CategoricalCrossentropy(bool sparse, CrossentropyOptions options = {}) : sparse_(sparse), options_(options) {}
    std::string_view name() const override { return sparse_ ? "sparse_categorical_crossentropy" : "categorical_crossentropy"; }
    std::int64_t target_width(std::int64_t output_width) const override { return sparse_ ? 1 : output_width; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    bool has_logit_gradient(std::string_view activation) const override { return activation == "softmax" && !options_.from_logits; }
    void logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;

private:
    float target_at(ConstTensor target, std::size_t row, std::size_t column, std::size_t width) const;
    float row_loss(ConstTensor prediction, ConstTensor target, std::size_t row) const;
    /// log(sum of exp z) of a row of logits.
    static float log_sum(std::span<const float> z);
    void from_logits_gradient(ConstTensor logits, ConstTensor target, Tensor gradient) const;
    bool sparse_;
    CrossentropyOptions options_;
};

/// -y log p - (1 - y) log(1 - p), mean over columns.
class BinaryCrossentropy : public Loss {
public:
    explicit BinaryCrossentropy(CrossentropyOptions options = {}) : options_(options) {}
    std::string_view name() const override { return "binary_crossentropy"; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    bool has_logit_gradient(std::string_view activation) const override { return activation == "sigmoid" && !options_.from_logits; }
    void logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;

private:
    float smoothed(float y) const { return y * (1 - options_.label_smoothing) + options_.label_smoothing / 2; }
    float value_loss(float prediction, float target) const;
    CrossentropyOptions options_;
};

}  // namespace nabla
