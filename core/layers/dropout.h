#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// Inverted dropout (Srivastava et al., JMLR 2014, in Keras's form): in training each value is kept with probability 1 - rate
/// and multiplied by 1 / (1 - rate), else 0; in inference nothing changes. The mask is drawn anew for every batch.
class Dropout : public Layer {
public:
    explicit Dropout(float rate) : rate_(rate) {}

    std::string_view class_name() const override { return "Dropout"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    /// The mask: 0 or 1 / (1 - rate), [batch, ...].
    std::size_t workspace_floats(std::int64_t batch) const override { return static_cast<std::size_t>(batch * width_); }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    float rate() const { return rate_; }

private:
    float rate_;
    std::int64_t width_ = 0;
};

std::unique_ptr<Layer> make_dropout(const Json& config, const std::string& path);

}  // namespace nabla
