#include "core/experiment/named.h"

#include "core/experiment/json_reader.h"

namespace nabla {

NamedJson read_named(const Json& json, const std::string& path) {
    if (json.is_string()) return {json.get<std::string>(), Json::object(), path};
    const JsonReader reader(json, path);
    reader.ignore({"module", "registered_name", "build_config", "inbound_nodes", "name"});
    NamedJson named{reader.text("class_name"), Json::object(), reader.path_of("config")};
    if (const Json* config = reader.find("config")) named.config = *config;
    reader.finish();
    return named;
}

}  // namespace nabla
