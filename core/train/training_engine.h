#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/train/batch_points.h"
#include "core/train/trainer.h"

namespace nabla {

/// The side of a Trainer that works: one run, a goal to work towards, and what it has to show. Lives on one thread (the
/// worker, or the page's own).
class TrainingEngine {
public:
    explicit TrainingEngine(std::function<double()> now) : now_(std::move(now)) {}

    void prepare(const Experiment& experiment, std::shared_ptr<const Dataset> data);
    void train(int threads);
    void pause() { goal_ = Goal::none; }
    void step_batch();
    void step_epoch();
    void reset();
    void rewind(const RunSnapshot& snapshot);

    bool busy() const { return goal_ != Goal::none; }
    /// At most so many updates a second, so that a small network can be followed by eye; 0: as fast as it goes. Changes no number.
    void set_pace(double updates_per_second) { pace_ = updates_per_second, due_ = 0; }
    /// Busy, but the next update's time has not come.
    bool resting() const { return pace_ > 0 && now_() < due_; }
    TrainingRun* run() { return run_.get(); }
    /// Steps towards the goal until `deadline` (in now()'s seconds) or until it rests, at least once.
    void work(double deadline);
    /// An error ends the run: state "failed".
    void fail(ErrorInfo error) { error_ = std::move(error), goal_ = Goal::none; }

    struct Publication {
        TrainerView view;
        std::shared_ptr<const std::vector<float>> weights, state;
        std::vector<std::shared_ptr<const RunSnapshot>> snapshots;
    };
    Publication publish();

private:
    enum class Goal { none, end, batch, epoch };

    void begin(Goal goal);
    void forget_later();
    bool goal_reached() const;
    void note_batch();
    void note_epoch();
    void copy_weights(bool now);
    /// An output's accuracy by its name in History, and what always the same answer would reach.
    struct Chance {
        std::string series;
        double accuracy;
    };
    std::vector<Chance> chances() const;
    bool at_chance() const;
    double seconds_left() const;

    std::function<double()> now_;
    std::unique_ptr<ThreadPool> pool_ = std::make_unique<ThreadPool>(1);
    Experiment experiment_;
    std::shared_ptr<const Dataset> data_;
    std::unique_ptr<TrainingRun> run_;
    Goal goal_ = Goal::none;
    std::int64_t goal_update_ = 0, goal_epoch_ = 0;
    std::optional<ErrorInfo> error_;

    BatchPoints points_;
    std::vector<std::shared_ptr<const RunSnapshot>> snapshots_;
    std::shared_ptr<const std::vector<float>> weights_, state_;
    double weights_time_ = -1;
    std::vector<Chance> chances_;
    double pace_ = 0, due_ = 0;  // updates a second, and when the next one is due
    bool stuck_ = false;
    std::deque<std::pair<double, std::int64_t>> rows_at_;  // (time, rows trained so far) of the last second
    std::int64_t rows_trained_ = 0;
};

}  // namespace nabla
