#include "core/train/training_engine.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/model_ends.h"

namespace nabla {
namespace {

constexpr double weights_interval = 0.1;   // seconds between two copies of the weights, of small models:
constexpr double small_interval = 0.015;
constexpr std::size_t small_model = 20'000;  // weights
constexpr double most_behind = 0.1;        // seconds that a paced run makes up for
constexpr double speed_window = 1.0;       // seconds that samples_per_second looks back
constexpr std::size_t snapshot_bytes = std::size_t{24} << 20;

std::size_t bytes_of(const RunSnapshot& snapshot) {
    std::size_t floats = snapshot.weights.size() + snapshot.state.size();
    for (const auto& slot : snapshot.slots) floats += slot.values.size();
    std::size_t numbers = snapshot.history.seconds.size();
    for (const auto& [name, values] : snapshot.history.series) numbers += values.size();
    return floats * sizeof(float) + numbers * sizeof(double);
}

/// Keeps the first, the last and every second one between.
void thin_out(std::vector<std::shared_ptr<const RunSnapshot>>& snapshots) {
    std::vector<std::shared_ptr<const RunSnapshot>> kept;
    for (std::size_t i = 0; i < snapshots.size(); ++i)
        if (i % 2 == 0 || i + 1 == snapshots.size()) kept.push_back(snapshots[i]);
    snapshots = std::move(kept);
}

/// The share of the most frequent class among the rows; -1 where there are no classes.
double most_frequent_share(const Part& part, const TargetColumns& target) {
    if (target.task != Task::classification || target.classes < 1 || part.rows() == 0) return -1;
    std::vector<std::int64_t> counts(static_cast<std::size_t>(std::max<std::int64_t>(2, target.classes)));
    const auto all = static_cast<std::size_t>(part.target_width), first = static_cast<std::size_t>(target.first);
    for (std::size_t row = 0; row < static_cast<std::size_t>(part.rows()); ++row) {
        const float *y = part.y.data() + row * all + first, *end = y + target.width;
        const auto label = target.width > 1 ? static_cast<std::size_t>(std::max_element(y, end) - y) : static_cast<std::size_t>(std::max(0.0f, y[0]));
        if (label < counts.size()) ++counts[label];
    }
    return static_cast<double>(*std::max_element(counts.begin(), counts.end())) / static_cast<double>(part.rows());
}

}  // namespace

void TrainingEngine::prepare(const Experiment& experiment, std::shared_ptr<const Dataset> data) {
    experiment_ = experiment;
    data_ = std::move(data);
    chances_ = chances();
    reset();
}

void TrainingEngine::reset() {
    goal_ = Goal::none;
    error_.reset();
    stuck_ = false;
    points_.clear();
    snapshots_.clear();
    rows_at_.clear();
    rows_trained_ = 0;
    run_.reset();  // its memory first: two large models need not fit at once
    if (!data_) return;
    run_ = std::make_unique<TrainingRun>(experiment_, data_, RunOptions{.pool = pool_.get(), .now = now_});
    snapshots_.push_back(std::make_shared<RunSnapshot>(run_->snapshot()));
    copy_weights(true);
}

void TrainingEngine::rewind(const RunSnapshot& snapshot) {
    goal_ = Goal::none;
    // Looking back must not lose the batches behind the last whole epoch.
    if (!error_ && run_->state() != RunState::diverged && run_->update() > snapshots_.back()->update)
        snapshots_.push_back(std::make_shared<RunSnapshot>(run_->snapshot()));
    run_->rewind(snapshot);
    stuck_ = false;
    copy_weights(true);
}

/// A run that goes on from where it was rewound to has another future.
void TrainingEngine::forget_later() {
    std::erase_if(snapshots_, [&](const auto& snapshot) { return snapshot->update > run_->update(); });
    const double share = static_cast<double>(run_->batch()) / static_cast<double>(std::max<std::int64_t>(1, run_->batches()));
    points_.cut(static_cast<float>(static_cast<double>(run_->epoch()) + share));
}

void TrainingEngine::begin(Goal goal) {
    if (!run_) return;
    if (error_ || run_->state() == RunState::done || run_->state() == RunState::diverged) reset();
    forget_later();
    goal_update_ = run_->update();
    goal_epoch_ = run_->epoch();
    goal_ = goal;
    rows_at_.clear();
}

void TrainingEngine::train(int threads) {
    if (pool_->threads() != std::max(1, threads)) {
        pool_ = std::make_unique<ThreadPool>(std::max(1, threads));
        if (run_) run_->use(pool_.get());
    }
    begin(Goal::end);
}

void TrainingEngine::step_batch() { begin(Goal::batch); }
void TrainingEngine::step_epoch() { begin(Goal::epoch); }

bool TrainingEngine::goal_reached() const {
    if (run_->state() == RunState::done || run_->state() == RunState::diverged) return true;
    // The last batch of an epoch takes its validation with it.
    if (goal_ == Goal::batch) return run_->update() > goal_update_ && !run_->validating();
    return goal_ == Goal::epoch && run_->epoch() > goal_epoch_;
}

void TrainingEngine::work(double deadline) {
    do {
        const auto updates = run_->update(), epochs = run_->epoch();
        run_->step();
        if (run_->update() > updates) note_batch();
        if (run_->epoch() > epochs) note_epoch();
        if (goal_reached()) goal_ = Goal::none;
    } while (busy() && now_() < deadline && !resting());
    copy_weights(!busy());
}

void TrainingEngine::note_batch() {
    const auto& metrics = run_->experiment().compile.metrics;
    const auto fraction = static_cast<float>(run_->epoch()) +
                          (run_->batch() ? static_cast<float>(run_->batch()) / static_cast<float>(run_->batches()) : 0.0f);
    points_.add({fraction, static_cast<float>(run_->batch_loss()), metrics.empty() ? 0.0f : static_cast<float>(run_->running(metrics.front()))});
    rows_trained_ += std::min(run_->experiment().fit.batch_size, run_->train_rows());
    const double time = now_();
    if (pace_ > 0) due_ = std::max(due_, time - most_behind) + 1 / pace_;
    rows_at_.push_back({time, rows_trained_});
    while (rows_at_.size() > 2 && rows_at_.front().first < time - speed_window) rows_at_.pop_front();
}

void TrainingEngine::note_epoch() {
    snapshots_.push_back(std::make_shared<RunSnapshot>(run_->snapshot()));
    while (snapshots_.size() > 3 && snapshots_.size() * bytes_of(*snapshots_.back()) > snapshot_bytes) thin_out(snapshots_);
    stuck_ = at_chance();
}

bool TrainingEngine::at_chance() const {
    return !chances_.empty() && std::all_of(chances_.begin(), chances_.end(), [&](const Chance& chance) {
        const auto* accuracy = run_->history().find(chance.series);
        return accuracy && !accuracy->empty() && accuracy->back() <= chance.accuracy + 0.01;
    });
}

/// Of every output that is compared; none where one of them is not with classes: that one may well learn.
std::vector<TrainingEngine::Chance> TrainingEngine::chances() const {
    std::vector<Chance> found;
    const auto names = output_names(experiment_.model);
    const auto outputs = output_options(experiment_.compile);
    const auto shape = dataset_shape(*data_);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i].loss.empty()) continue;
        const double share = most_frequent_share(data_->train, target_of(shape, names[i]));
        if (share < 0) return {};
        found.push_back({log_prefix(experiment_.compile, outputs[i]) + "accuracy", share});
    }
    return found;
}

