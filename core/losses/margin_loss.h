#pragma once
#include "core/losses/loss.h"

namespace nabla {

/// max(0, 1 - y p), mean over columns. Targets are -1 and 1; where all targets of a batch are 0 or 1 they are read as -1 and 1 (as in Keras).
class Hinge : public Loss {
public:
    std::string_view name() const override { return "hinge"; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;
};

/// sum over columns of y log(y / p), both clipped to [1e-7, 1] first (Kullback and Leibler, 1951).
class KlDivergence : public Loss {
public:
    std::string_view name() const override { return "kl_divergence"; }
    double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const override;
    void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const override;
};

}  // namespace nabla
