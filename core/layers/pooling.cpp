#include "core/layers/pooling.h"

#include "core/kernels/pooling.h"
#include "core/layers/layer_config.h"
#include "core/layers/window_config.h"

namespace nabla {

std::string_view Pooling::class_name() const {
    const bool one_axis = options_.pool_size.rank() == 1;
    if (options_.max) return one_axis ? "MaxPooling1D" : "MaxPooling2D";
    return one_axis ? "AveragePooling1D" : "AveragePooling2D";
}

Json Pooling::config() const {
    return {{"pool_size", size_list(options_.pool_size)}, {"strides", size_list(options_.strides)}, {"padding", padding_name(options_.padding)}};
}

Shape Pooling::build(std::span<const Shape> inputs) {
    window_ = place_window(name, inputs[0], options_.pool_size, options_.strides, {}, options_.padding);
    return output_of(window_, options_.pool_size.rank(), window_.channels);
}

std::size_t Pooling::workspace_floats(std::int64_t batch) const {
    return options_.max ? static_cast<std::size_t>(batch * window_.positions() * window_.channels) : 0;
}

void Pooling::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    if (options_.max) max_pool(*pass.pool, window_, output.batch(), inputs[0].data, output.data, pass.workspace.data());
    else average_pool(*pass.pool, window_, output.batch(), inputs[0].data, output.data);
}

void Pooling::backward(const Pass& pass, std::span<const ConstTensor>, ConstTensor output, ConstTensor output_gradient,
                       std::span<const Tensor> input_gradients) {
    if (!input_gradients[0]) return;
    if (options_.max) max_pool_backward(*pass.pool, window_, output.batch(), output_gradient.data, pass.workspace.data(), input_gradients[0].data);
    else average_pool_backward(*pass.pool, window_, output.batch(), output_gradient.data, input_gradients[0].data);
}

std::unique_ptr<Layer> make_pooling(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    const std::size_t axes = class_name.ends_with("1D") ? 1 : 2;
    PoolingOptions options{.max = class_name.starts_with("Max"), .pool_size = reader.sizes("pool_size", axes, 2), .strides = {}, .padding = read_padding(reader, false)};
    options.strides = reader.has("strides") ? reader.sizes("strides", axes, 1) : options.pool_size;
    reader.only_default("data_format", "channels_last");
    reader.finish();
    return std::make_unique<Pooling>(std::move(options));
}

}  // namespace nabla
