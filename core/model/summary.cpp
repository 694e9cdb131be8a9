#include <algorithm>

#include "core/model/model.h"

namespace nabla {
namespace {

std::string with_commas(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

/// (None, 256): None is the batch.
std::string batch_shape(const Shape& shape) {
    std::string out = "(None";
    for (const auto size : shape) out += ", " + std::to_string(size);
    return out + ")";
}

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size() + 1), ' ');
    return text;
}

}  // namespace

std::vector<SummaryRow> Model::summary() const {
    std::vector<SummaryRow> rows;
    for (const auto& node : nodes_) {
        if (!node.layer) continue;
        SummaryRow row{.name = node.name, .class_name = std::string(node.layer->class_name()), .output_shape = node.output_shape, .connected_to = {}};
        for (const auto& p : node.layer->parameters()) row.parameters += p.shape.elements();
        for (const int input : node.inputs) row.connected_to.push_back(nodes_[static_cast<std::size_t>(input)].name);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string Model::summary_text() const {
    constexpr std::size_t name_width = 32, shape_width = 24;
    const std::string line(name_width + shape_width + 12, '-');
    std::string out = padded("Layer (type)", name_width) + padded("Output Shape", shape_width) + "Param #\n" + line + "\n";
    for (const auto& row : summary())
        out += padded(row.name + " (" + row.class_name + ")", name_width) + padded(batch_shape(row.output_shape), shape_width) + with_commas(row.parameters) + "\n";
    return out + line + "\nTotal params: " + with_commas(parameter_count()) + "\nTrainable params: " + with_commas(static_cast<std::int64_t>(weights_.size())) +
           "\nNon-trainable params: " + with_commas(static_cast<std::int64_t>(state_.size())) + "\n";
}

}  // namespace nabla
