#include "core/experiment/named.h"

#include <cctype>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

std::string plain(std::string_view name) {
    std::string result;
    for (char c : name)
        if (c != '_') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

}  // namespace

NamedJson read_named(const Json& json, const std::string& path) {
    if (json.is_string()) return {json.get<std::string>(), Json::object(), path};
    if (!json.is_object())
        throw Error({.code = "wrong_type", .where = path, .expected = "a name or {\"class_name\": ..., \"config\": {...}}",
                     .received = shown(json), .advice = {}});
    const JsonReader reader(json, path);
    // name and inbound_nodes stand beside a functional model's layers.
    reader.ignore({"module", "registered_name", "build_config", "compile_config", "inbound_nodes", "name"});
    NamedJson named{reader.text("class_name"), Json::object(), reader.path_of("config")};
    if (const Json* config = reader.find("config")) named.config = *config;
    if (!named.config.is_object()) reader.fail("config", "wrong_type", "an object, {...}");
    reader.finish();
    return named;
}

std::string match_name(std::string_view received, std::span<const std::string_view> choices) {
    for (auto choice : choices)
        if (plain(choice) == plain(received)) return std::string(choice);
    return {};
}

std::string resolve_name(std::string_view received, std::span<const std::string_view> choices, std::string_view what,
                         const std::string& path) {
    auto match = match_name(received, choices);
    if (match.empty()) throw unknown_name(path, what, received, choices);
    return match;
}

}  // namespace nabla
