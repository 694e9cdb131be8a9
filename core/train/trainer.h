#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/train/training_run.h"

namespace nabla {

/// What figures and plots see of a run: a copy, published between batches, never torn.
struct TrainerView {
    enum class State { idle, training, paused, done, diverged, failed } state = State::idle;
    std::int64_t epoch = 0, epochs = 0, batch = 0, batches = 0, update = 0;
    bool validating = false;
    double samples_per_second = 0;     // training rows of the last second or so
    double seconds_left = 0;           // of the whole run
    int threads = 1;
    History history;
    /// Loss and metrics batch by batch (means of runs of batches once there are many), for the live plot. x is the
    /// epoch as a fraction: batch 187 of 375 in the first epoch is 0.5.
    struct BatchPoint { float epoch, loss, metric; };
    std::vector<BatchPoint> batch_points;
    std::optional<Divergence> divergence;
    bool stuck_at_chance = false;      // after a whole epoch no better than always the same answer
    std::optional<ErrorInfo> error;    // when failed
    std::uint64_t version = 0;         // counts publications
};

/// Owns a TrainingRun, on a worker thread or pumped for a few milliseconds a frame: same interface. Commands go down
/// one queue; views come up one slot. All methods belong to the thread that made it.
class Trainer {
public:
    struct Options {
        bool worker_thread = true;         // false: pump() does the work
        std::function<double()> now;
    };
    explicit Trainer(Options options);
    ~Trainer();

    /// Builds a fresh run, idle, with initialised weights. Ends the run before.
    void prepare(const Experiment& experiment, std::shared_ptr<const Dataset> data);
    /// Continues to the end; starts a finished or diverged run afresh. threads is a run-time choice: it changes no number.
    void train(int threads);
    void pause();
    void step_batch();
    void step_epoch();
    /// The same initial weights again, empty history.
    void reset();
    void rewind(std::shared_ptr<const RunSnapshot> snapshot);
    /// At most so many updates a second, as long as pump() is called; 0: as fast as it goes.
    void set_pace(double updates_per_second);

    /// Work that needs the run between two batches (evaluate, predict, save): job runs on the training thread, done
    /// with its result on the owner's thread inside pump().
    void ask(std::function<void(TrainingRun&)> job, std::function<void(std::optional<ErrorInfo>)> done);

    /// Call once a frame (or from a timer in a hidden tab): works for up to `budget` seconds where there is no worker,
    /// delivers finished asks. Returns true if the view changed.
    bool pump(double budget);
    /// Waits until everything asked for so far is done and the run has stopped. For tools and tests: a page must not block.
    void wait();

    const TrainerView& view() const;
    /// True if the view already reflects every command given.
    bool current() const;
    /// The newest published weights (and non-trainable state); null before the first. Copied about ten times a second
    /// while training, and whenever the run stops.
    std::shared_ptr<const std::vector<float>> weights() const;
    std::shared_ptr<const std::vector<float>> state() const;
    /// One snapshot an epoch (and the start), for scrubbing; thinned out where they would take much memory.
    const std::vector<std::shared_ptr<const RunSnapshot>>& epoch_snapshots() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace nabla
