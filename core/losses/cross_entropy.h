#pragma once
#include "core/losses/loss.h"

namespace nabla {

// Probabilities are clipped to [1e-7, 1 - 1e-7] in front of the logarithm, as in Keras: no loss above 16.1, no infinity.
// Behind softmax or sigmoid the gradient by the logits is (p - y), which needs no division and stays exact at p = 0.

/// -log p of the true class. Predictions are normalised by their row's sum first, as in Keras. Targets: one-hot rows, or class
/// numbers [batch, 1] in the sparse form.
class CategoricalCrossentropy : public Loss {
public:
    explicit CategoricalCrossentropy(bool sparse) : sparse_(sparse) {}
    std::string_view name() const override { return sparse_ ? "sparse_categorical_crossentropy" : "categorical_crossentropy"; }
    std::int64_t target_width(std::int64_t output_width) const override { return sparse_ ? 1 : output_width; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    bool has_logit_gradient(std::string_view activation) const override { return activation == "softmax"; }
    void logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;

private:
    float target_at(ConstTensor target, std::size_t row, std::size_t column, std::size_t width) const;
    float row_loss(ConstTensor prediction, ConstTensor target, std::size_t row) const;
    bool sparse_;
};

/// -y log p - (1 - y) log(1 - p), mean over columns.
class BinaryCrossentropy : public Loss {
public:
    std::string_view name() const override { return "binary_crossentropy"; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    bool has_logit_gradient(std::string_view activation) const override { return activation == "sigmoid"; }
    void logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;
};

}  // namespace nabla
