#include "core/session/comparable.h"

#include <vector>

namespace nabla {
namespace {

/// "mnist", "csv houses.csv", "inline"
std::string source_of(const Json& dataset) {
    if (const auto file = dataset.find("csv"); file != dataset.end() && file->is_string()) return "csv " + file->get<std::string>();
    const auto name = dataset.find("name");
    return name != dataset.end() && name->is_string() ? name->get<std::string>() : "inline";
}

/// Names alone: a loss with settings of its own is {"class_name": ..., "config": ...}, losses of several outputs are by name.
Json loss_names_of(const Json& loss) {
    if (!loss.is_object()) return loss;
    if (const auto name = loss.find("class_name"); name != loss.end()) return *name;
    Json names = Json::object();
    for (const auto& [output, own] : loss.items()) names[output] = loss_names_of(own);
    return names;
}

Json loss_names_of(const CompileOptions& compile) {
    if (compile.outputs.size() < 2) return compile.loss;
    Json names = Json::object();
    for (const auto& output : compile.outputs) names[output.name] = output.loss.empty() ? Json() : Json(output.loss);
    return names;
}

/// Each output's share in the sum; 1 where nothing is said.
std::vector<double> weights_of(const Json& written, const std::vector<OutputOptions>& outputs) {
    std::vector<double> weights;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const Json one = written.is_object() ? written.value(outputs[i].name, Json()) : written.is_array() && i < written.size() ? written[i] : Json();
        weights.push_back(one.is_number() ? one.get<double>() : 1);
    }
    return weights;
}

std::vector<double> weights_of(const CompileOptions& compile) {
    std::vector<double> weights;
    for (const auto& output : output_options(compile)) weights.push_back(output.weight);
    return weights;
}

}  // namespace

bool comparable(const KeptRun& run, const Experiment& experiment) {
    const auto dataset = run.experiment.find("dataset"), compile = run.experiment.find("compile");
    if (dataset == run.experiment.end() || !dataset->is_object() || compile == run.experiment.end() || !compile->is_object()) return false;
    const DatasetSpec& now = experiment.dataset;
    if (weights_of(compile->value("loss_weights", Json()), output_options(experiment.compile)) != weights_of(experiment.compile)) return false;
    return loss_names_of(compile->value("loss", Json())) == loss_names_of(experiment.compile) && source_of(*dataset) == (now.name == "csv" ? source_of(now.json) : now.name);
}

}  // namespace nabla
