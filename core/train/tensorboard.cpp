#include "core/train/tensorboard.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/train/event_file.h"

namespace nabla {

namespace {

/// "dense/kernel" and its values; a shared layer's once.
std::vector<std::pair<std::string, std::span<const float>>> weights_of(const Model& model) {
    std::vector<std::pair<std::string, std::span<const float>>> all;
    std::vector<const Layer*> seen;
    for (const auto& node : model.nodes()) {
        if (!node.layer || std::find(seen.begin(), seen.end(), node.layer.get()) != seen.end()) continue;
        seen.push_back(node.layer.get());
        for (const auto& p : node.layer->parameters()) all.emplace_back(node.layer->name + "/" + p.name, p.value);
    }
    return all;
}

}  // namespace

TensorBoardOptions read_tensorboard(const Json& config, const std::string& path) {
    const JsonReader read(config, path);
    TensorBoardOptions options{.log_dir = read.text("log_dir", "logs"), .histogram_freq = read.integer("histogram_freq", 0, {.min = 0, .max = 1e6})};
    read.ignore({"write_graph", "write_images", "embeddings_metadata"});
    read.only_default("write_steps_per_second", false);
    read.only_default("update_freq", "epoch");
    read.only_default("profile_batch", 0);
    read.only_default("embeddings_freq", 0);
    read.finish();
    return options;
}

void TensorBoard::write(TrainingRun& run, const std::string& part, const std::string& event, bool& began) {
    const double time = run.seconds();
    if (file_.empty()) file_ = "events.out.tfevents." + std::to_string(static_cast<long long>(time)) + ".nabla";
    std::string records = began ? "" : tf_record(version_event(time));
    records += tf_record(event);
    run.files()(options_.log_dir + "/" + part + "/" + file_, records, began);
    began = true;
}

void TensorBoard::on_epoch_end(TrainingRun& run) {
    if (!run.files()) return;
    Scalars train, validation;
    std::int64_t epoch = 0;
    for (const auto& [name, values] : run.history().series) {
        const bool validates = name.starts_with("val_");
        (validates ? validation : train).emplace_back("epoch_" + (validates ? name.substr(4) : name), static_cast<float>(values.back()));
        epoch = static_cast<std::int64_t>(values.size()) - 1;
    }
    train.emplace_back("epoch_learning_rate", run.optimizer().learning_rate);
    write(run, "train", scalars_event(run.seconds(), epoch, train), train_began_);
    if (!validation.empty()) write(run, "validation", scalars_event(run.seconds(), epoch, validation), validation_began_);
    if (options_.histogram_freq == 0 || epoch % options_.histogram_freq != 0) return;
    std::vector<std::pair<std::string, Histogram>> histograms;
    for (const auto& [name, values] : weights_of(run.model())) histograms.emplace_back(name + "/histogram", histogram_of(values));
    write(run, "train", histograms_event(run.seconds(), epoch, histograms), train_began_);
}

}  // namespace nabla
