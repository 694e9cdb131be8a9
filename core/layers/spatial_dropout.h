#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// SpatialDropout1D (Tompson et al., CVPR 2015): Dropout of whole channels of x [batch, steps, channels]; a channel is kept or
/// dropped at all steps of a sample together.
class SpatialDropout : public Layer {
public:
    explicit SpatialDropout(double rate) : rate_(rate) {}

    std::string_view class_name() const override { return "SpatialDropout1D"; }
    Json config() const override { return {{"rate", rate_}}; }
    Shape build(std::span<const Shape> inputs) override;
    /// 0 or 1 / (1 - rate), [batch, channels].
    std::size_t workspace_floats(std::int64_t batch) const override { return static_cast<std::size_t>(batch) * channels_; }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    /// out = values * factors, or the values alone in inference.
    void scale(const Pass& pass, std::span<const float> values, std::span<float> out) const;

    double rate_;
    std::size_t steps_ = 1, channels_ = 1;
};

std::unique_ptr<Layer> make_spatial_dropout(const Json& config, const std::string& path);

}  // namespace nabla
