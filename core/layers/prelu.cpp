#include "core/layers/prelu.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {
namespace {

/// For each element of a sample the element of `alpha` that stands at its place, axes of size 1 repeated.
void broadcast(const Shape& sample, const Shape& alpha, std::vector<std::uint32_t>& out) {
    out.resize(static_cast<std::size_t>(sample.elements()));
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::int64_t rest = static_cast<std::int64_t>(i), step = 1, at = 0;
        for (std::size_t axis = alpha.rank(); axis-- > 0; rest /= sample[axis]) {
            if (alpha[axis] > 1) at += rest % sample[axis] * step;
            step *= alpha[axis];
        }
        out[i] = static_cast<std::uint32_t>(at);
    }
}

}  // namespace

Json PRelu::config() const {
    return {{"shared_axes", options_.shared_axes.empty() ? Json(nullptr) : Json(options_.shared_axes)},
            {"alpha_initializer", options_.alpha_initializer},
            {"alpha_regularizer", options_.alpha_regularizer}};
}

Shape PRelu::build(std::span<const Shape> inputs) {
    Shape alpha = inputs[0];
    for (const auto axis : options_.shared_axes) {
        if (axis > static_cast<std::int64_t>(alpha.rank()))
            throw Error({.code = "layer_input", .where = name, .expected = "an input with axis " + std::to_string(axis), .received = alpha.text(), .advice = {}});
        alpha[static_cast<std::size_t>(axis) - 1] = 1;
    }
    parameters_ = {{.name = "alpha", .shape = alpha, .initializer = options_.alpha_initializer, .regularizer = options_.alpha_regularizer}};
    return inputs[0];
}

void PRelu::place_alphas(const Shape& batch) {
    const Shape sample(std::span(batch.begin(), batch.end()).subspan(1));
    if (sample == sample_) return;
    sample_ = sample;
    broadcast(sample, parameters_[0].shape, alpha_of_);
}

void PRelu::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    place_alphas(output.shape);
    const auto width = alpha_of_.size();
    const auto alpha = parameters_[0].value;
    each_chunk(*pass.pool, static_cast<std::size_t>(output.batch()), width, [&](std::size_t first, std::size_t last) {
        for (std::size_t sample = first; sample < last; ++sample)
            for (std::size_t i = 0; i < width; ++i) {
                const float x = inputs[0].data[sample * width + i];
                output.data[sample * width + i] = x > 0 ? x : alpha[alpha_of_[i]] * x;
            }
    });
}

void PRelu::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                     std::span<const Tensor> input_gradients) {
    place_alphas(output.shape);
    const auto width = alpha_of_.size(), batch = static_cast<std::size_t>(output.batch());
    const auto alpha = parameters_[0].value, gradient = parameters_[0].gradient;
    const float *x = inputs[0].data, *dy = output_gradient.data;
    if (!pass.accumulate) std::fill(gradient.begin(), gradient.end(), 0.0f);
    for (std::size_t sample = 0; sample < batch; ++sample)
        for (std::size_t i = 0; i < width; ++i)
            if (const auto at = sample * width + i; !(x[at] > 0)) gradient[alpha_of_[i]] += x[at] * dy[at];
    if (!input_gradients[0]) return;
    each_chunk(*pass.pool, batch, width, [&](std::size_t first, std::size_t last) {
        for (std::size_t sample = first; sample < last; ++sample)
            for (std::size_t i = 0; i < width; ++i) {
                const auto at = sample * width + i;
                input_gradients[0].data[at] = x[at] > 0 ? dy[at] : alpha[alpha_of_[i]] * dy[at];
            }
    });
}

std::unique_ptr<Layer> make_prelu(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    PReluOptions options{.shared_axes = {}, .alpha_initializer = read_initializer(reader, "alpha_initializer", "zeros"),
                         .alpha_regularizer = read_regularizer(reader, "alpha_regularizer")};
    reader.only_default("alpha_constraint", nullptr);
    if (const Json* axes = reader.find("shared_axes")) {
        constexpr NumberRange range{.min = 1, .max = Shape::max_rank - 1};
        const std::string where = reader.path_of("shared_axes");
        if (!axes->is_array()) options.shared_axes.push_back(read_integer(*axes, where, range));
        for (std::size_t i = 0; axes->is_array() && i < axes->size(); ++i)
            options.shared_axes.push_back(read_integer((*axes)[i], where + "[" + std::to_string(i) + "]", range));
    }
    reader.finish();
    return std::make_unique<PRelu>(std::move(options));
}

}  // namespace nabla
