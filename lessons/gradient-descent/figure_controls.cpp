#include <algorithm>
#include <cmath>
#include <string>

#include "core/number_text.h"
#include "core/session/control_groups.h"
#include "lessons/experiments.h"
#include "lessons/gradient-descent/state.h"

namespace nabla::lessons::gradient_descent {
namespace {

const Text iteration{"반복", "Iteration"};

Control rate_slider(std::string id, double value, double low, double high, double step) {
    return slider(std::move(id), "figure", {"학습률", "Learning rate"}, value, low, high, step, {"기울기에 곱하는 수예요.", "Multiplies the slope."});
}

Control place(const char* id, const char* name, double value) {
    return slider(id, "figure", {std::string("출발점의 ") + name, std::string("Start at ") + name}, value, -4, 14, 0.1, {"여기에서 걷기 시작해요.", "The walk begins here."});
}

void rates_controls(const Session& session, std::vector<Control>& out) {
    out.push_back(question_control(session, rate_one));
    out.push_back(rate_slider("figure.rate", learning_rate(session.experiment()), 0.01, 1.2, 0.01));
    auto walk = button("figure.walk", "figure", session.step().label("walk"), {"이 학습률로 w = 0에서부터 훈련해요.", "Trains at this rate from w = 0."});
    walk.enabled = session.dataset() && session.state() != Session::State::training && session.state() != Session::State::loading;
    out.push_back(std::move(walk));
    add_playback_controls(session, playback_length(session), iteration, out);
}

void scale_controls(const Session& session, std::vector<Control>& out) {
    const Scaling scaling = scaling_of(session);
    out.push_back(question_control(session, one_update));
    out.push_back(slider("figure.shift", "figure", session.step().label("shift"), scaling.shift, 0, 200, 0.1, {"TV에서 이 수를 먼저 빼요.", "Is subtracted from TV first."}));
    out.push_back(log_slider("figure.unit", "figure", session.step().label("unit"), scaling.unit, 1, 200, {"그다음 이 수로 나누어요.", "Then TV is divided by this."}));
    out.push_back(button("figure.raw", "figure", session.step().label("raw"), {"TV를 그대로 써요.", "Takes TV as it is."}));
    out.push_back(button("figure.hundreds", "figure", session.step().label("hundreds"), {"TV를 100으로 나누어요.", "Divides TV by 100."}));
    auto standard = button("figure.standardized", "figure", session.step().label("standardized"), {"평균을 빼고 표준편차로 나누어요.", "Subtracts the mean and divides by the standard deviation."});
    standard.enabled = session.dataset() != nullptr;
    out.push_back(std::move(standard));
}

void batches_controls(const Session& session, std::vector<Control>& out) {
    out.push_back(question_control(session, wanders));
    for (const std::int64_t size : batch_sizes) {
        const auto name = std::to_string(size);
        auto train = button("figure.batch_" + name, "figure", session.step().label("batch_" + name), {"배치 크기를 " + name + "로 하고 10에포크 훈련해요.", "Trains 10 epochs with batches of " + name + "."});
        train.enabled = session.dataset() && session.state() != Session::State::training && session.state() != Session::State::loading;
        out.push_back(std::move(train));
    }
    add_playback_controls(session, playback_length(session), session.step().label("way"), out);
}

void epochs_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back({.id = "figure.counted", .kind = Control::Kind::select, .label = session.step().label("counted"), .group = "figure", .value = shown_case(state).id});
    for (const Case& one : cases()) out.back().choices.push_back({one.id, session.step().label("case." + one.id)});
    for (const TypedNumber* number : counts()) out.push_back(typed_control(session, *number));
    add_playback_controls(session, playback_length(session), iteration, out);
}

void pair_controls(const Session& session, std::vector<Control>& out) {
    out.push_back(question_control(session, damage));
    const auto data = session.dataset();
    auto train = button("figure.train_pairs", "figure", session.step().label("train_pairs"), {"시드 다섯 개로 행 번호를 빼고 한 번, 넣고 한 번 훈련해요.", "Trains five seeds without the row number and the same five with it."});
    train.enabled = can_pair(session) && !session.group().busy();
    if (data && !data->inputs.empty()) train.hint = {"실험에서 dataset.inputs를 빼면 비교할 수 있어요.", "Take dataset.inputs out of the experiment to compare."};
    out.push_back(std::move(train));
}

/// The figure's rate is the Experiment's: what is trained beside it, and its code in Keras, are what is shown.
void use_rate(Session& session, double rate, std::string_view drag) {
    Experiment next = session.experiment();
    if (learning_rate(next) == rate) return;
    next.compile.optimizer.config["learning_rate"] = rate;
    session.set_experiment(std::move(next), drag);
    show_end(session);
}

void walk_now(Session& session) {
    play_from_start(session);
    if (session.state() == Session::State::paused) session.reset();
    session.train();
}

void train_batches(Session& session, std::int64_t size) {
    Experiment next = session.experiment();
    next.fit.batch_size = size;
    if (!(next == session.experiment())) session.set_experiment(std::move(next));
    walk_now(session);
}

/// 0.5, not 0.49999999997; fewer digits, and the needle's walk is another after 60 updates.
double seven_digits(double value) { return std::stod(number_text(value, 7)); }

/// The Experiment counts TV as the figure does, and takes the rate of the figure's walk.
void use_scaling(Session& session, Scaling scaling, bool standardize = false, std::string_view drag = {}) {
    Experiment next = session.experiment();
    DatasetSpec& spec = next.dataset;
    spec.min_max = false;
    spec.standardize = standardize;
    const bool raw = scaling.shift == 0 && scaling.unit == 1;
    spec.given_scale = raw || standardize ? std::nullopt : std::optional(GivenScale{.mean = scaling.shift, .deviation = scaling.unit});
    const LineMeans means = session.dataset() ? line_means(*session.dataset()) : LineMeans{};
    if (means.deviation() > 0 && next.compile.optimizer.class_name == "SGD")
        next.compile.optimizer.config["learning_rate"] = seven_digits(best_rate(LineLoss(means, scaling.shift, scaling.unit)));
    if (!(next == session.experiment())) session.set_experiment(std::move(next), drag);
}

/// The figure's walk and the Experiment's training begin at the same place.
void set_start(Session& session, std::array<double, 2> start, std::string_view drag) {
    for (double& x : start) x = std::round(std::clamp(x, -100.0, 100.0) * 10) / 10;
    session.set_lesson_state("start", start);
    Experiment next = session.experiment();
    start_line_at(next, start[0], start[1]);
    if (!(next == session.experiment())) session.set_experiment(std::move(next), drag);
}

/// The case whose number has just been typed right moves.
void show_solved(Session& session, std::string_view control) {
    for (const Case& one : cases()) {
        if (!control.ends_with("." + one.id) || !solved(session, one)) continue;
        session.set_lesson_state("counted", one.id);
        play_from_start(session);
    }
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "fit") {
        out.push_back(slider("figure.w", "figure", {"기울기 w", "Slope w"}, state.w, w_low, w_high, 0.01, {"직선을 눕히거나 세워요.", "Tilts the line."}));
        out.push_back(question_control(session, hand_loss));
    } else if (step == "slope") {
        out.push_back(slider("figure.touch", "figure", {"접선의 자리 w", "Tangent at w"}, state.at, w_low, w_high, 0.01, {"접선을 이곳으로 옮겨요.", "Moves the tangent here."}));
        out.push_back(typed_control(session, next_w()));
    } else if (step == "rates") {
        rates_controls(session, out);
    } else if (step == "ravine") {
        out.push_back(rate_slider("figure.ravine_rate", ravine_rate(session), 0.1, 0.28, 0.0001));
        out.push_back(place("figure.start_b", "b", state.start[0]));
        out.push_back(place("figure.start_w", "w", state.start[1]));
        add_playback_controls(session, playback_length(session), iteration, out);
    } else if (step == "scale") {
        scale_controls(session, out);
    } else if (step == "batches") {
        batches_controls(session, out);
    } else if (step == "epochs") {
        epochs_controls(session, state, out);
    } else if (step == "row-number") {
        pair_controls(session, out);
    }
    say_what_is_set(out, {{"figure.rate", "optimizer.learning_rate"}, {"figure.ravine_rate", "optimizer.learning_rate"}, {"figure.shift", "dataset"}, {"figure.unit", "dataset"}, {"figure.raw", "dataset"},
                          {"figure.hundreds", "dataset"}, {"figure.standardized", "dataset.standardize"}, {"figure.batch_200", "fit.batch_size"},
                          {"figure.batch_5", "fit.batch_size"}, {"figure.batch_1", "fit.batch_size"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {hand_loss, rate_one, one_update, wanders, damage})) return;
    std::vector<const TypedNumber*> typed = counts();
    typed.push_back(&next_w());
    if (set_typed(session, id, value, typed)) return show_solved(session, id);
    const State state = State::read(session.lesson_state());
    if (set_playback(session, id, value, playback_length(session))) return;
    if (id == "figure.w") session.set_lesson_state("w", value);
    else if (id == "figure.touch") session.set_lesson_state("at", value);
    else if (id == "figure.rate") use_rate(session, value.get<double>(), id);
    else if (id == "figure.walk") walk_now(session);
    else if (id == "figure.ravine_rate") use_rate(session, value.get<double>(), id);
    else if (id == "figure.start_b") set_start(session, {value.get<double>(), state.start[1]}, id), play_from_start(session);
    else if (id == "figure.start_w") set_start(session, {state.start[0], value.get<double>()}, id), play_from_start(session);
    else if (id == "figure.shift") use_scaling(session, {value.get<double>(), scaling_of(session).unit}, false, id);
    else if (id == "figure.unit") use_scaling(session, {scaling_of(session).shift, value.get<double>()}, false, id);
    else if (id == "figure.raw") use_scaling(session, {0, 1});
    else if (id == "figure.hundreds") use_scaling(session, {0, 100});
    else if (id == "figure.standardized" && session.dataset()) {
        const LineMeans means = line_means(*session.dataset());
        use_scaling(session, {means.x, means.deviation()}, true);
    } else if (id == "figure.batch_200") train_batches(session, 200);
    else if (id == "figure.batch_5") train_batches(session, 5);
    else if (id == "figure.batch_1") train_batches(session, 1);
    else if (id == "figure.counted") session.set_lesson_state("counted", value), show_end(session);
    else if (id == "figure.train_pairs") session.want_test_data(), start_pairs(session);
}

}  // namespace nabla::lessons::gradient_descent
