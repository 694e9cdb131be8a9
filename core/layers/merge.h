#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// Add, Subtract, Multiply, Average, Maximum and Minimum: element by element over inputs of one shape. Where several inputs are the largest
/// (smallest), the first of them gets the gradient.
class Merge : public Layer {
public:
    enum class Kind { add, subtract, multiply, average, maximum, minimum };

    explicit Merge(Kind kind) : kind_(kind) {}

    std::string_view class_name() const override;
    Json config() const override { return Json::object(); }
    Shape build(std::span<const Shape> inputs) override;
    bool takes_several() const override { return true; }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;

private:
    float combined(float sum, float x) const;
    /// d(output)/d(input k) at element i.
    float slope(std::span<const ConstTensor> inputs, std::size_t k, std::size_t i, float y) const;

    Kind kind_;
};

std::unique_ptr<Layer> make_merge(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
