#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// The same numbers under another shape. Flatten: one axis. Reshape: target_shape, one entry of which may be -1.
class Reshape : public Layer {
public:
    /// target empty: Flatten.
    explicit Reshape(std::vector<std::int64_t> target) : target_(std::move(target)) {}

    std::string_view class_name() const override { return target_.empty() ? "Flatten" : "Reshape"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    std::vector<std::int64_t> target_;
};

std::unique_ptr<Layer> make_flatten(const Json& config, const std::string& path);
std::unique_ptr<Layer> make_reshape(const Json& config, const std::string& path);

}  // namespace nabla
