#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/overfitting/state.h"

namespace nabla::lessons::overfitting {
namespace {

/// Width, rows and noise of the fit: the Experiment itself, in the figure's words.
void fit_controls(const Session& session, std::vector<Control>& out) {
    const Experiment& e = session.experiment();
    if (!is_curve_fit(e)) return;
    const std::string width = width_of(e);
    Control units{.id = "figure.width", .kind = Control::Kind::select, .label = {"뉴런", "Units"}, .group = "figure", .value = width,
                  .hint = {"신경망의 크기를 바꿔요.", "Changes the size of the network."}};
    for (const char* choice : {"2", "4", "8", "16", "64", "64-64"}) units.choices.push_back({choice, {choice, choice}});
    if (std::ranges::find(units.choices, width, &Control::Choice::value) == units.choices.end()) units.choices.push_back({width, {width, width}});
    out.push_back(std::move(units));
    out.push_back(whole_number("figure.rows", "figure", {"점의 수", "Points"}, e.dataset.rows.value_or(200), 5, 200, {"훈련에 쓰는 점의 수예요.", "How many points it trains on."}));
    out.back().kind = Control::Kind::slider;
    out.back().step = 5;
    out.push_back(slider("figure.noise", "figure", {"잡음", "Noise"}, e.dataset.noise, 0, 0.5, 0.05, {"점이 참 곡선에서 벗어나는 정도예요.", "How far the points stray from the true curve."}));
}

Control compare(const Session& session) {
    const Step& step = session.step();
    auto control = button("figure.compare", "figure", step.label("compare"), step.label("compare.hint"));
    control.enabled = can_compare(session);
    return control;
}

void change(Session& session, std::string_view drag, auto&& edit) {
    Experiment e = session.experiment();
    edit(e);
    if (!(e == session.experiment())) session.set_experiment(std::move(e), drag);
}

void start_comparison(Session& session) {
    const std::string& step = session.step().id;
    if (step == "size") start_widths(session);
    if (step == "rows") start_rows(session);
    if (step == "penalty") start_penalties(session);
    if (step == "peek") start_peek(session);
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "points") out.push_back(question_control(session, shape));
    if (step == "size") out.push_back(question_control(session, closest));
    if (step == "rows") out.push_back(question_control(session, more));
    if (step == "points" || step == "size" || step == "rows") fit_controls(session, out);
    if (step == "digits") out.push_back(question_control(session, memory));
    if (step == "shuffled") out.push_back(question_control(session, random_labels));
    if (step == "penalty") out.push_back(question_control(session, zeros));
    if (step == "stop") out.push_back(question_control(session, when));
    if (step == "peek") out.push_back(question_control(session, fresh));
    if (step == "size" || step == "rows" || step == "penalty" || step == "peek") out.push_back(compare(session));
    if (step == "points") out.push_back(question_control(session, recall));
    say_what_is_set(out, {{"figure.width", "model"}, {"figure.rows", "dataset.rows"}, {"figure.noise", "dataset.noise"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall, shape, closest, more, memory, random_labels, zeros, when, fresh})) return;
    if (id == "figure.width") change(session, {}, [&](Experiment& e) { e.model = network_of(value.get<std::string>()); });
    else if (id == "figure.rows") change(session, id, [&](Experiment& e) { e.dataset.rows = static_cast<std::int64_t>(value.get<double>()); });
    else if (id == "figure.noise") change(session, id, [&](Experiment& e) { e.dataset.noise = value.get<double>(); });
    else if (id == "figure.compare") start_comparison(session);
}

}  // namespace nabla::lessons::overfitting
