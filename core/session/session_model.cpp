#include <algorithm>

#include "core/base64.h"
#include "core/experiment/json_reader.h"
#include "core/experiment/model_ends.h"
#include "core/model/model_file.h"
#include "core/session/session_impl.h"

namespace nabla {
namespace {

ModelFiles read_files(const Json& json) {
    const JsonReader read(json, "files");
    ModelFiles files{.json = read.text("model.json"), .weights = base64_decode(read.text("weights.bin"), "weights.bin")};
    read.ignore({"warnings"});
    read.finish();
    return files;
}

}  // namespace

void Session::save_model(std::function<void(const Json& result, std::optional<ErrorInfo>)> done) {
    post([this, done = std::move(done)] {
        const Model* model = probe();
        if (!model) return done({}, ErrorInfo{.code = "no_run", .where = "model", .expected = "data and a model", .received = "none yet", .advice = {}});
        const ModelFiles files = nabla::save_model(*model);
        Json result = {{"model.json", files.json}, {"weights.bin", base64_encode(files.weights)}};
        if (!files.warnings.empty()) result["warnings"] = files.warnings;
        done(result, {});
    });
}

void Session::load_model(const Json& json, std::function<void(const Json& result, std::optional<ErrorInfo>)> done) {
    Impl& s = *impl_;
    const ModelFiles files = read_files(json);
    Json next_json = s.experiment.to_json();
    next_json["model"] = model_config_from(files);
    Experiment next = Experiment::parse(next_json);
    const auto shape = s.data_shape();
    const auto inputs = shape.sample.rank() ? input_shapes(next.model, shape) : next.input_shapes();
    Model model = nabla::load_model(files, inputs, "model");  // everything that can fail is behind us now

    s.change(std::move(next), "experiment");
    s.take_weights(model);
    const auto weights = std::make_shared<Model>(std::move(model));
    const auto generation = s.generation;
    s.loading_weights = s.weights_loaded = true;
    const auto finish = [&s, done, generation](std::optional<ErrorInfo> error) {
        if (!error && generation != s.generation) error = Impl::cancelled();
        if (generation == s.generation) s.loading_weights = false;
        if (done) done(nullptr, std::move(error));
    };
    s.request({.needs_test = false,
               .start = [&s, weights, finish, generation] {
                   const auto snapshot = std::make_shared<RunSnapshot>();
                   ++s.asked;
                   s.trainer.ask(
                       [snapshot, weights](TrainingRun& run) {
                           *snapshot = run.snapshot();
                           snapshot->weights.assign(weights->weights().begin(), weights->weights().end());
                           snapshot->stopped = false, snapshot->divergence.reset();  // other weights: another story
                           snapshot->state.assign(weights->state().begin(), weights->state().end());
                       },
                       [&s, snapshot, finish, generation](std::optional<ErrorInfo> error) {
                           --s.asked;
                           if (!error && s.prepared_run && generation == s.generation) s.trainer.rewind(snapshot);
                           finish(std::move(error));
                       });
               },
               .fail = [finish](const ErrorInfo& error) { finish(error); }});
}

/// The probe's weights from a model of the same structure.
void Session::Impl::take_weights(const Model& model) {
    Model* own = session.probe();
    if (!own) return;
    std::copy(model.weights().begin(), model.weights().end(), own->weights().begin());
    std::copy(model.state().begin(), model.state().end(), own->state().begin());
    ++weights_version;
}

}  // namespace nabla
