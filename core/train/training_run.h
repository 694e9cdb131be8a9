#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/losses/loss.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"
#include "core/optimizers/optimizer.h"
#include "core/train/history.h"

namespace nabla {

/// How a run ended, or where it stands.
enum class RunState { ready, running, done, diverged };

/// The first number that was not finite: which layer, at which update. Shown and explained, not a crash.
struct Divergence {
    std::int64_t epoch = 0, batch = 0;  // from 1
    std::string layer;                  // the first layer whose output or weights went non-finite; "" if only the loss did
    std::string what;                   // "output", "weights", "loss"
};

/// What a callback remembers between epochs, so that a run can be rewound past it.
struct CallbackMemory {
    std::vector<double> numbers;
    std::shared_ptr<const std::vector<float>> weights, state;  // of the best epoch, if it keeps them
};

/// Everything needed to continue from this point with the same numbers.
struct RunSnapshot {
    std::int64_t epoch = 0, batch = 0, update = 0, optimizer_iterations = 0;
    std::vector<float> weights, state;
    std::vector<Optimizer::Slot> slots;
    float learning_rate = 0;
    History history;
    std::vector<double> sums;           // running sums of the unfinished epoch
    std::vector<CallbackMemory> callbacks;
};

struct Evaluation {
    double loss = 0;
    std::vector<std::pair<std::string, double>> metrics;  // "accuracy", "mae", ...
    std::vector<float> predictions;                       // [rows, output width], if asked for
    std::vector<float> losses;                            // of each row, if asked for
};

class TrainingRun;
/// Keras's callback moments; called on the training thread.
class Callback {
public:
    virtual ~Callback() = default;
    virtual void on_epoch_begin(TrainingRun&) {}
    virtual void on_batch_end(TrainingRun&) {}
    virtual void on_epoch_end(TrainingRun&) {}
    virtual void on_train_end(TrainingRun&) {}
    virtual CallbackMemory memory() const { return {}; }
    virtual void recall(const CallbackMemory&) {}
};

struct RunOptions {
    ThreadPool* pool = nullptr;
    std::function<double()> now;        // seconds; none: every duration is 0
    std::vector<std::unique_ptr<Callback>> callbacks = {};  // besides the Experiment's own
};

/// A resumable training loop: fit is `while (run.step()) {}`. One step is one batch, of training or of validation, so
/// that a frame that pumps it stays short.
class TrainingRun {
public:
    TrainingRun(Experiment experiment, std::shared_ptr<const Dataset> data, RunOptions options);
    ~TrainingRun();

    /// Does one unit of work; false when there is none left (done or diverged).
    bool step();
    RunState state() const { return state_; }
    /// Ends after the current epoch's bookkeeping, as Keras's model.stop_training.
    void stop() { stop_requested_ = true; }

    const Experiment& experiment() const { return experiment_; }
    const Dataset& data() const { return *data_; }
    Model& model() { return model_; }
    const Model& model() const { return model_; }
    Optimizer& optimizer() { return *optimizer_; }
    const Loss& loss() const { return *loss_; }
    const History& history() const { return history_; }
    const std::optional<Divergence>& divergence() const { return divergence_; }

    std::int64_t epoch() const { return epoch_; }            // finished epochs
    std::int64_t batch() const { return batch_; }            // finished training batches of this epoch
    std::int64_t batches() const { return batches_; }        // training batches of one epoch
    std::int64_t update() const { return update_; }          // finished updates
    std::int64_t train_rows() const { return train_rows_; }  // rows that train (before the validation tail)
    std::int64_t validation_rows() const { return validation_rows_; }
    bool validating() const { return validation_row_ > 0 || in_validation_; }
    double batch_loss() const { return batch_loss_; }        // of the last training batch, penalty included
    double running(std::string_view name) const;             // this epoch's mean so far: "loss", "accuracy"
    /// Keep training beyond the planned epochs (Train pressed again on a finished run starts afresh; this does not).
    void extend(std::int64_t epochs) { experiment_.fit.epochs = epochs; }

    RunSnapshot snapshot() const;
    void rewind(const RunSnapshot& snapshot);

    Evaluation evaluate(const Part& part, bool keep_predictions = false);
    std::vector<float> predict(std::span<const float> rows);  // preprocessed samples, flattened

private:
    struct Impl;
    void begin_epoch();
    void train_batch();
    void validation_batch();
    void end_epoch();
    void find_divergence(double loss);

    Experiment experiment_;
    std::shared_ptr<const Dataset> data_;
    RunOptions options_;
    Model model_;
    std::unique_ptr<Optimizer> optimizer_;
    std::unique_ptr<Loss> loss_;
    std::vector<std::unique_ptr<Metric>> metrics_, validation_metrics_;
    std::vector<std::unique_ptr<Callback>> callbacks_;
    std::vector<std::uint32_t> order_;
    std::vector<float> target_;
    History history_;
    std::optional<Divergence> divergence_;
    RunState state_ = RunState::ready;
    std::int64_t epoch_ = 0, batch_ = 0, batches_ = 0, update_ = 0, train_rows_ = 0, validation_rows_ = 0, validation_row_ = 0;
    double batch_loss_ = 0, loss_sum_ = 0, validation_loss_sum_ = 0, epoch_seconds_ = 0;
    bool stop_requested_ = false, in_validation_ = false, epoch_open_ = false;
};

}  // namespace nabla
