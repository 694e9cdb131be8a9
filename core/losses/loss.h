#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/tensor/tensor.h"

namespace nabla {

/// Mean over the batch of a per-sample loss. Predictions [batch, width]; targets [batch, width], or [batch, 1] class
/// numbers for the sparse form.
class Loss {
public:
    virtual ~Loss() = default;
    virtual std::string_view name() const = 0;
    /// Columns that a target row has for an output of this width.
    virtual std::int64_t target_width(std::int64_t output_width) const { return output_width; }
    /// The mean loss; if `gradient` has memory, writes dL/d(prediction) there, already divided by the batch.
    virtual double evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const = 0;
    /// True if for this last activation there is a stable gradient by the logits: softmax or sigmoid with cross-entropy
    /// gives (p - y) / batch.
    virtual bool has_logit_gradient(std::string_view /*activation*/) const { return false; }
    virtual void logit_gradient(ConstTensor /*prediction*/, ConstTensor /*target*/, Tensor /*gradient*/) const {}
    /// The loss of each row, for "worst mistakes". out: [batch].
    virtual void per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const = 0;
};

std::span<const std::string_view> loss_names();
/// Keras's function name for "mse", "MeanSquaredError", ...; throws Error at `path` for an unknown one.
std::string canonical_loss_name(std::string_view name, const std::string& path);

/// mean_squared_error (mse), mean_absolute_error (mae), huber, binary_crossentropy, categorical_crossentropy,
/// sparse_categorical_crossentropy, hinge, kl_divergence (kullback_leibler_divergence).
std::unique_ptr<Loss> make_loss(std::string_view name, const Json& config, const std::string& path);

}  // namespace nabla
