#include "core/layers/concatenate.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {

Shape Concatenate::build(std::span<const Shape> inputs) {
    Shape shape = inputs[0];
    const auto rank = static_cast<std::int64_t>(shape.rank());
    const auto at = axis_ < 0 ? axis_ + rank : axis_ - 1;  // without the batch
    if (at < 0 || at >= rank)
        throw Error({.code = "layer_input", .where = name, .expected = "inputs with axis " + std::to_string(axis_), .received = shape.text(), .advice = {}});
    at_ = static_cast<std::size_t>(at) + 1;
    std::int64_t sum = 0;
    for (const Shape& input : inputs) {
        Shape like = input;
        if (input.rank() == shape.rank()) like[at_ - 1] = shape[at_ - 1];
        if (like != shape)
            throw Error({.code = "layer_input", .where = name, .expected = "inputs that agree with " + shape.text() + " but for axis " + std::to_string(axis_),
                         .received = input.text(), .advice = {}});
        sum += input[at_ - 1];
    }
    shape[at_ - 1] = sum;
    along_steps_ = rank == 2 && at_ == 1;
    steps_ = shape[0];
    return shape;
}

std::int64_t Concatenate::run_of(const Shape& batched) const {
    std::int64_t run = 1;
    for (std::size_t axis = at_; axis < batched.rank(); ++axis) run *= batched[axis];
    return run;
}

void Concatenate::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const auto width = run_of(output.shape);
    each_chunk(*pass.pool, static_cast<std::size_t>(output.size() / width), static_cast<std::size_t>(width), [&](std::size_t first, std::size_t last) {
        for (auto row = static_cast<std::int64_t>(first); row < static_cast<std::int64_t>(last); ++row) {
            float* to = output.data + row * width;
            for (const auto& input : inputs) {
                const auto run = run_of(input.shape);
                to = std::copy_n(input.data + row * run, run, to);
            }
        }
    });
}

void Concatenate::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                           std::span<const Tensor> input_gradients) {
    const auto width = run_of(output.shape);
    each_chunk(*pass.pool, static_cast<std::size_t>(output.size() / width), static_cast<std::size_t>(width), [&](std::size_t first, std::size_t last) {
        for (auto row = static_cast<std::int64_t>(first); row < static_cast<std::int64_t>(last); ++row) {
            const float* from = output_gradient.data + row * width;
            for (std::size_t k = 0; k < inputs.size(); ++k) {
                const auto run = run_of(inputs[k].shape);
                if (input_gradients[k]) std::copy_n(from, run, input_gradients[k].data + row * run);
                from += run;
            }
        }
    });
}

std::int64_t Concatenate::mask_steps(std::span<const std::int64_t> inputs) const {
    const auto most = *std::max_element(inputs.begin(), inputs.end());
    return most > 0 && along_steps_ ? steps_ : most;
}

void Concatenate::compute_mask(std::span<const ConstTensor> inputs, std::span<const std::span<const float>> masks, std::span<float> mask) const {
    if (!along_steps_) return Layer::compute_mask(inputs, masks, mask);
    float* to = mask.data();
    for (std::int64_t sample = 0; sample < inputs[0].batch(); ++sample)
        for (std::size_t k = 0; k < inputs.size(); ++k) {
            const auto steps = inputs[k].shape[1];
            to = masks[k].empty() ? std::fill_n(to, steps, 1.0f) : std::copy_n(masks[k].data() + sample * steps, steps, to);
        }
}

std::unique_ptr<Layer> make_concatenate(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    constexpr double most = Shape::max_rank - 1;
    const auto axis = reader.integer("axis", -1, {.min = -most, .max = most});
    if (axis == 0) reader.fail("axis", "out_of_range", "an axis other than the batch's");
    reader.finish();
    return std::make_unique<Concatenate>(axis);
}

}  // namespace nabla
