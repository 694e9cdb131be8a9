#pragma once
#include "core/kernels/activation.h"
#include "core/layers/layer.h"

namespace nabla {

struct DenseOptions {
    std::int64_t units = 1;
    Activation activation = {};
    bool use_bias = true;
    Json kernel_initializer = {{"class_name", "GlorotUniform"}, {"config", Json::object()}};
    Json bias_initializer = {{"class_name", "Zeros"}, {"config", Json::object()}};
    Json kernel_regularizer = nullptr, bias_regularizer = nullptr;
};

/// y = f(z), z = x W + b. x [batch, .., in], W "kernel" [in, units], b "bias" [units]; leading axes count as rows.
/// Backward, with dz = f'(z) dy: dW = x^T dz, db = sum of dz over rows, dx = dz W^T.
class Dense : public Layer {
public:
    explicit Dense(DenseOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return "Dense"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    bool reads_sparse() const override { return rows_per_sample_ == 1; }
    Activation activation_function() const override { return options_.activation; }
    ConstTensor pre_activation(const Pass& pass, std::int64_t batch) const override;
    const DenseOptions& options() const { return options_; }

private:
    /// Workspace: dz [rows, units], then z [rows, units] if it is kept.
    std::span<float> dz(const Pass& pass, std::size_t count) const { return pass.workspace.first(count); }
    bool keeps_z() const { return keep_details || options_.activation.needs_pre_activation(); }

    DenseOptions options_;
    std::int64_t inputs_ = 0, rows_per_sample_ = 1;
};

std::unique_ptr<Layer> make_dense(const Json& config, const std::string& path);

}  // namespace nabla
