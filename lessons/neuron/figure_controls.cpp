#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/neuron/state.h"

namespace nabla::lessons::neuron {
namespace {

Control number(std::string id, Text label, double value, double low, double high, double step, Text hint) {
    return slider(std::move(id), "figure", std::move(label), value, low, high, step, std::move(hint));
}

void line_controls(const Line& line, std::vector<Control>& out) {
    out.push_back(number("figure.w1", {"가중치 w₁", "Weight w₁"}, line.w1, -6, 6, 0.1, {"x₁에 곱하는 수예요.", "Multiplies x₁."}));
    out.push_back(number("figure.w2", {"가중치 w₂", "Weight w₂"}, line.w2, -6, 6, 0.1, {"x₂에 곱하는 수예요.", "Multiplies x₂."}));
    out.push_back(number("figure.b", {"편향 b", "Bias b"}, line.b, -6, 6, 0.1, {"곱을 더한 뒤에 더하는 수예요.", "Added to the sum of the products."}));
}

/// The twin of dragging: which point, and where it is.
void sample_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const auto samples = samples_of(session.experiment());
    if (samples.empty() || session.experiment().dataset.name != "inline") return;
    const auto at = std::min(samples.size() - 1, static_cast<std::size_t>(state.sample));
    const Sample& s = samples[at];
    out.push_back(whole_number("figure.sample", "figure", {"점 번호", "Point number"}, static_cast<std::int64_t>(at) + 1, 1, static_cast<std::int64_t>(samples.size()),
                               {s.positive ? "라벨이 1인 점이에요." : "라벨이 0인 점이에요.", s.positive ? "A point with label 1." : "A point with label 0."}));
    out.push_back(number("figure.x1", {"점의 x₁", "Point's x₁"}, s.x1, -3, 3, 0.1, {"고른 점을 옆으로 옮겨요.", "Moves the chosen point sideways."}));
    out.push_back(number("figure.x2", {"점의 x₂", "Point's x₂"}, s.x2, -3, 3, 0.1, {"고른 점을 위아래로 옮겨요.", "Moves the chosen point up and down."}));
}

void xor_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const Step& step = session.step();
    out.push_back(question_control(session, best));
    out.push_back({.id = "figure.mode", .kind = Control::Kind::select, .label = {"그림", "Figure"}, .group = "figure", .value = state.mode,
                   .choices = {{"network", step.label("mode.network")}, {"hand", step.label("mode.hand")}}});
    if (state.mode == "hand") line_controls(state.cut, out);
}

int hidden_units(const Session& session) {
    const auto& layers = session.experiment().model["config"]["layers"];
    return layers.size() > 1 ? layers[0].value("config", Json::object()).value("units", 0) : 0;
}

void hidden_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const Step& step = session.step();
    const int units = std::min(hidden_units(session), 16);
    Control unit{.id = "figure.unit", .kind = Control::Kind::select, .label = {"크게 볼 뉴런", "Neuron in large"}, .group = "figure",
                 .value = state.unit < 0 || state.unit >= units ? "output" : std::to_string(state.unit + 1), .choices = {{"output", step.label("output")}}};
    for (int i = 1; i <= units; ++i) unit.choices.push_back({std::to_string(i), {step.label("hidden").ko + " " + std::to_string(i), step.label("hidden").en + " " + std::to_string(i)}});
    out.push_back(std::move(unit));
}

void tile_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const Step& step = session.step();
    out.push_back(question_control(session, succeed));
    auto train = button("figure.train_seeds", "figure", step.label("train_seeds"), step.label("train_seeds.hint"));
    train.enabled = !session.group().busy();
    out.push_back(std::move(train));
    Control tile{.id = "figure.tile", .kind = Control::Kind::select, .label = {"크게 볼 신경망", "Network in large"}, .group = "figure", .value = std::to_string(state.tile),
                 .choices = {{"0", step.label("by_hand")}}};
    for (int i = 1; i <= seeds; ++i) tile.choices.push_back({std::to_string(i), {"시드 " + std::to_string(i), "Seed " + std::to_string(i)}});
    out.push_back(std::move(tile));
}

void set_line(Session& session, const char* key, Line line, std::string_view id, double value) {
    (id == "figure.w1" ? line.w1 : id == "figure.w2" ? line.w2 : line.b) = value;
    session.set_lesson_state(key, Json::array({line.w1, line.w2, line.b}));
}

void move_sample(Session& session, const State& state, std::string_view id, double value) {
    const auto samples = samples_of(session.experiment());
    if (samples.empty()) return;
    const auto at = std::min(samples.size() - 1, static_cast<std::size_t>(state.sample));
    session.set_experiment(with_sample_moved(session.experiment(), at, id == "figure.x1" ? value : samples[at].x1, id == "figure.x2" ? value : samples[at].x2), "sample");
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "sum") {
        out.push_back(question_control(session, recall));
        out.push_back(question_control(session, sign));
        out.push_back(typed_control(session, sum_value()));
    } else if (step == "squash") {
        out.push_back(number("figure.z", {"가중합 z", "Weighted sum z"}, state.z, -6, 6, 0.01, {"곡선 위의 점을 옮겨요.", "Moves the point along the curve."}));
    } else if (step == "bias") {
        out.push_back(question_control(session, bias_moves));
        out.push_back(number("figure.shift", {"편향 b", "Bias b"}, state.shift, -3, 3, 0.1, {"w₁과 w₂는 그대로 두고 b만 바꿔요.", "Changes b; w₁ and w₂ stay."}));
    } else if (step == "by-hand") {
        line_controls(state.line, out);
        sample_controls(session, state, out);
    } else if (step == "machine") {
        out.push_back(question_control(session, same));
        line_controls(state.line, out);
        sample_controls(session, state, out);
    } else if (step == "xor") {
        xor_controls(session, state, out);
    } else if (step == "hidden") {
        hidden_controls(session, state, out);
    } else if (step == "two-units") {
        tile_controls(session, state, out);
    }
    say_what_is_set(out, {{"figure.x1", "dataset"}, {"figure.x2", "dataset"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall, sign, bias_moves, same, best, succeed})) return;
    if (set_typed(session, id, value, {&sum_value()})) return;
    const State state = State::read(session.lesson_state());
    const bool cuts = session.step().id == "xor";
    if (id == "figure.z") session.set_lesson_state("z", value);
    else if (id == "figure.shift") session.set_lesson_state("shift", value);
    else if (id == "figure.w1" || id == "figure.w2" || id == "figure.b") set_line(session, cuts ? "cut" : "line", cuts ? state.cut : state.line, id, value.get<double>());
    else if (id == "figure.sample") session.set_lesson_state("sample", value.get<int>() - 1);
    else if (id == "figure.x1" || id == "figure.x2") move_sample(session, state, id, value.get<double>());
    else if (id == "figure.mode") session.set_lesson_state("mode", value);
    else if (id == "figure.unit") session.set_lesson_state("unit", value == "output" ? -1 : std::stoi(value.get<std::string>()) - 1);
    else if (id == "figure.tile") session.set_lesson_state("tile", std::stoi(value.get<std::string>()));
    else if (id == "figure.train_seeds") start_seeds(session);
}

}  // namespace nabla::lessons::neuron
