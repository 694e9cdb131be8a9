#pragma once
#include "core/kernels/window.h"
#include "core/layers/layer.h"

namespace nabla {

struct PoolingOptions {
    bool max = true;            // else the average
    Shape pool_size, strides;   // one entry an axis; Keras's default strides are pool_size
    Padding padding = Padding::valid;
};

/// MaxPooling1D and 2D, AveragePooling1D and 2D, channels last: each channel's largest or mean value in a window that slides
/// over x [batch, (rows,) columns, channels]. Padding takes no part: a mean is over the values inside.
class Pooling : public Layer {
public:
    explicit Pooling(PoolingOptions options) : options_(std::move(options)) {}

    std::string_view class_name() const override;
    Json config() const override;
    Shape build(std::span<const Shape> inputs) override;
    /// Max: which tap was the largest, [batch, positions, channels].
    std::size_t workspace_floats(std::int64_t batch) const override;
    void forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) override;
    void backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                  std::span<const Tensor> input_gradients) override;
    std::int64_t mask_steps(std::span<const std::int64_t>) const override { return 0; }
    const PoolingOptions& options() const { return options_; }

private:
    PoolingOptions options_;
    Window window_;
};

std::unique_ptr<Layer> make_pooling(const std::string& class_name, const Json& config, const std::string& path);

}  // namespace nabla
