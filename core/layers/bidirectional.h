#pragma once
#include "core/layers/recurrent.h"

namespace nabla {

/// A recurrent layer that reads the steps forwards and another one, with weights of its own, that reads them backwards (Schuster and
/// Paliwal, 1997). What the second says about a step stands at that step again before both are joined.
/// Input [batch, steps, features]; output [batch, steps, units] or [batch, units], twice as wide for "concat".
/// Parameters: the forward layer's, then the backward layer's: "forward_lstm/kernel", ..., "backward_lstm/bias".
class Bidirectional final : public Layer {
public:
    enum class Merge { concat, sum, mul, ave };  // in the order of merge_names

    Bidirectional(std::unique_ptr<Recurrent> forward, std::unique_ptr<Recurrent> backward, Merge merge, std::string inner_name);
    std::string_view class_name() const override { return "Bidirectional"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t> inputs) const override { return forward_->mask_steps(inputs); }

private:
    /// One direction's part of the workspace: what the inner layer wants, its output, dL/d(output).
    struct Side {
        Recurrent& layer;
        Pass pass;
        float *output, *gradient;
    };
    std::array<Side, 2> sides(const Pass& pass, std::int64_t batch) const;
    void share_parameters();
    std::int64_t positions(std::int64_t batch) const { return batch * inner_.elements() / units(); }
    std::int64_t units() const { return forward_->options().units; }
    std::int64_t mirrored(std::int64_t position) const;

    std::unique_ptr<Recurrent> forward_, backward_;
    Merge merge_;
    std::string inner_name_;
    Shape input_, inner_;  // of one sample; inner_: of one direction's output
};

std::unique_ptr<Layer> make_bidirectional(const Json& config, const std::string& path);

}  // namespace nabla
