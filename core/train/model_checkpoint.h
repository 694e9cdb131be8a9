#pragma once
#include <limits>

#include "core/train/monitor.h"
#include "core/train/training_run.h"

namespace nabla {

struct ModelCheckpointOptions {
    std::string filepath;                // a folder's name; {epoch:02d} and {val_loss:.2f} are filled in, epochs from 1
    Monitor monitor = {};
    bool save_best_only = false;
    std::optional<double> threshold = {};  // the first value to beat
};
ModelCheckpointOptions read_model_checkpoint(const Json& config, const std::string& path);

/// Python's format() for what stands in braces: {name}, {name:02d}, {name:.3f}. Throws Error for another form or an unknown name.
std::string fill_path(std::string_view pattern, const std::vector<std::pair<std::string, double>>& values);

/// Keras's ModelCheckpoint at the end of epochs; writes filepath/model.json and filepath/weights.bin.
class ModelCheckpoint : public Callback {
public:
    explicit ModelCheckpoint(ModelCheckpointOptions options);
    void on_epoch_end(TrainingRun& run) override;
    CallbackMemory memory() const override { return {{best_}, {}, {}}; }
    void recall(const CallbackMemory& memory) override;

private:
    double first_to_beat() const;

    ModelCheckpointOptions options_;
    double best_;
};

}  // namespace nabla
