#include "core/experiment/compile_options.h"

#include <algorithm>

#include "core/experiment/compile_outputs.h"
#include "core/experiment/json_reader.h"
#include "core/optimizers/optimizer.h"

namespace nabla {
namespace {

/// One output whose loss counts as it is needs no list of outputs.
void settle(CompileOptions& options) {
    auto& outputs = options.outputs;
    const auto compared = std::find_if(outputs.begin(), outputs.end(), [](const OutputOptions& output) { return !output.loss.empty(); });
    options.loss = compared->loss;
    options.loss_config = compared->loss_config;
    for (const auto& output : outputs)
        for (const auto& name : output.metrics) options.metrics.push_back(log_prefix(options, output) + name);
    if (outputs.size() > 1) return;
    options.metric_configs = outputs[0].metric_configs;
    if (outputs[0].weight == 1) outputs.clear();
}

}  // namespace

CompileOptions parse_compile(const Json& json, const std::string& path, const std::vector<std::string>& outputs) {
    const JsonReader read(json, path);
    CompileOptions options;
    const Json standard = "RMSprop";
    const auto* optimizer = read.find("optimizer");
    const auto at = read.path_of("optimizer");
    auto named = read_named(optimizer ? *optimizer : standard, at);
    options.optimizer = canonical_optimizer({std::move(named.name), std::move(named.config)}, at);
    for (const auto& name : outputs) options.outputs.push_back({.name = name, .loss = {}});
    read_output_losses(read, options);
    read_output_metrics(read, options);
    settle(options);
    read.ignore({"jit_compile", "run_eagerly", "auto_scale_loss"});
    read.only_default("steps_per_execution", 1);
    read.only_default("weighted_metrics", nullptr);
    read.finish();
    return options;
}

std::vector<OutputOptions> output_options(const CompileOptions& options) {
    if (!options.outputs.empty()) return options.outputs;
    return {{.name = {}, .loss = options.loss, .loss_config = options.loss_config, .metrics = options.metrics, .metric_configs = options.metric_configs}};
}

std::size_t compared_output(const CompileOptions& options) {
    const auto& outputs = options.outputs;
    const auto compared = std::find_if(outputs.begin(), outputs.end(), [](const OutputOptions& output) { return !output.loss.empty(); });
    return compared == outputs.end() ? 0 : static_cast<std::size_t>(compared - outputs.begin());
}

std::string log_prefix(const CompileOptions& options, const OutputOptions& output) { return options.outputs.size() > 1 ? output.name + "_" : std::string(); }

std::vector<std::string> logged_names(const CompileOptions& options) {
    std::vector<std::string> names = {"loss"};
    const auto compared = std::count_if(options.outputs.begin(), options.outputs.end(), [](const OutputOptions& output) { return !output.loss.empty(); });
    for (const auto& output : options.outputs)
        if (compared > 1 && !output.loss.empty()) names.push_back(output.name + "_loss");
    names.insert(names.end(), options.metrics.begin(), options.metrics.end());
    return names;
}

Json compile_json(const CompileOptions& options) {
    Json json = Json::object();
    json["optimizer"] = {{"class_name", options.optimizer.class_name}, {"config", options.optimizer.config}};
    if (options.outputs.size() > 1) {
        write_outputs(options, json);
        return json;
    }
    const auto only = output_options(options).front();
    json["loss"] = loss_json(only);
    if (only.weight != 1) json["loss_weights"] = Json::array({only.weight});
    json["metrics"] = metrics_json(only);
    return json;
}

}  // namespace nabla
