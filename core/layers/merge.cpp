#include "core/layers/merge.h"

#include <algorithm>
#include <array>

#include "core/kernels/chunks.h"
#include "core/layers/layer_config.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 6> merge_classes = {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"};  // in the order of Kind

}  // namespace

std::string_view Merge::class_name() const { return merge_classes[static_cast<std::size_t>(kind_)]; }

Shape Merge::build(std::span<const Shape> inputs) {
    for (const Shape& shape : inputs)
        if (shape != inputs[0])
            throw Error({.code = "layer_input", .where = name, .expected = "inputs of one shape, " + inputs[0].text(), .received = shape.text(), .advice = {}});
    if (kind_ == Kind::subtract && inputs.size() > 2)
        throw Error({.code = "layer_input", .where = name, .expected = "two inputs", .received = std::to_string(inputs.size()), .advice = {}});
    return inputs[0];
}

float Merge::combined(float sum, float x) const {
    switch (kind_) {
        case Kind::add:
        case Kind::average: return sum + x;
        case Kind::subtract: return sum - x;
        case Kind::multiply: return sum * x;
        case Kind::maximum: return sum < x || x != x ? x : sum;  // NaN stays NaN
        case Kind::minimum: return sum > x || x != x ? x : sum;
    }
    return sum;
}

float Merge::slope(std::span<const ConstTensor> inputs, std::size_t k, std::size_t i, float y) const {
    switch (kind_) {
        case Kind::add: return 1;
        case Kind::average: return 1 / static_cast<float>(inputs.size());
        case Kind::subtract: return k == 0 ? 1.0f : -1.0f;
        case Kind::multiply: {
            float product = 1;
            for (std::size_t other = 0; other < inputs.size(); ++other)
                if (other != k) product *= inputs[other].data[i];
            return product;
        }
        case Kind::maximum:
        case Kind::minimum: break;
    }
    for (std::size_t before = 0; before < k; ++before)
        if (inputs[before].data[i] == y) return 0;
    return inputs[k].data[i] == y ? 1.0f : 0.0f;
}

void Merge::forward(const Pass& pass, std::span<const ConstTensor> inputs, Tensor output) {
    const float scale = kind_ == Kind::average ? 1 / static_cast<float>(inputs.size()) : 1.0f;
    each_chunk(*pass.pool, static_cast<std::size_t>(output.size()), 1, [&](std::size_t first, std::size_t last) {
        std::copy(inputs[0].data + first, inputs[0].data + last, output.data + first);
        for (std::size_t k = 1; k < inputs.size(); ++k)
            for (std::size_t i = first; i < last; ++i) output.data[i] = combined(output.data[i], inputs[k].data[i]);
        for (std::size_t i = first; kind_ == Kind::average && i < last; ++i) output.data[i] *= scale;
    });
}

void Merge::backward(const Pass& pass, std::span<const ConstTensor> inputs, ConstTensor output, ConstTensor output_gradient,
                     std::span<const Tensor> input_gradients) {
    each_chunk(*pass.pool, static_cast<std::size_t>(output.size()), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t k = 0; k < inputs.size(); ++k)
            for (std::size_t i = first; input_gradients[k] && i < last; ++i)
                input_gradients[k].data[i] = output_gradient.data[i] * slope(inputs, k, i, output.data[i]);
    });
}

std::unique_ptr<Layer> make_merge(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.finish();
    return std::make_unique<Merge>(static_cast<Merge::Kind>(std::find(merge_classes.begin(), merge_classes.end(), class_name) - merge_classes.begin()));
}

}  // namespace nabla
