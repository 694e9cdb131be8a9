#pragma once
#include "core/losses/loss.h"

namespace nabla {

/// A loss that is the mean, over a row's columns and over rows, of f(prediction - target).
class DifferenceLoss : public Loss {
public:
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;

protected:
    virtual float value(float difference) const = 0;
    virtual float slope(float difference) const = 0;
};

/// (p - y)^2
class MeanSquaredError : public DifferenceLoss {
public:
    std::string_view name() const override { return "mean_squared_error"; }

protected:
    float value(float d) const override { return d * d; }
    float slope(float d) const override { return 2 * d; }
};

/// |p - y|, with slope 0 at 0
class MeanAbsoluteError : public DifferenceLoss {
public:
    std::string_view name() const override { return "mean_absolute_error"; }

protected:
    float value(float d) const override { return d < 0 ? -d : d; }
    float slope(float d) const override { return static_cast<float>((d > 0) - (d < 0)); }
};

/// d^2 / 2 up to |d| = delta, then delta * (|d| - delta / 2) (Huber, 1964).
class Huber : public DifferenceLoss {
public:
    explicit Huber(float delta) : delta_(delta) {}
    std::string_view name() const override { return "huber"; }

protected:
    float value(float d) const override;
    float slope(float d) const override;

private:
    float delta_;
};

}  // namespace nabla
