#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/json.h"

namespace nabla {

class JsonReader;

/// A Keras object written as {"class_name": ..., "config": {...}} or by its short name ("rmsprop").
struct Named {
    std::string class_name;
    Json config = Json::object();   // complete: defaults filled in
    bool operator==(const Named&) const = default;
};

/// Reads either form; what Keras 3 writes beside class_name and config (module, registered_name, ...) is let through.
/// The config is as written: null or absent becomes {}.
Named read_named(const Json& value, const std::string& path);

/// The choice that is meant, whatever its capitals and underscores: "rmsprop" -> "RMSprop", "glorot_uniform" ->
/// "GlorotUniform". Error "unknown_name" if there is none.
std::string resolve_name(std::string_view received, std::span<const std::string_view> choices, std::string_view what,
                         const std::string& path);
/// The same without an error: "" if there is none.
std::string match_name(std::string_view received, std::span<const std::string_view> choices);

/// What every Keras layer's config may hold besides its own keys (name, trainable, dtype, batch_shape, ...): passes
/// what has no effect here, refuses what would have (dtype other than float32, trainable: false).
void read_common_layer_keys(const JsonReader& config);
/// Constraints and the activity regularizer: known, only at their default. `parameters`: "kernel", "bias", ...
void read_unoffered_layer_keys(const JsonReader& config, std::initializer_list<std::string_view> parameters);

}  // namespace nabla
