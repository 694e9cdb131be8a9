#include "core/model/model_file.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>
#include <utility>

#include "core/error.h"
#include "core/experiment/json_text.h"
#include "core/model/keras2_config.h"

namespace nabla {
namespace {

static_assert(std::endian::native == std::endian::little, "weights.bin is little-endian");
constexpr const char* json_file = "model.json";
constexpr const char* weights_file = "weights.bin";

[[noreturn]] void refuse(const char* file, std::string code, std::string expected, std::string received) {
    throw Error({.code = std::move(code), .where = file, .expected = std::move(expected), .received = std::move(received),
                 .advice = "Save the model again, or take both files from one place."});
}

/// A parameter as it is listed: "dense_1/kernel".
struct Slot {
    std::string name;
    const Parameter* parameter;
};

std::vector<Slot> parameters_of(const Model& model) {
    std::vector<Slot> all;
    std::set<const Layer*> seen;  // a shared layer's are listed once
    for (const auto& node : model.nodes())
        if (node.layer && seen.insert(node.layer.get()).second)
            for (const auto& parameter : node.layer->parameters()) all.push_back({node.layer->name + "/" + parameter.name, &parameter});
    return all;
}

Json parse_json(const std::string& text) {
    auto json = parse_json_text(text, json_file);
    if (!json.is_object()) refuse(json_file, "wrong_format", "a JSON object", "something else");
    return json;
}

const Json& member(const Json& json, const char* key, const char* expected) {
    const auto found = json.find(key);
    if (found == json.end()) refuse(json_file, "missing_key", std::string("\"") + key + "\": " + expected, "a file without it");
    return *found;
}

const Json& list(const Json& json, const char* key) {
    const auto& found = member(json, key, "a list");
    if (!found.is_array()) refuse(json_file, "wrong_type", std::string("a list at \"") + key + "\"", std::string(found.type_name()));
    return found;
}

std::string text(const Json& json, const char* key) {
    const auto& found = member(json, key, "a text");
    if (!found.is_string()) refuse(json_file, "wrong_type", std::string("a text at \"") + key + "\"", std::string(found.type_name()));
    return found.get<std::string>();
}

/// One entry of the weights manifest, and where its values lie in weights.bin.
struct Stored {
    std::string name;
    Shape shape;
    std::size_t offset;
};

Shape read_shape(const Json& sizes, const std::string& name) {
    Shape shape;
    for (const auto& size : sizes) {
        if (!size.is_number_unsigned() || shape.rank() == Shape::max_rank || size.get<std::uint64_t>() > 1'000'000'000)
            refuse(json_file, "wrong_shape", "sizes of \"" + name + "\"", sizes.dump());
        shape.append(size.get<std::int64_t>());
    }
    return shape;
}

std::vector<Stored> read_manifest(const Json& json, std::size_t bytes) {
    std::vector<Stored> all;
    std::uint64_t offset = 0;
    for (const auto& group : list(json, "weightsManifest"))
        for (const auto& entry : list(group, "weights")) {
            const auto name = text(entry, "name");
            if (text(entry, "dtype") != "float32" || entry.contains("quantization"))
                refuse(json_file, "wrong_format", "float32 weights, not quantized, for \"" + name + "\"", entry.contains("quantization") ? "quantized" : text(entry, "dtype"));
            all.push_back({name, read_shape(list(entry, "shape"), name), static_cast<std::size_t>(offset)});
            std::uint64_t values = 1;  // stops growing once no file could hold it: no overflow
            for (auto size : all.back().shape) values = std::min<std::uint64_t>(values * static_cast<std::uint64_t>(size), std::uint64_t{1} << 33);
            offset += 4 * values;
            if (offset > bytes)
                refuse(weights_file, "truncated_file", "at least " + std::to_string(offset) + " bytes, up to \"" + name + "\"", std::to_string(bytes));
        }
    if (offset != bytes) refuse(weights_file, "count_mismatch", std::to_string(offset) + " bytes, as model.json lists them", std::to_string(bytes));
    return all;
}

/// For each parameter its entry: by name if all names are there, else by position.
std::vector<const Stored*> match(const std::vector<Slot>& parameters, const std::vector<Stored>& stored) {
    if (parameters.size() != stored.size())
        refuse(json_file, "count_mismatch", std::to_string(parameters.size()) + " weights for this model", std::to_string(stored.size()));
    std::vector<const Stored*> found;
    for (const auto& [name, parameter] : parameters) {
        const auto entry = std::find_if(stored.begin(), stored.end(), [&](const Stored& s) { return s.name == name; });
        if (entry != stored.end()) found.push_back(&*entry);
    }
    if (found.size() == parameters.size()) return found;
    found.clear();
    for (const auto& entry : stored) found.push_back(&entry);
    return found;
}

/// TensorFlow.js and old Keras took a GRU without "reset_after" for one with the reset gate in front, today's Keras for one with it behind;
/// the bias tells: one row, or two.
void settle_reset_after(Json& layer, const std::string& name, const Json& file) {
    if (!layer.is_object() || !layer.contains("config") || !layer["config"].is_object()) return;
    Json& config = layer["config"];
    const auto own = config.contains("name") && config["name"].is_string() ? config["name"].get<std::string>() : std::string();
    if (layer.contains("class_name") && layer["class_name"] == "Bidirectional" && config.contains("layer")) return settle_reset_after(config["layer"], own, file);
    if (!layer.contains("class_name") || layer["class_name"] != "GRU" || config.contains("reset_after")) return;
    const auto prefix = (name.empty() ? own : name) + "/";
    for (const auto& group : list(file, "weightsManifest"))
        for (const auto& entry : list(group, "weights")) {
            const auto weight = text(entry, "name");
            if (weight.starts_with(prefix) && weight.ends_with("/bias") && list(entry, "shape").size() == 1) config["reset_after"] = false;
        }
}

}  // namespace

ModelFiles save_model(const Model& model) {
    const auto topology = to_keras2(model);
    ModelFiles files;
    Json weights = Json::array();
    for (const auto& [name, parameter] : parameters_of(model)) {
        weights.push_back({{"name", name}, {"shape", std::vector<std::int64_t>(parameter->shape.begin(), parameter->shape.end())}, {"dtype", "float32"}});
        const auto at = files.weights.size(), bytes = parameter->value.size_bytes();
        files.weights.resize(at + bytes);
        if (bytes > 0) std::memcpy(files.weights.data() + at, parameter->value.data(), bytes);
    }
    Json keras = topology;
    keras["keras_version"] = "2.15.0";
    keras["backend"] = "nabla";
    const Json json = {{"format", "layers-model"}, {"generatedBy", "Nabla"}, {"convertedBy", nullptr}, {"modelTopology", std::move(keras)},
                       {"weightsManifest", Json::array({{{"paths", Json::array({weights_file})}, {"weights", std::move(weights)}}})}};
    files.json = json.dump(1);
    for (const auto& name : beyond_tensorflow_js(topology)) files.warnings.push_back(name);
    return files;
}

Json model_config_from(const ModelFiles& files) {
    const auto json = parse_json(files.json);
    const auto* topology = &member(json, "modelTopology", "the layers");
    if (topology->is_object() && topology->contains("model_config")) topology = &(*topology)["model_config"];
    if (!topology->is_object()) refuse(json_file, "wrong_type", "an object at \"modelTopology\"", topology->type_name());
    text(*topology, "class_name");
    Json config = member(*topology, "config", "the layers");
    if (config.is_array()) config = Json{{"layers", std::move(config)}};
    if (!config.is_object()) refuse(json_file, "wrong_type", "an object at \"config\"", config.type_name());
    list(config, "layers");
    if (json.contains("weightsManifest"))
        for (auto& layer : config["layers"]) settle_reset_after(layer, {}, json);
    return from_keras2({{"class_name", (*topology)["class_name"]}, {"config", std::move(config)}});
}

std::vector<std::string> weight_paths(const std::string& json) {
    std::vector<std::string> paths;
    const auto parsed = parse_json(json);
    for (const auto& group : list(parsed, "weightsManifest"))
        for (const auto& path : list(group, "paths")) {
            if (!path.is_string()) refuse(json_file, "wrong_type", "file names at \"paths\"", path.type_name());
            paths.push_back(path.get<std::string>());
        }
    return paths;
}

void load_weights(Model& model, const ModelFiles& files) {
    const auto json = parse_json(files.json);
    const auto stored = read_manifest(json, files.weights.size());
    const auto parameters = parameters_of(model);
    const auto found = match(parameters, stored);
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (parameters[i].parameter->shape != found[i]->shape)
            refuse(json_file, "wrong_shape", "\"" + parameters[i].name + "\" of shape " + parameters[i].parameter->shape.text(),
                   "\"" + found[i]->name + "\" of shape " + found[i]->shape.text());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto value = parameters[i].parameter->value;
        if (!value.empty()) std::memcpy(value.data(), files.weights.data() + found[i]->offset, value.size_bytes());
    }
}

Model load_model(const ModelFiles& files, std::span<const Shape> inputs, const std::string& path) {
    const Json config = model_config_from(files);
    const Graph graph = read_graph(config, inputs, path);
    std::set<const Layer*> seen;
    std::size_t bytes = 0;
    for (const auto& node : graph.nodes)
        if (node.layer && seen.insert(node.layer.get()).second)
            for (const auto& parameter : node.layer->parameters()) bytes += static_cast<std::size_t>(parameter.shape.elements()) * sizeof(float);
    if (bytes != files.weights.size()) refuse(weights_file, "count_mismatch", std::to_string(bytes) + " bytes for this model", std::to_string(files.weights.size()));
    Model model(config, inputs, path);
    load_weights(model, files);
    return model;
}

}  // namespace nabla
