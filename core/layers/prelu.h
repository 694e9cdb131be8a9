#pragma once
#include "core/layers/layer.h"

namespace nabla {

struct PReluOptions {
    std::vector<std::int64_t> shared_axes;  // axes (the batch being 0) along which one alpha serves all
    Json alpha_initializer, alpha_regularizer = nullptr;
};

/// He et al., ICCV 2015: y = x where x > 0, else alpha * x, with a learned alpha for each value of a sample; "alpha" has the
/// sample's shape, shared axes being 1. Backward: dalpha = sum of x dy where x <= 0.
class PRelu : public Layer {
public:
    explicit PRelu(PReluOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return "PReLU"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    void place_alphas(const Shape& batch);
    PReluOptions options_;
    Shape sample_;                         // shared, the layer may work on samples of several shapes
    std::vector<std::uint32_t> alpha_of_;  // for each value of such a sample its alpha
};

std::unique_ptr<Layer> make_prelu(const Json& config, const std::string& path);

}  // namespace nabla
