#include "core/experiment/compile_options.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/losses/loss.h"
#include "core/metrics/metric.h"
#include "core/optimizers/optimizer.h"

namespace nabla {
namespace {

/// A loss is a name or {"class_name", "config"}; of the config only what is not Keras's default is kept.
void parse_loss(const JsonReader& read, CompileOptions& options) {
    const auto path = read.path_of("loss");
    const auto named = read_named(read.required("loss", "a loss: " + listed(loss_names())), path);
    options.loss = canonical_loss_name(named.name, path);
    options.loss_config = Json::object();
    make_loss(options.loss, named.config, path);
    for (const auto& [key, standard] : {std::pair<const char*, Json>{"delta", 1.0}, {"label_smoothing", 0.0}, {"from_logits", false}})
        if (const auto set = named.config.find(key); set != named.config.end() && !set->is_null() && *set != standard) options.loss_config[key] = *set;
}

void parse_metrics(const JsonReader& read, CompileOptions& options) {
    const auto* metrics = read.find("metrics");
    if (!metrics) return;
    if (!metrics->is_array()) read.fail("metrics", "wrong_type", "a list of metrics", "Write [\"accuracy\"] or [\"mae\"].");
    for (std::size_t i = 0; i < metrics->size(); ++i) {
        const auto path = read.path_of("metrics") + "[" + std::to_string(i) + "]";
        auto named = read_named((*metrics)[i], path);
        auto name = canonical_metric_name(named.name, path);
        make_metric(name, path, named.config);
        if (std::find(options.metrics.begin(), options.metrics.end(), name) != options.metrics.end())
            throw Error({.code = "duplicate", .where = path, .expected = "each metric once", .received = "\"" + name + "\" twice", .advice = {}});
        for (const auto* key : {"k", "thresholds", "threshold"})
            if (const auto set = named.config.find(key); set != named.config.end() && !set->is_null()) options.metric_configs[name][key] = *set;
        options.metrics.push_back(std::move(name));
    }
}

}  // namespace

CompileOptions parse_compile(const Json& json, const std::string& path) {
    const JsonReader read(json, path);
    CompileOptions options;
    const Json standard = "RMSprop";
    const auto* optimizer = read.find("optimizer");
    const auto at = read.path_of("optimizer");
    auto named = read_named(optimizer ? *optimizer : standard, at);
    options.optimizer = canonical_optimizer({std::move(named.name), std::move(named.config)}, at);
    parse_loss(read, options);
    parse_metrics(read, options);
    read.ignore({"jit_compile", "run_eagerly", "auto_scale_loss"});
    read.only_default("steps_per_execution", 1);
    read.only_default("loss_weights", nullptr);
    read.only_default("weighted_metrics", nullptr);
    read.finish();
    return options;
}

Json compile_json(const CompileOptions& options) {
    Json json = Json::object();
    json["optimizer"] = {{"class_name", options.optimizer.class_name}, {"config", options.optimizer.config}};
    if (options.loss_config.empty()) json["loss"] = options.loss;
    else json["loss"] = {{"class_name", options.loss}, {"config", options.loss_config}};
    json["metrics"] = Json::array();
    for (const auto& name : options.metrics) {
        const auto config = options.metric_configs.find(name);
        if (config == options.metric_configs.end()) json["metrics"].push_back(name);
        else json["metrics"].push_back({{"class_name", name}, {"config", *config}});
    }
    return json;
}

}  // namespace nabla
