#include "core/layers/dense.h"

#include "core/kernels/chunks.h"
#include "core/kernels/matrix.h"
#include "core/kernels/sparse_product.h"
#include "core/layers/layer_config.h"

namespace nabla {

Json Dense::config() const {
    return {{"units", options_.units},
            {"activation", options_.activation.name()},
            {"use_bias", options_.use_bias},
            {"kernel_initializer", options_.kernel_initializer},
            {"bias_initializer", options_.bias_initializer},
            {"kernel_regularizer", options_.kernel_regularizer},
            {"bias_regularizer", options_.bias_regularizer}};
}

Shape Dense::build(std::span<const Shape> inputs) {
    Shape shape = inputs[0];
    if (shape.rank() == 0)
        throw Error({.code = "layer_input", .where = name, .expected = "an input with at least one axis", .received = shape.text(), .advice = {}});
    inputs_ = shape.back();
    rows_per_sample_ = shape.elements() / inputs_;
    parameters_ = {{.name = "kernel", .shape = {inputs_, options_.units}, .initializer = options_.kernel_initializer, .regularizer = options_.kernel_regularizer}};
    if (options_.use_bias)
        parameters_.push_back({.name = "bias", .shape = {options_.units}, .initializer = options_.bias_initializer, .regularizer = options_.bias_regularizer});
    shape[shape.rank() - 1] = options_.units;
    return shape;
}

std::size_t Dense::workspace_floats(std::int64_t batch) const {
    return static_cast<std::size_t>(batch * rows_per_sample_ * options_.units) * (keeps_z() ? 2 : 1);
}

void Dense::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto rows = output.size() / options_.units, units = options_.units;
    const auto width = static_cast<std::size_t>(units), count = static_cast<std::size_t>(output.size());
    const bool fused_relu = options_.activation.kind == ActivationKind::relu && !keeps_z() && !pass.sparse;
    const float *kernel = parameters_[0].value.data(), *bias = options_.use_bias ? parameters_[1].value.data() : nullptr;
    const std::span<float> z = keeps_z() ? pass.workspace.subspan(count, count) : output.flat();
    if (pass.sparse) multiply_sparse(*pass.pool, *pass.sparse, units, kernel, bias, z.data());
    else multiply(*pass.pool, rows, units, inputs_, rows_of(inputs[0].data, inputs_), rows_of(kernel, units), z.data(), {.bias = bias, .relu = fused_relu});
    if (fused_relu) return;
    each_chunk(*pass.pool, static_cast<std::size_t>(rows), width, [&](std::size_t first, std::size_t last) {
        const auto from = first * width, length = (last - first) * width;
        options_.activation.forward(z.subspan(from, length), output.flat().subspan(from, length), width);
    });
}

void Dense::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                     std::span<const Tensor> input_gradients) {
    const auto rows = output.size() / options_.units, units = options_.units;
    const auto width = static_cast<std::size_t>(units), count = static_cast<std::size_t>(output.size());
    const float* dz_data = output_gradient.data;
    if (!pass.from_logits && options_.activation.kind != ActivationKind::linear) {
        const auto target = dz(pass, count);
        const auto z = keeps_z() ? pass.workspace.subspan(count, count) : output.flat();
        each_chunk(*pass.pool, static_cast<std::size_t>(rows), width, [&](std::size_t first, std::size_t last) {
            const auto from = first * width, length = (last - first) * width;
            options_.activation.backward(z.subspan(from, length), output.flat().subspan(from, length),
                                         output_gradient.flat().subspan(from, length), target.subspan(from, length), width);
        });
        dz_data = target.data();
    }
    float* gradient = parameters_[0].gradient.data();
    if (pass.sparse) multiply_sparse_transposed(*pass.pool, *pass.sparse, inputs_, units, dz_data, gradient, pass.accumulate);
    else multiply(*pass.pool, inputs_, units, rows, transposed(inputs[0].data, inputs_), rows_of(dz_data, units), gradient, {.accumulate = pass.accumulate});
    if (options_.use_bias) sum_rows(rows, units, dz_data, parameters_[1].gradient.data(), pass.accumulate);
    if (input_gradients[0])
        multiply(*pass.pool, rows, inputs_, units, rows_of(dz_data, units), transposed(parameters_[0].value.data(), units), input_gradients[0].data);
}

ConstTensor Dense::pre_activation(const Pass& pass, std::int64_t batch) const {
    if (!keeps_z()) return {};
    const auto count = static_cast<std::size_t>(batch * rows_per_sample_ * options_.units);
    return {pass.workspace.data() + count, Shape{batch * rows_per_sample_, options_.units}};
}

std::unique_ptr<Layer> make_dense(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    DenseOptions options{.units = reader.integer("units", {.min = 1, .max = max_units}),
                         .activation = read_activation(reader, "activation"),
                         .use_bias = reader.boolean("use_bias", true),
                         .kernel_initializer = read_initializer(reader, "kernel_initializer", "glorot_uniform"),
                         .bias_initializer = read_initializer(reader, "bias_initializer", "zeros"),
                         .kernel_regularizer = read_regularizer(reader, "kernel_regularizer"),
                         .bias_regularizer = read_regularizer(reader, "bias_regularizer")};
    for (const auto* key : {"activity_regularizer", "kernel_constraint", "bias_constraint", "lora_rank", "quantization_config"})
        reader.only_default(key, nullptr);
    reader.finish();
    return std::make_unique<Dense>(std::move(options));
}

}  // namespace nabla
