#include "core/layers/layer.h"

#include <array>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/layers/activation_layer.h"
#include "core/layers/dense.h"
#include "core/layers/dropout.h"
#include "core/layers/reshape.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 9> class_names = {"Dense", "Activation", "Dropout", "Flatten", "Reshape", "LeakyReLU", "ELU", "ReLU", "Softmax"};

}  // namespace

std::span<const std::string_view> layer_class_names() { return class_names; }

std::unique_ptr<Layer> make_layer(const Json& json, const std::string& path) {
    const NamedJson named = read_named(json, path);
    const std::string& type = named.name;
    const auto make = [&]() -> std::unique_ptr<Layer> {
        if (type == "Dense") return make_dense(named.config, named.config_path);
        if (type == "Dropout") return make_dropout(named.config, named.config_path);
        if (type == "Flatten") return make_flatten(named.config, named.config_path);
        if (type == "Reshape") return make_reshape(named.config, named.config_path);
        for (const std::string_view activation : {"Activation", "LeakyReLU", "ELU", "ReLU", "Softmax"})
            if (type == activation) return make_activation_layer(type, named.config, named.config_path);
        throw unknown_name(path, "a layer class", type, class_names);
    };
    auto layer = make();
    if (named.config.is_object() && named.config.contains("name") && named.config["name"].is_string()) layer->name = named.config["name"].get<std::string>();
    return layer;
}

}  // namespace nabla
