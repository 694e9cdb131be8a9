#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/experiment/model_ends.h"
#include "core/session/api_json.h"
#include "core/session/control_groups.h"
#include "core/session/controls.h"
#include "core/session/expression.h"
#include "core/session/run_controls.h"
#include "core/session/session_impl.h"
#include "core/session/view_controls.h"

namespace nabla {
namespace {

/// Whether a model for the one also fits the other's data: the same data, or inputs of the same shapes. Shapes of a file that nobody
/// has read yet say nothing.
bool share_a_model(const Experiment& a, const Experiment& b) {
    if (a.model != b.model) return false;
    if (dataset_json(a.dataset) == dataset_json(b.dataset)) return true;
    const auto shapes = a.input_shapes();
    return !shapes.empty() && shapes == b.input_shapes();
}

}  // namespace

void Session::Impl::replace(Experiment next) {
    drop_run();
    const bool same_model = share_a_model(next, experiment);
    experiment = std::move(next);
    memory().experiments.insert_or_assign(chapter(), experiment);
    loader.use(experiment.dataset, experiment.seed);
    goal = Goal::none;
    run_error.reset();
    fold_histories.clear();
    idle_view = {};
    idle_view.epochs = experiment.fit.epochs;
    idle_view.threads = threads;
    epochs_told = 0;
    test_result.reset();
    ++generation;
    loading_weights = weights_loaded = false;
    ++weights_version;
    probe_weights.reset();
    if (!same_model) probe.reset();
    else if (probe) probe->initialize(experiment.seed);
    fail_requests(cancelled());
    changed = controls_stale = true;
}

std::vector<Shape> Session::known_input_shapes() const {
    const auto data = impl_->loader.dataset();
    return data ? input_shapes(impl_->experiment.model, dataset_shape(*data)) : impl_->experiment.input_shapes();
}

void Session::reload_data() {
    impl_->loader.forget();
    impl_->replace(Experiment(impl_->experiment));
}

void Session::Impl::change(Experiment next, std::string what) {
    Json before = experiment.to_json(), after = next.to_json();
    if (before != after) memory().edits[chapter()].add({std::move(what), std::move(before), std::move(after), options.now(), action()});
    replace(std::move(next));
    session.emit({{"event", "edited"}});
}

void Session::Impl::set_state(const std::string& key, Json value, bool undoable) {
    Json& state = memory().state;
    const Json before = state.contains(key) ? state[key] : Json();
    if (state.contains(key) && before == value) return;
    state[key] = value;
    if (undoable) memory().edits[chapter()].add({"state:" + key, before, std::move(value), options.now(), action()});
    changed = controls_stale = true;
    session.emit({{"event", "edited"}});
}

void Session::Impl::check_state(const Lesson& lesson, const Json& state) {
    const JsonReader read(state, "lesson_state");
    for (const auto& [key, start] : lesson.state.items()) {
        const Json* value = read.find(key);
        const bool same_kind = !value || start.is_null() || value->type() == start.type() || (value->is_number() && start.is_number());
        if (!same_kind) read.fail(key, "wrong_type", std::string("a value like ") + shown(start));
    }
    read.finish();
}

Json Session::Impl::declared_state() const {
    Json result = Json::object();
    for (const auto& [key, start] : lesson->state.items()) result[key] = memory().state.value(key, start);
    return result;
}

void Session::Impl::take_back(const Edit& edit, const Json& value) {
    if (edit.of_state()) memory().state[edit.key()] = value;
    else replace(Experiment::parse(value));
    changed = controls_stale = true;
    session.emit({{"event", "edited"}});
}

std::vector<Control> Session::Impl::make_controls() const {
    auto all = run_controls(session);
    auto rest = experiment_controls(experiment);
    all.insert(all.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    for (auto& control : view_controls(session)) all.push_back(std::move(control));
    try {
        if (lesson->controls)
            for (auto& control : lesson->controls(session)) all.push_back(std::move(control));
    } catch (const Error&) {
        // The figure has none for an Experiment that the lesson was not made for.
    }
    restrictions.apply(all);
    fold_others(all);
    return all;
}

/// The Experiment's controls that the step is not about, behind one that unfolds them; of a step about its figure the run's
/// too, while nothing runs that could be paused: a run of one batch is over before.
void Session::Impl::fold_others(std::vector<Control>& all) const {
    const auto& about = session.step().controls;
    if (about.empty()) return;
    const auto state = session.state();
    const bool one_batch = experiment.fit.epochs == 1 && session.view().batches <= 1;
    const bool rests = one_batch || (state != State::training && state != State::loading && state != State::paused);
    const bool own_table = experiment.dataset.name == "csv";  // no figure trains that
    const bool in_figure = rests && !own_table && std::ranges::find(about, "figure") != about.end();
    std::size_t others = 0;
    for (Control& c : all) {
        const bool other = c.id.starts_with("run.") ? in_figure : c.group != "run" && c.group != "figure" && !any_names_control(about, c);
        others += other;
        c.folded = other && !all_controls;
    }
    if (others == 0) return;
    auto control = toggle("view.all_controls", "view", {"모든 설정", "All controls"}, all_controls,
                          {"이 단계와 관계없는 설정까지 모두 보여 줘요.", "Shows the controls that this step is not about as well."});
    all.push_back(std::move(control));
}

void Session::Impl::refresh_controls() {
    if (!controls_stale) return;
    controls_stale = false;
    auto next = make_controls();
    if (next == controls && told_language == language) return;
    told_language = language;
    controls = std::move(next);
    session.emit({{"event", "controls"}});
}

const Json& Session::lesson_state() const { return impl_->memory().state; }
void Session::set_lesson_state(std::string_view key, Json value) { impl_->set_state(std::string(key), std::move(value)); }
void Session::note_lesson_state(std::string_view key, Json value) { impl_->set_state(std::string(key), std::move(value), false); }
void Session::check_lesson_state(const Json& state) const { Impl::check_state(*impl_->lesson, state); }
const Experiment& Session::experiment() const { return impl_->experiment; }

void Session::set_experiment(Experiment experiment, std::string_view drag) {
    impl_->change(Experiment::parse(experiment.to_json()), drag.empty() ? "experiment" : "experiment:" + std::string(drag));
}

Session::Action::Action(Session& session) : session_(session), outermost_(!session.impl_->in_action) {
    if (outermost_) session_.impl_->in_action = true, ++session_.impl_->actions;
}

Session::Action::~Action() {
    if (outermost_) session_.impl_->in_action = false;
}

bool Session::can_undo() const {
    const auto it = impl_->memory().edits.find(impl_->chapter());
    return it != impl_->memory().edits.end() && it->second.can_undo();
}

bool Session::can_redo() const {
    const auto it = impl_->memory().edits.find(impl_->chapter());
    return it != impl_->memory().edits.end() && it->second.can_redo();
}

void Session::undo() {
    if (!can_undo()) return;
    const auto step = impl_->memory().edits[impl_->chapter()].undo();
    for (auto edit = step.rbegin(); edit != step.rend(); ++edit) impl_->take_back(*edit, edit->before);
}

void Session::redo() {
    if (!can_redo()) return;
    const auto step = impl_->memory().edits[impl_->chapter()].redo();
    for (const Edit& edit : step) impl_->take_back(edit, edit.after);
}

const std::vector<Control>& Session::controls() const {
    impl_->refresh_controls();
    return impl_->controls;
}

namespace {

/// What is typed for a number may be a calculation.
Json worked_out(const Control& control, const Json& value) {
    if (control.kind != Control::Kind::number || !value.is_string()) return value;
    const auto& words = value.get_ref<const std::string&>();
    if (const auto number = read_expression(words)) return *number;
    throw Error({.code = "unreadable_number", .where = control.id, .expected = "a number, or a calculation such as 0.5 * 0.3 + 0.1", .received = words, .advice = {}});
}

}  // namespace

void Session::set_control(std::string_view id, const Json& given) {
    // Train and Pause stand in one place: a second click that comes late is not a mistake.
    const bool under_way = state() == State::training || state() == State::loading;
    if ((id == "run.train" && under_way) || (id == "run.pause" && !under_way)) return;
    const auto& all = controls();
    const auto it = std::find_if(all.begin(), all.end(), [&](const Control& c) { return c.id == id; });
    if (it == all.end())
        throw Error({.code = "unknown_control", .where = std::string(id), .expected = "a control that is shown now", .received = "", .advice = {}});
    const Json value = worked_out(*it, given);
    check_control_value(*it, value);
    if (press_run_control(*this, id)) return;
    if (set_view_control(*this, id, value)) return;
    const Action action(*this);
    if (it->group == "figure" || id.starts_with("figure.")) {
        if (impl_->lesson->set_control) impl_->lesson->set_control(*this, id, value);
        impl_->changed = impl_->controls_stale = true;
        return;
    }
    Experiment next = experiment();
    apply_control(next, id, value);
    if (next == experiment()) return;
    impl_->change(std::move(next), it->kind == Control::Kind::button ? "experiment" : "experiment:" + std::string(id));
}

}  // namespace nabla
