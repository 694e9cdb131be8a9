#include "core/layers/layer_config.h"

#include "core/layers/initializer.h"
#include "core/layers/regularizer.h"

namespace nabla {

void ignore_common_keys(const JsonReader& reader) {
    reader.ignore({"name", "dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dim"});
    reader.only_default("trainable", true);
}

Activation read_activation(const JsonReader& reader, std::string_view key, std::string_view fallback) {
    const Json* value = reader.find(key);
    const std::string name = value ? read_text(*value, reader.path_of(key)) : std::string(fallback);
    const auto activation = find_activation(name);
    if (!activation) throw unknown_name(reader.path_of(key), "an activation", name, activation_names());
    return *activation;
}

Json read_initializer(const JsonReader& reader, std::string_view key, std::string_view fallback) {
    const Json* value = reader.find(key);
    return canonical_initializer(value ? *value : Json(std::string(fallback)), reader.path_of(key));
}

Json read_regularizer(const JsonReader& reader, std::string_view key) {
    const Json* value = reader.find(key);
    return value ? canonical_regularizer(*value, reader.path_of(key)) : Json(nullptr);
}

}  // namespace nabla