void TrainingEngine::copy_weights(bool now) {
    if (!run_) return;
    const Model& model = std::as_const(*run_).model();
    if (!now && now_() < weights_time_ + (model.weights().size() < small_model ? small_interval : weights_interval)) return;
    weights_ = std::make_shared<std::vector<float>>(model.weights().begin(), model.weights().end());
    state_ = std::make_shared<std::vector<float>>(model.state().begin(), model.state().end());
    weights_time_ = now_();
}

double TrainingEngine::seconds_left() const {
    const auto& seconds = run_->history().seconds;
    const double epochs = static_cast<double>(run_->experiment().fit.epochs - run_->epoch());
    const double share = static_cast<double>(run_->batch()) / static_cast<double>(run_->batches());
    if (!seconds.empty()) return std::max(0.0, epochs - share) * seconds.back();
    if (rows_at_.size() < 2) return 0;
    const double rate = static_cast<double>(rows_at_.back().second - rows_at_.front().second) / std::max(1e-9, rows_at_.back().first - rows_at_.front().first);
    return std::max(0.0, epochs - share) * static_cast<double>(run_->train_rows()) / std::max(1.0, rate);
}

TrainingEngine::Publication TrainingEngine::publish() {
    Publication out{.view = {}, .weights = weights_, .state = state_, .snapshots = snapshots_};
    TrainerView& view = out.view;
    view.error = error_;
    view.threads = pool_->threads();
    if (!run_) {
        view.state = error_ ? TrainerView::State::failed : TrainerView::State::idle;
        return out;
    }
    using enum TrainerView::State;
    view.state = error_                                    ? failed
                 : run_->state() == RunState::diverged     ? diverged
                 : run_->state() == RunState::done         ? done
                 : busy()                                  ? training
                 : run_->update() == 0 && !run_->batch()   ? idle
                                                           : paused;
    view.epoch = run_->epoch();
    view.epochs = run_->experiment().fit.epochs;
    view.batches = run_->batches();
    view.batch = run_->batch();
    view.update = run_->update();
    view.validating = run_->validating();
    view.history = run_->history();
    view.batch_points = points_.points();
    view.divergence = run_->divergence();
    view.stuck_at_chance = stuck_;
    view.seconds_left = seconds_left();
    if (rows_at_.size() > 1)
        view.samples_per_second = static_cast<double>(rows_at_.back().second - rows_at_.front().second) / std::max(1e-9, rows_at_.back().first - rows_at_.front().first);
    return out;
}

}  // namespace nabla
