#include <algorithm>

#include "core/experiment/model_check.h"
#include "core/session/api_json.h"
#include "core/session/notices.h"
#include "core/session/session_impl.h"
#include "core/train/describe_error.h"

namespace nabla {
namespace {

constexpr std::size_t most_told = 50;   // epochs a tick: a small network trains thousands between two frames

}  // namespace

bool Session::Impl::ensure_prepared() {
    if (prepared_run) return true;
    const auto data = loader.dataset();
    if (!data) return false;
    check_model(experiment, dataset_shape(*data));  // a learner's own file is known only now
    trainer.prepare(experiment, data);
    prepared_run = true;
    rewound = false;
    weights_loaded = loading_weights;   // else the seed's come now
    seen_version = 0;
    return true;
}

/// "#3", a fold's "#3 · 1/4".
std::string Session::Impl::run_name() const {
    const auto name = "#" + std::to_string(run_number);
    return fold > 0 ? name + " · " + std::to_string(fold) + "/" + std::to_string(experiment.folds) : name;
}

/// Keeps the newest numbers of the present run; what a rewound run shows is in its entry already.
void Session::Impl::keep_run() {
    if (!prepared_run || rewound) return;
    const TrainerView& view = trainer.view();
    if (view.batch_points.empty()) return;
    auto& runs = memory().runs;
    if (run_number == 0) {
        run_number = memory().next_run++;
        runs.push_back({.number = run_number, .name = run_name(), .experiment = experiment.to_json(), .history = {}, .batch_points = {}, .test = {}});
    }
    const auto it = std::find_if(runs.begin(), runs.end(), [&](const KeptRun& run) { return run.number == run_number; });
    if (it == runs.end() || view.history.epochs() < it->history.epochs()) return;  // the view is still that of a look back
    it->history = view.history;
    it->batch_points = view.batch_points;
    changed = controls_stale = true;
    session.emit({{"event", "runs"}});
}

void Session::Impl::drop_run() {
    keep_run();
    if (prepared_run) trainer.pause();
    prepared_run = rewound = false;
    run_number = fold = 0;
}

void Session::Impl::begin_new_run_if_over() {
    using enum TrainerView::State;
    const auto state = trainer.view().state;
    const bool over = state == done || state == diverged || state == failed;
    if (over) keep_run();
    if (over || rewound) run_number = 0;
    if (over) epochs_told = 0, weights_loaded = false;
    rewound = false;
}

void Session::Impl::pursue(Goal wanted) {
    if (loader.error()) loader.retry();
    run_error.reset();
    goal = wanted;
    loader.want_train();
    changed = controls_stale = true;
    start_goal();
}

void Session::Impl::start_goal() {
    if (loader.error()) goal = Goal::none;
    if (goal == Goal::none) return;
    try {
        if (!ensure_prepared()) return;
    } catch (const std::exception& error) {
        goal = Goal::none;
        run_error = describe_error(error);
        return;
    }
    begin_new_run_if_over();
    if (goal == Goal::train && experiment.folds > 0 && fold == 0 && run_number == 0) begin_folds();
    else if (goal == Goal::train) trainer.train(threads);
    if (goal == Goal::step_batch) trainer.step_batch();
    if (goal == Goal::step_epoch) trainer.step_epoch();
    goal = Goal::none;
    changed = controls_stale = true;
}

bool Session::Impl::follow_view() {
    bool followed = false;
    const TrainerView& view = session.view();
    if (prepared_run && view.version != seen_version) {
        seen_version = view.version;
        followed = true;
        if (session.state() == State::training && !view.batch_points.empty())
            session.emit({{"event", "batch"}, {"epoch", view.epoch + 1}, {"batch", view.batch}, {"loss", finite_json(view.batch_points.back().loss)}});
        const std::size_t epochs = view.history.epochs();
        epochs_told = std::clamp(epochs_told, epochs - std::min(epochs, most_told), epochs);
        for (; epochs_told < epochs; ++epochs_told) {
            session.emit({{"event", "epoch"}, {"epoch", epochs_told + 1}, {"logs", epoch_logs(view.history, epochs_told)}});
            controls_stale = true;
        }
        if (session.settled()) keep_run();
        follow_folds();
    }
    return tell_state() || followed;
}

bool Session::Impl::tell_state() {
    const State now = session.state();
    if (now == told_state) return false;
    told_state = now;
    controls_stale = true;
    session.emit({{"event", "state"}, {"status", status_json(session)}});
    if (now == State::failed && session.error()) session.emit({{"event", "error"}, {"error", error_json(*session.error())}});
    return true;
}

Session::State Session::state() const {
    const Impl& s = *impl_;
    if (s.goal != Impl::Goal::none) return State::loading;
    if (s.loader.error() || s.run_error) return State::failed;
    if (!s.prepared_run) return State::idle;
    const auto state = s.trainer.view().state;
    if (s.fold > 0 && (state == TrainerView::State::done || state == TrainerView::State::diverged)) return State::training;  // the next fold follows
    switch (state) {
        case TrainerView::State::idle: return State::idle;
        case TrainerView::State::training: return State::training;
        case TrainerView::State::paused: return State::paused;
        case TrainerView::State::done: return State::done;
        case TrainerView::State::diverged: return State::diverged;
        case TrainerView::State::failed: return State::failed;
    }
    return State::idle;
}

bool Session::settled() const {
    const auto now = state();
    return now != State::training && now != State::loading && (!impl_->prepared_run || impl_->trainer.current());
}

const TrainerView& Session::view() const { return impl_->prepared_run ? impl_->trainer.view() : impl_->idle_view; }

std::optional<ErrorInfo> Session::error() const {
    if (impl_->loader.error()) return impl_->loader.error();
    return impl_->run_error ? impl_->run_error : view().error;
}

std::optional<ErrorInfo> Session::notice() const { return notice_of(view(), impl_->experiment); }

void Session::train(int threads) {
    if (threads > 0) impl_->threads = std::min(threads, impl_->options.max_threads);
    if (state() == State::training && impl_->trainer.view().threads == impl_->threads) return;
    impl_->pursue(Impl::Goal::train);
}

void Session::pause() {
    Impl& s = *impl_;
    if (s.goal != Impl::Goal::none) s.goal = Impl::Goal::none;
    else if (state() == State::training) s.trainer.pause();
    s.changed = s.controls_stale = true;
}

void Session::step_batch() {
    if (state() == State::training) impl_->trainer.pause();
    impl_->pursue(Impl::Goal::step_batch);
}

void Session::step_epoch() {
    if (state() == State::training) impl_->trainer.pause();
    impl_->pursue(Impl::Goal::step_epoch);
}

void Session::reset() {
    Impl& s = *impl_;
    s.goal = Impl::Goal::none;
    if (s.loader.error()) s.loader.retry();
    s.run_error.reset();
    s.keep_run();
    if (s.fold > 0) s.trainer.pause(), s.prepared_run = false;  // it has a part of the rows
    s.run_number = s.fold = 0;
    s.rewound = false;
    s.epochs_told = 0;
    s.fold_histories.clear();
    if (s.prepared_run) s.trainer.reset();
    s.probe_weights.reset();
    if (s.probe) s.probe->initialize(s.experiment.seed);
    ++s.generation;  // a model that is being loaded, a test of the old weights
    s.loading_weights = s.weights_loaded = false;
    ++s.weights_version;
    s.changed = s.controls_stale = true;
}

void Session::Impl::follow_pace() {
    const double wanted = paced && lesson && !lesson->steps.empty() ? session.step().updates_per_second : 0;
    if (wanted == pace) return;
    pace = wanted;
    trainer.set_pace(pace);
}

void Session::set_paced(bool paced) {
    impl_->paced = paced;
    impl_->follow_pace();
}

RawProgress Session::data_progress() const { return impl_->loader.progress(); }
std::shared_ptr<const Dataset> Session::dataset() const { return impl_->loader.dataset(); }
void Session::want_data() { impl_->loader.want_train(); }
void Session::want_test_data() { impl_->loader.want_test(); }
int Session::threads() const { return impl_->threads; }
int Session::max_threads() const { return impl_->options.max_threads; }
std::vector<KeptRun>& Session::runs() { return impl_->memory().runs; }
const std::vector<KeptRun>& Session::runs() const { return impl_->memory().runs; }
int Session::current_run() const { return impl_->run_number; }
RunGroup& Session::group(std::string_view name) { return impl_->group_of(impl_->memory(), name); }
const RunGroup& Session::group(std::string_view name) const { return impl_->group_of(impl_->memory(), name); }

void Session::set_run(int number, std::string name, bool visible) {
    for (KeptRun& run : runs()) {
        if (run.number != number) continue;
        run.name = name.empty() ? "#" + std::to_string(number) : std::move(name);
        run.visible = visible;
    }
    impl_->changed = true;
    emit({{"event", "runs"}});
}

void Session::restore_run(int number) {
    const auto it = std::find_if(runs().begin(), runs().end(), [&](const KeptRun& run) { return run.number == number; });
    if (it == runs().end())
        throw Error({.code = "unknown_run", .where = "run", .expected = "the number of a kept run", .received = std::to_string(number), .advice = {}});
    set_experiment(Experiment::parse(Json(it->experiment)));
}

}  // namespace nabla
