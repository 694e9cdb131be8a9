#include <algorithm>
#include <set>

#include "core/model/model.h"

namespace nabla {
namespace {

std::string with_commas(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

/// (None, 256): None is the batch.
std::string shape_text(const Shape& shape) {
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
    const bool chain = graph_.class_name == "Sequential";
    std::set<const Layer*> counted;  // a shared layer's parameters stand in its first row
    for (const auto& node : graph_.nodes) {
        if (!node.layer && chain) continue;
        SummaryRow row{.name = node.name, .class_name = node.layer ? std::string(node.layer->class_name()) : "InputLayer", .output_shape = node.output_shape, .connected_to = {}};
        if (node.layer && counted.insert(node.layer.get()).second)
            for (const auto& p : node.layer->parameters()) row.parameters += p.shape.elements();
        for (const int input : node.inputs) row.connected_to.push_back(graph_.nodes[static_cast<std::size_t>(input)].name);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string Model::summary_text() const {
    constexpr std::size_t name_width = 32, shape_width = 24, count_width = 12;
    const bool chain = graph_.class_name == "Sequential";
    const auto joined = [](const std::vector<std::string>& names) {
        std::string out;
        for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
        return out;
    };
    const std::string line(name_width + shape_width + count_width + (chain ? 0 : 20), '-');
    std::string out = padded("Layer (type)", name_width) + padded("Output Shape", shape_width) + (chain ? "Param #" : padded("Param #", count_width) + "Connected to") + "\n" + line + "\n";
    for (const auto& row : summary()) {
        const std::string count = with_commas(row.parameters);
        out += padded(row.name + " (" + row.class_name + ")", name_width) + padded(shape_text(row.output_shape), shape_width) +
               (chain ? count : padded(count, count_width) + joined(row.connected_to)) + "\n";
    }
    return out + line + "\nTotal params: " + with_commas(parameter_count()) + "\nTrainable params: " + with_commas(static_cast<std::int64_t>(weights_.size())) +
           "\nNon-trainable params: " + with_commas(static_cast<std::int64_t>(state_.size())) + "\n";
}

}  // namespace nabla
