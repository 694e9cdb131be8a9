#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/train/training_run.h"

namespace nabla {

/// One run of a group: a seed, a fold, a cell of a table.
struct GroupRun {
    std::string name;                      // "seed 3", "fold 2", "Adam 0.01"
    Experiment experiment;
    std::shared_ptr<const Dataset> data;
    bool evaluate = false;                 // on data->test when the run has ended
    bool keep_weights = false;             // the final ones, for figures
    std::int64_t inspect_rows = 0;         // so many of the first training rows are scored in both modes after each epoch
};

/// The same weights on the same rows, once as in a training batch (dropout masks drawn) and once as in a prediction.
struct ModeScores {
    double training_loss = 0, training_metric = 0, inference_loss = 0, inference_metric = 0;  // the first metric; 0: none
};

struct GroupRunView {
    enum class State { waiting, training, done, diverged, failed } state = State::waiting;
    std::string name;
    std::int64_t epoch = 0, epochs = 0;
    History history;
    std::optional<Divergence> divergence;
    std::optional<Evaluation> test;
    std::shared_ptr<const std::vector<float>> weights;
    std::vector<ModeScores> modes;         // one an epoch, if asked for
    std::optional<ErrorInfo> error;
    bool ended() const { return state != State::waiting && state != State::training; }
};

/// Independent runs trained side by side: seeds, folds, a table of settings. Each run stays on one thread and draws from its
/// own seed, so its numbers are those it would have alone. Threads take the next waiting run; without threads pump()
/// advances them in turn. All methods belong to the thread that made it.
class RunGroup {
public:
    struct Options {
        bool worker_threads = true;
        std::function<double()> now;
    };
    explicit RunGroup(Options options);
    ~RunGroup();

    /// Ends what is running and begins these. threads: how many runs at a time, at most most_threads, for which a page has
    /// workers (web/toolchain/flags.cmake).
    static constexpr int most_threads = 4;
    void start(std::vector<GroupRun> runs, int threads);
    /// Ends what is running; finished runs keep their views.
    void cancel();
    bool busy() const;
    std::size_t ended() const;

    /// Once a frame; works for up to `budget` seconds where there are no threads. True if a view changed.
    bool pump(double budget);
    const std::vector<GroupRunView>& views() const;
    /// Until every run has ended. For tools and tests: a page must not block.
    void wait();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace nabla
