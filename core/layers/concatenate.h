#pragma once
#include "core/layers/layer.h"

namespace nabla {

/// Inputs side by side along one axis; all other axes agree.
class Concatenate : public Layer {
public:
    /// axis as Keras counts: the batch is 0, -1 the last.
    explicit Concatenate(std::int64_t axis) : axis_(axis) {}

    std::string_view class_name() const override { return "Concatenate"; }
    Json config() const override { return {{"axis", axis_}}; }
    Shape build(std::span<const Shape> inputs) override;
    bool takes_several() const override { return true; }
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    /// Along the steps masks are joined as the values are; an input without one counts everywhere.
    std::int64_t mask_steps(std::span<const std::int64_t> inputs) const override;
    void compute_mask(std::span<const ConstTensor> inputs, std::span<const std::span<const float>> masks, std::span<float> mask) const override;

private:
    /// Elements of a sample's part in front of which another input's part lies: sizes from the axis on.
    std::int64_t run_of(const Shape& batched) const;

    std::int64_t axis_;
    std::size_t at_ = 1;       // the axis, the batch being 0
    std::int64_t steps_ = 0;   // of the output, where the axis is that of time
    bool along_steps_ = false;
};

std::unique_ptr<Layer> make_concatenate(const Json& config, const std::string& path);

}  // namespace nabla
