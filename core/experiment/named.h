#pragma once
#include <span>
#include <string>
#include <string_view>

#include "core/json.h"

namespace nabla {

/// An optimizer, a callback: class and complete config.
struct Named {
    std::string class_name;
    Json config = Json::object();   // defaults filled in
    bool operator==(const Named&) const = default;
};

/// A Keras object as it was written: {"class_name": "RMSprop", "config": {...}} or just "rmsprop".
struct NamedJson {
    std::string name;
    Json config = Json::object();
    std::string config_path;  // where config stands, for errors
};

/// Throws Error at `path` for anything else; "registered_name", "module" and "build_config" (Keras 3 writes them) are ignored.
NamedJson read_named(const Json& json, const std::string& path);

/// The choice that is meant, whatever its capitals and underscores: "rmsprop" is "RMSprop", "glorot_uniform" is
/// "GlorotUniform". "" if there is none.
std::string match_name(std::string_view received, std::span<const std::string_view> choices);
/// The same; if there is none, Error "unknown_name" that lists the choices. what: "an optimizer".
std::string resolve_name(std::string_view received, std::span<const std::string_view> choices, std::string_view what,
                         const std::string& path);

}  // namespace nabla
