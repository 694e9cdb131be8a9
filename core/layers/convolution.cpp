#include "core/layers/convolution.h"

#include "core/kernels/chunks.h"
#include "core/kernels/patches.h"
#include "core/layers/layer_config.h"
#include "core/layers/window_config.h"

namespace nabla {
namespace {

constexpr std::int64_t patch_block_floats = 1 << 18;  // of dP, computed at a time: stays in the second-level cache

}  // namespace

Json Convolution::config() const {
    return {{"filters", options_.filters},
            {"kernel_size", size_list(options_.kernel_size)},
            {"strides", size_list(options_.strides)},
            {"padding", padding_name(options_.padding)},
            {"dilation_rate", size_list(options_.dilation_rate)},
            {"activation", options_.activation.name()},
            {"use_bias", options_.use_bias},
            {"kernel_initializer", options_.kernel_initializer},
            {"bias_initializer", options_.bias_initializer},
            {"kernel_regularizer", options_.kernel_regularizer},
            {"bias_regularizer", options_.bias_regularizer}};
}

Shape Convolution::build(std::span<const Shape> inputs) {
    window_ = place_window(name, inputs[0], options_.kernel_size, options_.strides, options_.dilation_rate, options_.padding);
    Shape kernel = options_.kernel_size;
    kernel.append(window_.channels);
    kernel.append(options_.filters);
    parameters_ = {{.name = "kernel", .shape = kernel, .initializer = options_.kernel_initializer, .regularizer = options_.kernel_regularizer}};
    if (options_.use_bias)
        parameters_.push_back({.name = "bias", .shape = {options_.filters}, .initializer = options_.bias_initializer, .regularizer = options_.bias_regularizer});
    return output_of(window_, axes(), options_.filters);
}

/// Output lines whose patches' gradients are held at a time.
std::int64_t Convolution::lines_at_once() const { return std::max<std::int64_t>(1, patch_block_floats / (window_.columns.out * patch_width())); }

std::size_t Convolution::workspace_floats(std::int64_t batch) const {
    const auto count = static_cast<std::size_t>(batch * window_.positions() * options_.filters);
    const auto lines = std::min(batch * window_.rows.out, lines_at_once());
    return end().floats(count) + static_cast<std::size_t>(lines * window_.columns.out * patch_width());
}

void Convolution::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto filters = options_.filters, positions = output.size() / filters;
    const auto z = end().z(pass.workspace, output.flat());
    multiply(*pass.pool, positions, filters, patch_width(), Patches(window_, inputs[0].data), rows_of(parameters_[0].value.data(), filters), z.data(),
             {.bias = options_.use_bias ? parameters_[1].value.data() : nullptr, .relu = end().fuses_relu()});
    end().forward(pass, z, output.flat(), static_cast<std::size_t>(filters));
}

void Convolution::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                           std::span<const Tensor> input_gradients) {
    const auto filters = options_.filters, positions = output.size() / filters;
    const float* dz = end().backward(pass, pass.workspace, output, output_gradient, static_cast<std::size_t>(filters));
    multiply(*pass.pool, patch_width(), filters, positions, TransposedPatches(window_, inputs[0].data), rows_of(dz, filters),
             parameters_[0].gradient.data(), {.accumulate = pass.accumulate});
    if (options_.use_bias) sum_rows(positions, filters, dz, parameters_[1].gradient.data(), pass.accumulate);
    if (input_gradients[0])
        input_gradient(pass, output.batch(), dz, pass.workspace.subspan(end().floats(static_cast<std::size_t>(output.size()))), input_gradients[0].flat());
}

/// Block by block: dP = dz K^T, then each entry where it belongs.
void Convolution::input_gradient(const Pass& pass, std::int64_t batch, const float* dz, std::span<float> patches, std::span<float> dx) const {
    each_chunk(*pass.pool, dx.size(), 1, [&](std::size_t first, std::size_t last) { std::fill_n(dx.data() + first, last - first, 0.0f); });
    const auto filters = options_.filters, lines = batch * window_.rows.out;
    for (std::int64_t line = 0; line < lines; line += lines_at_once()) {
        const auto end_line = std::min(lines, line + lines_at_once()), positions = (end_line - line) * window_.columns.out;
        multiply(*pass.pool, positions, patch_width(), filters, rows_of(dz + line * window_.columns.out * filters, filters),
                 transposed(parameters_[0].value.data(), filters), patches.data());
        add_patches(*pass.pool, window_, line, end_line, patches.data(), dx.data());
    }
}

ConstTensor Convolution::pre_activation(const Pass& pass, std::int64_t batch) const {
    if (!end().keeps_z) return {};
    const auto rows = batch * window_.positions();
    return {pass.workspace.data() + rows * options_.filters, Shape{rows, options_.filters}};
}

std::unique_ptr<Layer> make_convolution(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    const std::size_t axes = class_name == "Conv1D" ? 1 : 2;
    reader.required("kernel_size", "the window's size");
    ConvolutionOptions options{.filters = reader.integer("filters", {.min = 1, .max = max_units}),
                               .kernel_size = reader.sizes("kernel_size", axes, 1),
                               .strides = reader.sizes("strides", axes, 1),
                               .dilation_rate = reader.sizes("dilation_rate", axes, 1),
                               .padding = read_padding(reader, axes == 1),
                               .activation = read_activation(reader, "activation"),
                               .use_bias = reader.boolean("use_bias", true),
                               .kernel_initializer = read_initializer(reader, "kernel_initializer", "glorot_uniform"),
                               .bias_initializer = read_initializer(reader, "bias_initializer", "zeros"),
                               .kernel_regularizer = read_regularizer(reader, "kernel_regularizer"),
                               .bias_regularizer = read_regularizer(reader, "bias_regularizer")};
    for (const auto* key : {"activity_regularizer", "kernel_constraint", "bias_constraint"}) reader.only_default(key, nullptr);
    if (options.strides.elements() > 1 && options.dilation_rate.elements() > 1)
        reader.fail("dilation_rate", "unsupported", "1 where strides are not 1, as in Keras");
    reader.only_default("groups", 1);
    reader.only_default("data_format", "channels_last");
    reader.finish();
    return std::make_unique<Convolution>(std::move(options));
}

}  // namespace nabla
