#include "core/session/comparable.h"

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

}  // namespace

bool comparable(const KeptRun& run, const Experiment& experiment) {
    const auto dataset = run.experiment.find("dataset"), compile = run.experiment.find("compile");
    if (dataset == run.experiment.end() || !dataset->is_object() || compile == run.experiment.end() || !compile->is_object()) return false;
    const DatasetSpec& now = experiment.dataset;
    return loss_names_of(compile->value("loss", Json())) == loss_names_of(experiment.compile) && source_of(*dataset) == (now.name == "csv" ? source_of(now.json) : now.name);
}

}  // namespace nabla
