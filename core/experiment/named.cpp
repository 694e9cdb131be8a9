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

Named read_named(const Json& value, const std::string& path) {
    if (value.is_string()) return {value.get<std::string>(), Json::object()};
    if (!value.is_object())
        throw Error({.code = "wrong_type", .where = path, .expected = "a name or {\"class_name\": ..., \"config\": {...}}",
                     .received = shown(value), .advice = {}});
    const JsonReader read(value, path);
    Named named{read.text("class_name"), Json::object()};
    if (const auto* config = read.find("config")) named.config = *config;
    if (!named.config.is_object()) read.fail("config", "wrong_type", "an object, {...}");
    // inbound_nodes and name stand beside a functional model's layers.
    read.ignore({"module", "registered_name", "build_config", "compile_config", "name", "inbound_nodes"});
    read.finish();
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

void read_common_layer_keys(const JsonReader& config) {
    config.ignore({"name", "batch_input_shape", "batch_shape", "input_shape", "input_dtype", "input_dim", "sparse", "ragged", "autocast"});
    config.only_default("trainable", true);
    // Keras 3 writes {"class_name": "DTypePolicy", "config": {"name": "float32"}}, Keras 2 and TensorFlow.js "float32".
    const auto* dtype = config.find("dtype");
    if (!dtype) return;
    const Json policy = dtype->is_object() ? read_named(*dtype, config.path_of("dtype")).config.value("name", Json()) : *dtype;
    if (policy != "float32")
        config.fail("dtype", "unsupported", "\"float32\"", "Every number here is a 32-bit float; leave dtype out.");
}

void read_unoffered_layer_keys(const JsonReader& config, std::initializer_list<std::string_view> parameters) {
    for (auto parameter : parameters) config.only_default(std::string(parameter) + "_constraint", nullptr);
    config.only_default("activity_regularizer", nullptr);
}

}  // namespace nabla
