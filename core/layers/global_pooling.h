#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// GlobalMaxPooling1D and 2D, GlobalAveragePooling1D and 2D: each channel's largest or mean value over all steps or pixels,
/// x [batch, .., channels] to [batch, channels]. The average over steps leaves out those that the mask does (all of them: 0).
class GlobalPooling : public Layer {
public:
    GlobalPooling(bool max, std::size_t axes) : max_(max), axes_(axes) {}

    std::string_view class_name() const override;
    Json config() const override { return Json::object(); }
    Shape build(std::span<const Shape> inputs) override;
    /// Max: which step or pixel was the largest, [batch, channels].
    std::size_t workspace_floats(std::int64_t batch) const override { return max_ ? static_cast<std::size_t>(batch * channels_) : 0; }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t>) const override { return 0; }

private:
    /// One sample's mask; empty: every step counts.
    std::span<const float> mask_of(const Pass& pass, std::int64_t sample) const;
    void max_sample(const float* x, float* y, float* where) const;
    void average_sample(std::span<const float> mask, const float* x, float* y) const;

    bool max_;
    std::size_t axes_;
    std::int64_t steps_ = 1, channels_ = 1;
};

std::unique_ptr<Layer> make_global_pooling(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
