#pragma once
#include <memory>
#include <span>
#include <vector>

#include "core/experiment/compile_options.h"
#include "core/losses/loss.h"
#include "core/model/model.h"

namespace nabla {

/// What training makes small: the sum of the outputs' losses, each times its weight (Keras's compile). Regularizers are not in it.
class CompiledLoss {
public:
    explicit CompiledLoss(const CompileOptions& compile);

    /// Batches of up to so many weighted rows allocate nothing after it.
    void reserve(std::int64_t rows) { row_loss_.resize(static_cast<std::size_t>(rows)); }
    /// Null for an output that is compared with nothing.
    const Loss* loss(std::size_t output) const { return ends_[output].loss.get(); }

    /// After a forward pass of `batch` rows: the weighted sum; each output's own, without its weight, is in own(). targets: one an
    /// output. row_weights: one a row, or none where all count alike. gradients: also writes every output_gradient().
    double evaluate(Model& model, std::int64_t batch, std::span<const ConstTensor> targets, std::span<const float> row_weights, bool gradients);
    std::span<const double> own() const { return own_; }
    /// For Model::backward: which of the gradients written are by the logits.
    unsigned from_logits(const Model& model) const;

private:
    struct End {
        std::unique_ptr<Loss> loss;
        double weight = 1;
    };
    bool by_logits(const Model& model, std::size_t output) const;
    double one(std::size_t output, ConstTensor prediction, ConstTensor target, std::span<const float> row_weights, Tensor gradient, bool logits);

    std::vector<End> ends_;
    std::vector<double> own_;
    std::vector<float> row_loss_;
};

}  // namespace nabla
