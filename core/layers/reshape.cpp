#include "core/layers/reshape.h"

#include <algorithm>

#include "core/layers/layer_config.h"

namespace nabla {

Json Reshape::config() const { return target_.empty() ? Json::object() : Json{{"target_shape", target_}}; }

Shape Reshape::build(std::span<const Shape> inputs) {
    const auto elements = inputs[0].elements();
    if (target_.empty()) return Shape{elements};
    std::int64_t known = 1;
    for (const auto size : target_) known *= size == -1 ? 1 : size;
    Shape shape;
    for (const auto size : target_) shape.append(size == -1 ? elements / known : size);
    if (shape.elements() != elements)
        throw Error({.code = "layer_input", .where = name, .expected = "a target_shape of " + std::to_string(elements) + " values, as the input " + inputs[0].text() + " has",
                     .received = shape.text(), .advice = {}});
    return shape;
}

void Reshape::forward(const Pass&, std::span<const ConstTensor> inputs, Tensor output) {
    std::copy_n(inputs[0].data, output.size(), output.data);
}

void Reshape::backward(const Pass&, std::span<const ConstTensor>, ConstTensor, ConstTensor output_gradient,
                       std::span<const Tensor> input_gradients) {
    if (input_gradients[0]) std::copy_n(output_gradient.data, output_gradient.size(), input_gradients[0].data);
}

std::unique_ptr<Layer> make_flatten(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    reader.only_default("data_format", "channels_last");
    reader.finish();
    return std::make_unique<Reshape>(std::vector<std::int64_t>{});
}

std::unique_ptr<Layer> make_reshape(const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    const Json& sizes = reader.required("target_shape", "a list of whole numbers");
    const std::string where = reader.path_of("target_shape");
    if (!sizes.is_array() || sizes.empty() || sizes.size() > Shape::max_rank - 1) reader.fail("target_shape", "wrong_type", "a list of 1 to 5 whole numbers");
    std::vector<std::int64_t> target;
    for (const auto& size : sizes) {
        target.push_back(read_integer(size, where + "[" + std::to_string(target.size()) + "]", {.min = -1, .max = 1e9}));
        if (target.back() == 0) reader.fail("target_shape", "out_of_range", "sizes above 0, or one -1");
    }
    if (std::count(target.begin(), target.end(), -1) > 1) reader.fail("target_shape", "out_of_range", "at most one -1");
    reader.finish();
    return std::make_unique<Reshape>(std::move(target));
}

}  // namespace nabla
