#pragma once
#include <string>

#include "core/json.h"

namespace nabla {

/// A Keras object as it was written: {"class_name": "RMSprop", "config": {...}} or just "rmsprop".
struct NamedJson {
    std::string name;
    Json config = Json::object();
    std::string config_path;  // where config stands, for errors
};

/// Throws Error at `path` for anything else; "registered_name", "module" and "build_config" (Keras 3 writes them) are ignored.
NamedJson read_named(const Json& json, const std::string& path);

}  // namespace nabla
