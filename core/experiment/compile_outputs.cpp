#include "core/experiment/compile_outputs.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/losses/loss.h"
#include "core/metrics/metric.h"

namespace nabla {
namespace {

constexpr double largest_weight = 1e6;

/// What was written for one output, null if nothing was, and where.
struct Given {
    const Json* json = nullptr;
    std::string path;
};

std::string quoted_names(const std::vector<OutputOptions>& outputs) {
    std::string text;
    for (const auto& output : outputs) text += (text.empty() ? "\"" : ", \"") + output.name + "\"";
    return text;
}

void check_names(const Json& by_name, const std::string& path, const std::vector<OutputOptions>& outputs) {
    std::vector<std::string_view> names;
    for (const auto& output : outputs) names.push_back(output.name);
    for (const auto& [key, value] : by_name.items())
        if (std::find(names.begin(), names.end(), key) == names.end()) throw unknown_name(path + "." + key, "an output of this model", key, names);
}

/// A list has an entry an output, an object has them by name; anything else is null.
std::vector<Given> by_output(const Json& json, const std::string& path, const std::vector<OutputOptions>& outputs) {
    std::vector<Given> given(outputs.size());
    if (json.is_array() && json.size() != outputs.size())
        throw Error({.code = "wrong_length", .where = path, .expected = std::to_string(outputs.size()) + " entries, one an output: " + quoted_names(outputs),
                     .received = std::to_string(json.size()), .advice = "Or write them by name, {\"" + outputs[0].name + "\": ...}."});
    if (json.is_object()) check_names(json, path, outputs);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const Json* value = nullptr;
        if (json.is_array()) value = &json[i];
        else if (const auto found = json.find(outputs[i].name); json.is_object() && found != json.end()) value = &*found;
        if (value && !value->is_null()) given[i].json = value;
        given[i].path = path + (json.is_array() ? "[" + std::to_string(i) + "]" : "." + outputs[i].name);
    }
    return given;
}

/// A name, or {"class_name": ..., "config": ...}: one loss, not losses by output.
bool is_one_loss(const Json& json, const std::vector<OutputOptions>& outputs) {
    if (!json.is_structured()) return true;
    return json.is_object() && json.contains("class_name") && std::none_of(outputs.begin(), outputs.end(), [](const OutputOptions& output) { return output.name == "class_name"; });
}

}  // namespace

void read_loss(const Json& json, const std::string& path, OutputOptions& output) {
    const auto named = read_named(json, path);
    output.loss = canonical_loss_name(named.name, path);
    output.loss_config = Json::object();
    make_loss(output.loss, named.config, path);
    for (const auto& [key, standard] : {std::pair<const char*, Json>{"delta", 1.0}, {"label_smoothing", 0.0}, {"from_logits", false}})
        if (const auto set = named.config.find(key); set != named.config.end() && !set->is_null() && *set != standard) output.loss_config[key] = *set;
}

void read_metrics(const Json& metrics, const std::string& path, OutputOptions& output) {
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        const auto here = path + "[" + std::to_string(i) + "]";
        auto named = read_named(metrics[i], here);
        auto name = canonical_metric_name(named.name, here);
        make_metric(name, here, named.config);
        if (std::find(output.metrics.begin(), output.metrics.end(), name) != output.metrics.end())
            throw Error({.code = "duplicate", .where = here, .expected = "each metric once", .received = "\"" + name + "\" twice", .advice = {}});
        for (const auto* key : {"k", "thresholds", "threshold"})
            if (const auto set = named.config.find(key); set != named.config.end() && !set->is_null()) output.metric_configs[name][key] = *set;
        output.metrics.push_back(std::move(name));
    }
}

void read_output_losses(const JsonReader& compile, CompileOptions& options) {
    auto& outputs = options.outputs;
    const auto path = compile.path_of("loss");
    const auto& json = compile.required("loss", "a loss: " + listed(loss_names()));
    if (is_one_loss(json, outputs)) {
        for (auto& output : outputs) read_loss(json, path, output);
    } else {
        const auto given = by_output(json, path, outputs);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            if (given[i].json) read_loss(*given[i].json, given[i].path, outputs[i]);
            else if (json.is_object() && !json.contains(outputs[i].name))
                throw Error({.code = "missing_key", .where = given[i].path, .expected = "a loss, or null where this output is compared with nothing", .received = "nothing", .advice = {}});
        }
        if (std::none_of(given.begin(), given.end(), [](const Given& g) { return g.json != nullptr; }))
            compile.fail("loss", "missing_key", "a loss of at least one output");
    }
    const auto* weights = compile.find("loss_weights");
    if (!weights) return;
    const auto weights_path = compile.path_of("loss_weights");
    const auto range = NumberRange::between(0, largest_weight);
    if (weights->is_number() && outputs.size() == 1) outputs[0].weight = read_number(*weights, weights_path, range);
    else if (!weights->is_structured()) compile.fail("loss_weights", "wrong_type", "a number for each output, as a list or by name: " + quoted_names(outputs));
    if (!weights->is_structured()) return;
    const auto given = by_output(*weights, weights_path, outputs);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (given[i].json) outputs[i].weight = read_number(*given[i].json, given[i].path, range);
}

void read_output_metrics(const JsonReader& compile, CompileOptions& options) {
    auto& outputs = options.outputs;
    const auto* json = compile.find("metrics");
    if (!json || (json->is_array() && json->empty())) return;
    const auto path = compile.path_of("metrics");
    if (!json->is_structured()) compile.fail("metrics", "wrong_type", "a list of metrics, or metrics by output", "Write {\"" + outputs[0].name + "\": [\"mae\"]}.");
    if (outputs.size() == 1 && json->is_array()) return read_metrics(*json, path, outputs[0]);
    const auto given = by_output(*json, path, outputs);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!given[i].json) continue;
        if (given[i].json->is_array()) read_metrics(*given[i].json, given[i].path, outputs[i]);
        else read_metrics(Json::array({*given[i].json}), given[i].path, outputs[i]);
    }
}

Json loss_json(const OutputOptions& output) {
    if (output.loss.empty()) return nullptr;
    if (output.loss_config.empty()) return output.loss;
    return {{"class_name", output.loss}, {"config", output.loss_config}};
}

Json metrics_json(const OutputOptions& output) {
    Json json = Json::array();
    for (const auto& name : output.metrics) {
        const auto config = output.metric_configs.find(name);
        if (config == output.metric_configs.end()) json.push_back(name);
        else json.push_back({{"class_name", name}, {"config", *config}});
    }
    return json;
}

void write_outputs(const CompileOptions& options, Json& json) {
    const auto& outputs = options.outputs;
    json["loss"] = Json::object();
    for (const auto& output : outputs) json["loss"][output.name] = loss_json(output);
    if (std::any_of(outputs.begin(), outputs.end(), [](const OutputOptions& output) { return output.weight != 1; }))
        for (const auto& output : outputs) json["loss_weights"][output.name] = output.weight;
    json["metrics"] = Json::object();
    for (const auto& output : outputs)
        if (!output.metrics.empty()) json["metrics"][output.name] = metrics_json(output);
}

}  // namespace nabla
