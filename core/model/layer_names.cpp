#include "core/model/layer_names.h"

#include <cctype>

#include "core/error.h"

namespace nabla {

std::string snake_case(std::string_view class_name) {
    const auto upper = [&](std::size_t i) { return std::isupper(static_cast<unsigned char>(class_name[i])) != 0; };
    std::string out;
    for (std::size_t i = 0; i < class_name.size(); ++i) {
        const bool starts_word = upper(i) && i > 0 && (!upper(i - 1) || (i + 1 < class_name.size() && !upper(i + 1)));
        if (starts_word) out += '_';
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(class_name[i])));
    }
    return out;
}

void LayerNames::assign(Layer& layer) {
    if (layer.name.empty()) {
        const std::string base = snake_case(layer.class_name());
        do {
            const int n = counts_[base]++;
            layer.name = n ? base + "_" + std::to_string(n) : base;
        } while (taken_.contains(layer.name));
    } else if (taken_.contains(layer.name)) {
        throw Error({.code = "duplicate_name", .where = "model", .expected = "a name for each layer", .received = "\"" + layer.name + "\" twice",
                     .advice = "Rename one of them."});
    }
    taken_.insert(layer.name);
}

Json layer_name_in(const Json& layer) {
    if (!layer.is_object()) return {};
    if (const auto name = layer.find("name"); name != layer.end()) return *name;
    const auto config = layer.find("config");
    return config != layer.end() && config->is_object() ? config->value("name", Json()) : Json();
}

bool is_input_layer(const Json& layer) {
    if (!layer.is_object() || !layer.contains("class_name")) return false;
    return layer["class_name"] == "InputLayer" || layer["class_name"] == "Input";
}

}  // namespace nabla
