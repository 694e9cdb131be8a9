#include "core/train/callbacks.h"

#include <array>
#include <cmath>

#include "core/train/csv_logger.h"
#include "core/train/early_stopping.h"
#include "core/train/learning_rate.h"
#include "core/train/model_checkpoint.h"
#include "core/train/tensorboard.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 7> known_callbacks = {"EarlyStopping", "ReduceLROnPlateau", "LearningRateScheduler", "ModelCheckpoint",
                                                   "TensorBoard", "CSVLogger", "TerminateOnNaN"};

/// The run itself recognises a number that is not finite; this ends it as Keras would, also where only the loss is.
class TerminateOnNaN : public Callback {
public:
    void on_batch_end(TrainingRun& run) override {
        if (!std::isfinite(run.batch_loss())) run.stop();
    }
};

}  // namespace

std::span<const std::string_view> callback_class_names() { return known_callbacks; }

std::unique_ptr<Callback> make_callback(const Named& callback, const std::string& path) {
    const auto name = resolve_name(callback.class_name, known_callbacks, "a callback", path);
    const auto config = path + ".config";
    if (name == "EarlyStopping") return std::make_unique<EarlyStopping>(read_early_stopping(callback.config, config));
    if (name == "ReduceLROnPlateau") return std::make_unique<ReduceLROnPlateau>(read_reduce_lr(callback.config, config));
    if (name == "LearningRateScheduler") return std::make_unique<LearningRateScheduler>(read_schedule(callback.config, config));
    if (name == "ModelCheckpoint") return std::make_unique<ModelCheckpoint>(read_model_checkpoint(callback.config, config));
    if (name == "TensorBoard") return std::make_unique<TensorBoard>(read_tensorboard(callback.config, config));
    if (name == "CSVLogger") return std::make_unique<CsvLogger>(read_csv_logger(callback.config, config));
    JsonReader(callback.config, config).finish();
    return std::make_unique<TerminateOnNaN>();
}

}  // namespace nabla
