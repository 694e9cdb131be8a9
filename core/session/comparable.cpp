#include "core/session/comparable.h"

namespace nabla {
namespace {

/// "mnist", "csv houses.csv", "inline"
std::string source_of(const Json& dataset) {
    if (const auto file = dataset.find("csv"); file != dataset.end() && file->is_string()) return "csv " + file->get<std::string>() + " " + dataset.value("targets", Json()).dump();
    const auto name = dataset.find("name");
    return name != dataset.end() && name->is_string() ? name->get<std::string>() : "inline";
}

/// Names alone: a loss with settings of its own is {"class_name": ..., "config": ...}, losses of several outputs are by name.
Json loss_names_of(const Json& loss) {
    if (!loss.is_object()) return loss;
    if (const auto name = loss.find("class_name"); name != loss.end()) return *name;
    Json by_output = Json::object();
    for (const auto& [output, own] : loss.items()) by_output[output] = loss_names_of(own);
    return by_output;
}

/// Both are written by compile_json. The ordinary case, one loss that counts as it is, is asked for in every frame.
bool same_losses(const Json& compile, const CompileOptions& now) {
    const auto loss_of = [](const Json& json) { return loss_names_of(json.value("loss", Json())); };
    const auto weights_of = [](const Json& json) { return json.value("loss_weights", Json()); };
    if (now.outputs.empty()) return loss_of(compile) == now.loss && weights_of(compile).is_null();
    const Json present = compile_json(now);
    return loss_of(compile) == loss_of(present) && weights_of(compile) == weights_of(present);
}

}  // namespace

bool comparable(const KeptRun& run, const Experiment& experiment) {
    const auto dataset = run.experiment.find("dataset"), compile = run.experiment.find("compile");
    if (dataset == run.experiment.end() || !dataset->is_object() || compile == run.experiment.end() || !compile->is_object()) return false;
    const DatasetSpec& now = experiment.dataset;
    return same_losses(*compile, experiment.compile) && source_of(*dataset) == (now.name == "csv" ? source_of(now.json) : now.name);
}

}  // namespace nabla
