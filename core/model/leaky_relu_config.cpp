#include "core/model/leaky_relu_config.h"

#include <string>
#include <utility>
#include <vector>

namespace nabla {
namespace {

constexpr double slope = 0.2;  // of the function; the layer's own default is 0.3
const std::string suffix = "_leaky_relu";

using Renamed = std::vector<std::pair<std::string, std::string>>;

/// Layers whose activation comes last; inside a recurrent one it has no layer's place.
bool ends_in_activation(const Json& layer) {
    const Json name = layer.value("class_name", Json());
    return name == "Dense" || name == "Conv1D" || name == "Conv2D";
}

bool has(const Json& layer, const char* key, const Json& value) { return layer["config"].is_object() && layer["config"].value(key, Json()) == value; }

Json leaky_layer(const std::string& name) { return {{"class_name", "LeakyReLU"}, {"config", {{"name", name}, {"alpha", slope}, {"dtype", "float32"}}}}; }

/// Visits every mention [layer, call, 0] in inbound_nodes or output_layers.
template <class J, class F>
void each_mention(J& json, const F& f) {
    if (!json.is_array()) return;
    if (json.size() >= 3 && json[0].is_string() && json[1].is_number()) return f(json);
    for (auto& child : json) each_mention(child, f);
}

/// In what `reader` reads; not where it is itself the new name.
void redirect(Json& json, const Renamed& renamed, const Json& reader = {}) {
    each_mention(json, [&](Json& mention) {
        for (const auto& [from, to] : renamed)
            if (mention[0] == from && reader != to) return void(mention[0] = to);
    });
}

/// The node of a layer that reads call `call` of `name`.
Json reads(const std::string& name, std::size_t call) { return Json::array({Json::array({name, call, 0, Json::object()})}); }

/// The name of the layer that this LeakyReLU was part of; empty for any other layer.
std::string split_from(const Json& layer) {
    if (!layer.is_object() || layer.value("class_name", Json()) != "LeakyReLU" || !layer.contains("config") || !has(layer, "alpha", slope)) return {};
    const Json name = layer["config"].value("name", Json());
    if (!name.is_string() || !name.get<std::string>().ends_with(suffix)) return {};
    return name.get<std::string>().substr(0, name.get<std::string>().size() - suffix.size());
}

/// Whether each call of `behind`, and nothing else, reads the same call of `layer`.
bool reads_it_alone(const Json& config, const Json& layer, const Json& behind, const std::string& name) {
    const Json nodes = layer.value("inbound_nodes", Json()), nodes_behind = behind.value("inbound_nodes", Json());
    if (!nodes.is_array() || !nodes_behind.is_array() || nodes.size() != nodes_behind.size()) return false;
    for (std::size_t call = 0; call < nodes.size(); ++call)
        if (nodes_behind[call] != reads(name, call)) return false;
    std::size_t mentions = 0;
    const auto count = [&](const Json& mention) { mentions += mention[0] == name; };
    each_mention(config["output_layers"], count);
    for (const auto& other : config["layers"])
        if (other.is_object() && other.contains("inbound_nodes")) each_mention(other["inbound_nodes"], count);
    return mentions == nodes.size();
}

}  // namespace

void split_leaky_relu(Json& model) {
    auto& config = model["config"];
    const bool functional = config.contains("output_layers");
    Json layers = Json::array();
    Renamed renamed;
    for (auto& layer : config["layers"]) {
        layers.push_back(layer);
        if (!has(layer, "activation", "leaky_relu")) continue;
        auto& written = layers.back();
        const auto name = layer["config"]["name"].get<std::string>();
        if (!ends_in_activation(layer) && layer["class_name"] != "Activation") continue;
        if (layer["class_name"] == "Activation") {
            written["class_name"] = "LeakyReLU";
            written["config"].erase("activation");
            written["config"]["alpha"] = slope;
            continue;
        }
        written["config"]["activation"] = "linear";
        auto behind = leaky_layer(name + suffix);
        if (functional) {
            behind["name"] = name + suffix;
            behind["inbound_nodes"] = Json::array();
            for (std::size_t call = 0; call < layer["inbound_nodes"].size(); ++call) behind["inbound_nodes"].push_back(reads(name, call));
            renamed.emplace_back(name, name + suffix);
        }
        layers.push_back(std::move(behind));
    }
    for (auto& layer : layers)
        if (functional) redirect(layer["inbound_nodes"], renamed, layer["config"]["name"]);
    if (functional) redirect(config["output_layers"], renamed);
    config["layers"] = std::move(layers);
}

void join_leaky_relu(Json& model) {
    auto& config = model["config"];
    const bool functional = config.contains("output_layers");
    Json layers = Json::array();
    Renamed renamed;
    for (auto& layer : config["layers"]) {
        const auto name = split_from(layer);
        Json* before = nullptr;
        for (auto& one : layers)
            if (!name.empty() && one.is_object() && ends_in_activation(one) && one.contains("config") && has(one, "name", name) && has(one, "activation", "linear")) before = &one;
        const bool whole = before && (functional ? reads_it_alone(config, *before, layer, name) : before == &layers.back());
        if (!whole) {
            layers.push_back(layer);
            continue;
        }
        (*before)["config"]["activation"] = "leaky_relu";
        renamed.emplace_back(name + suffix, name);
    }
    if (renamed.empty()) return;
    for (auto& layer : layers)
        if (functional && layer.is_object() && layer.contains("inbound_nodes")) redirect(layer["inbound_nodes"], renamed);
    if (functional) redirect(config["output_layers"], renamed);
    config["layers"] = std::move(layers);
}

}  // namespace nabla
