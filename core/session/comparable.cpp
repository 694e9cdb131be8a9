#include "core/session/comparable.h"

namespace nabla {
namespace {

/// "mnist", "csv houses.csv", "inline"
std::string source_of(const Json& dataset) {
    if (const auto file = dataset.find("csv"); file != dataset.end() && file->is_string()) return "csv " + file->get<std::string>();
    const auto name = dataset.find("name");
    return name != dataset.end() && name->is_string() ? name->get<std::string>() : "inline";
}

/// A loss with settings of its own is an object: {"class_name": ..., "config": {...}}.
std::string loss_of(const Json& compile) {
    const auto loss = compile.find("loss");
    if (loss == compile.end()) return {};
    return loss->is_object() ? loss->value("class_name", std::string()) : loss->is_string() ? loss->get<std::string>() : std::string();
}

}  // namespace

bool comparable(const KeptRun& run, const Experiment& experiment) {
    const auto dataset = run.experiment.find("dataset"), compile = run.experiment.find("compile");
    if (dataset == run.experiment.end() || !dataset->is_object() || compile == run.experiment.end() || !compile->is_object()) return false;
    const DatasetSpec& now = experiment.dataset;
    return loss_of(*compile) == experiment.compile.loss && source_of(*dataset) == (now.name == "csv" ? source_of(now.json) : now.name);
}

}  // namespace nabla
