#pragma once
#include "core/kernels/window.h"
#include "core/layers/output_activation.h"

namespace nabla {

struct ConvolutionOptions {
    std::int64_t filters = 1;
    Shape kernel_size, strides, dilation_rate;  // one entry an axis
    Padding padding = Padding::valid;
    Activation activation = {};
    bool use_bias = true;
    Json kernel_initializer, bias_initializer, kernel_regularizer = nullptr, bias_regularizer = nullptr;
};

/// Conv1D and Conv2D, channels last: y = f(z), z[b, o, :] = sum over taps t of x[b, o * strides + t * dilation - before, :] K[t] + b.
/// x [batch, (rows,) columns, channels], K "kernel" [(rows,) columns, channels, filters], b "bias" [filters].
/// As products with the patches P that the window sees (kernels/patches.h): z = P K + b, dK = P^T dz, db = sum of dz,
/// dP = dz K^T, and dx collects dP's entries where they were read.
class Convolution : public Layer {
public:
    explicit Convolution(ConvolutionOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override { return axes() == 1 ? "Conv1D" : "Conv2D"; }
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t>) const override { return 0; }
    Activation activation_function() const override { return options_.activation; }
    ConstTensor pre_activation(const Pass& pass, std::int64_t batch) const override;
    const ConvolutionOptions& options() const { return options_; }

private:
    std::size_t axes() const { return options_.kernel_size.rank(); }
    OutputActivation end() const { return {options_.activation, keep_details || options_.activation.needs_pre_activation()}; }
    std::int64_t patch_width() const { return window_.taps() * window_.channels; }
    std::int64_t lines_at_once() const;
    void input_gradient(const Pass& pass, std::int64_t batch, const float* dz, std::span<float> patches, std::span<float> dx) const;

    ConvolutionOptions options_;
    Window window_;
};

std::unique_ptr<Layer> make_convolution(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
