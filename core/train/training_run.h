#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/losses/loss.h"
#include "core/metrics/metric.h"
#include "core/model/model.h"
#include "core/optimizers/optimizer.h"
#include "core/train/batch_source.h"
#include "core/train/compiled_loss.h"
#include "core/train/history.h"

namespace nabla {

/// How a run ended, or where it stands.
enum class RunState { ready, running, done, diverged };

/// Where training left the rails: shown and explained, not a crash.
struct Divergence {
    enum class What {
        output,    // a layer put out infinity or NaN
        weights,   // an update made a weight infinite or NaN
        loss,      // every output was finite, the loss was not
        exploded,  // all finite, but an epoch's mean loss lay far above the initial weights': the updates throw the weights about
    } what = What::loss;
    std::int64_t epoch = 0, batch = 0;  // from 1
    std::string layer;                  // the first such layer; exploded: the one with the largest weight; "" for the loss
    double value = 0;                   // exploded: the epoch's mean loss
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
    /// Running sum and count of the loss, of several outputs each one's loss, and each metric of the unfinished epoch.
    std::vector<Metric::Sums> sums;
    double first_loss = 0;
    bool stopped = false;                  // ended before its last epoch, by a callback
    std::optional<Divergence> divergence;  // ended by it
    std::vector<CallbackMemory> callbacks;
};

struct Evaluation {
    double loss = 0;
    std::vector<std::pair<std::string, double>> own_losses = {};  // of several outputs: "price_loss", ...
    std::vector<std::pair<std::string, double>> metrics;  // "accuracy", "mae", ...; of several outputs "price_mae"
    std::vector<float> predictions;                       // [rows, output width], if asked for; of several outputs the first one's that has a loss
    std::vector<float> losses;                            // of each row, if asked for; likewise
};

struct EvaluationOptions {
    bool keep_predictions = false;
    bool training_mode = false;   // dropout masks and all, as a training batch is computed: what History's own loss is made of
    std::int64_t rows = 0;        // so many of the first rows; 0: all
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

/// Takes what callbacks write (CSVLogger, ModelCheckpoint, TensorBoard): a file's name, as the Experiment has it, and its bytes.
/// append: to what is there already. Called on the training thread.
using FileSink = std::function<void(const std::string& name, std::string_view bytes, bool append)>;

struct RunOptions {
    ThreadPool* pool = nullptr;
    std::function<double()> now;        // seconds; none: every duration is 0
    std::vector<std::unique_ptr<Callback>> callbacks = {};  // besides the Experiment's own
    FileSink files = {};                // none: nothing is written
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
    const History& history() const { return history_; }
    const std::optional<Divergence>& divergence() const { return divergence_; }
    const FileSink& files() const { return options_.files; }
    double seconds() const { return options_.now ? options_.now() : 0; }

    std::int64_t epoch() const { return epoch_; }            // finished epochs
    std::int64_t batch() const { return epoch_open_ ? batch_ : 0; }  // finished training batches of the open epoch
    std::int64_t batches() const { return batches_; }        // training batches of one epoch
    std::int64_t update() const { return update_; }          // finished updates
    std::int64_t train_rows() const { return train_rows_; }  // rows that train (before the validation tail)
    std::int64_t validation_rows() const { return validation_rows_; }
    bool validating() const { return epoch_open_ && batch_ == batches_; }
    double batch_loss() const { return batch_loss_; }        // of the last training batch, penalty included
    double running(std::string_view name) const;             // this epoch's mean so far: "loss", "accuracy"

    /// The thread count is a run-time choice: it changes no number. Null: the caller's thread alone.
    void use(ThreadPool* pool) { options_.pool = pool; }

    /// Between two training batches, or at the start of validation (which rewinding then runs again).
    RunSnapshot snapshot() const;
    /// Throws Error if the snapshot is another model's.
    void rewind(const RunSnapshot& snapshot);

    /// Keras's evaluate: inference mode, penalty included. Does not disturb the run.
    Evaluation evaluate(const Part& part, bool keep_predictions = false) { return evaluate(part, EvaluationOptions{.keep_predictions = keep_predictions}); }
    Evaluation evaluate(const Part& part, const EvaluationOptions& options);
    /// Preprocessed samples as the data set has them, flattened; returns what the (first) output makes of them, flattened. Throws Error if
    /// the length does not fit.
    std::vector<float> predict(std::span<const float> rows);
    /// The same of every output.
    std::vector<std::vector<float>> predict_all(std::span<const float> rows);

private:
    /// A metric of one output, as it stands in History: "price_mae".
    struct Scored {
        std::string name;
        std::size_t output;
        std::unique_ptr<Metric> metric;
    };
    /// Sums of one pass over rows: what History's means are made of.
    struct Tally {
        double loss_sum = 0;
        std::int64_t rows = 0;
        std::vector<std::pair<std::string, double>> own_losses;  // "price_loss": of several outputs, each one's sum
        std::vector<std::size_t> compared;                       // their outputs
        std::vector<Scored> metrics;
        void reset();
        void add(double mean_loss, std::int64_t count, const CompiledLoss& loss);
        void score(const Model& model, std::int64_t count, std::span<const ConstTensor> targets);
        double mean(double sum) const { return rows ? sum / static_cast<double>(rows) : 0; }
        double loss() const { return mean(loss_sum); }
        std::vector<std::pair<std::string, double>> own() const;     // outputs' losses
        std::vector<std::pair<std::string, double>> scores() const;  // metrics
        /// Both: everything but the loss.
        std::vector<std::pair<std::string, double>> results() const;
    };
    Tally make_tally() const;
    void begin_epoch();
    double starting_loss();
    void train_batch();
    void validation_batch();
    void declare_history();
    void end_epoch();
    void finish(RunState state);
    Model::PassOptions pass(bool training) const;
    void find_divergence();
    void call(void (Callback::*moment)(TrainingRun&));

    Experiment experiment_;
    std::shared_ptr<const Dataset> data_;
    RunOptions options_;
    Model model_;
    std::unique_ptr<Optimizer> optimizer_;
    CompiledLoss loss_;
    BatchSource source_;
    std::vector<std::unique_ptr<Callback>> callbacks_;
    Tally training_, validation_;
    std::vector<std::uint32_t> order_;
    History history_;
    std::optional<Divergence> divergence_;
    RunState state_ = RunState::ready;
    std::int64_t epoch_ = 0, batch_ = 0, batches_ = 0, update_ = 0, train_rows_ = 0, validation_rows_ = 0, validation_row_ = 0;
    double batch_loss_ = 0, first_loss_ = 0, epoch_seconds_ = 0;
    bool stop_requested_ = false, epoch_open_ = false;
};

}  // namespace nabla
