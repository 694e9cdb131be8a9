#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/mnist/state.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::mnist {
namespace {

Control ten(std::string id, Text label, int value, Text hint, bool none = false) {
    Control control{.id = std::move(id), .kind = Control::Kind::select, .label = std::move(label), .group = "figure",
                    .value = value < 0 ? "" : std::to_string(value), .hint = std::move(hint)};
    if (none) control.choices.push_back({"", {"없음", "None"}});
    for (int digit = 0; digit < 10; ++digit) control.choices.push_back({std::to_string(digit), {std::to_string(digit), std::to_string(digit)}});
    return control;
}

Control number(std::string id, Text label, int value, int max, Text hint) {
    return whole_number(std::move(id), "figure", std::move(label), std::min(value, max), 0, max, std::move(hint));
}

void digit_controls(const Session& session, const State& state, std::vector<Control>& out) {
    const auto data = session.dataset();
    const int last = static_cast<int>(data ? data->train.rows() : session.experiment().dataset.rows.value_or(all_rows)) - 1;
    out.push_back(number("figure.digit", {"숫자 번호", "Digit number"}, state.digit, last,
                         {"훈련 세트의 이 샘플을 펼쳐요. 0부터 세요.", "Opens this training sample, counted from 0."}));
}

int first_units(const Experiment& experiment) {
    for (const Json& layer : experiment.model["config"]["layers"])
        if (layer.value("class_name", "") == "Dense") return std::max(1, layer["config"].value("units", 1));
    return 1;
}

void mistakes_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back({.id = "figure.view", .kind = Control::Kind::select, .label = {"그림", "Figure"}, .group = "figure", .value = state.view,
                   .choices = {{"matrix", session.step().label("view.matrix")}, {"worst", session.step().label("view.worst")},
                               {"weights", session.step().label("view.weights")}}});
    if (state.view == "weights") {
        out.push_back(number("figure.neuron", {"첫 은닉층의 뉴런", "Neuron of the first hidden layer"}, state.neuron, first_units(session.experiment()) - 1,
                             {"이 뉴런의 가중치 784개를 크게 보여 줘요.", "Shows this neuron's 784 weights enlarged."}));
        out.push_back(question_control(session, border));
        return;
    }
    if (state.view == "matrix") {
        out.push_back(ten("figure.truth", {"실제 숫자", "True digit"}, state.truth, {"혼동 행렬의 행을 골라요.", "Chooses a row of the confusion matrix."}, true));
        out.push_back(ten("figure.guess", {"예측한 숫자", "Predicted digit"}, state.guess, {"혼동 행렬의 열을 골라요.", "Chooses a column of the confusion matrix."}, true));
    }
    const TestResult* result = digit_result(session);
    if (!result) return;
    int count = static_cast<int>(result->worst.size());
    if (state.view == "matrix") count = state.truth < 0 ? 0 : result->confusion[static_cast<std::size_t>(state.truth)][static_cast<std::size_t>(state.guess)];
    if (count > 0)
        out.push_back(number("figure.mistake", {"그림 번호", "Image number"}, state.mistake, count - 1,
                             {"이 그림의 확률 열 개를 보여 줘요. 0부터 세요.", "Shows this image's ten probabilities, counted from 0."}));
}

void draw_controls(const State& state, std::vector<Control>& out) {
    auto sample = ten("figure.sample", {"본보기 그리기", "Draw a sample"}, -1, {"손 대신 이 숫자를 그림판에 그려 줘요.", "Draws this digit on the pad for you."}, true);
    auto meant = ten("figure.meant", {"내가 쓴 숫자", "What I meant"}, -1, {"신경망의 답과 비교해서 기록해요.", "Compares it with the network's answer and keeps count."}, true);
    meant.enabled = !state.strokes.empty();
    auto undo_stroke = button("figure.undo_stroke", "figure", {"한 획 지우기", "Undo stroke"}, {"마지막 획을 지워요.", "Takes the last stroke away."});
    auto clear = button("figure.clear", "figure", {"모두 지우기", "Clear"}, {"그림판을 비워요.", "Empties the pad."});
    undo_stroke.enabled = clear.enabled = !state.strokes.empty();
    for (auto* control : {&sample, &meant, &undo_stroke, &clear}) out.push_back(std::move(*control));
}

int digit_in(const Json& value) {
    if (value.is_number()) return std::clamp(value.get<int>(), 0, 9);
    const auto text = value.is_string() ? value.get<std::string>() : std::string();
    return text.size() == 1 && text[0] >= '0' && text[0] <= '9' ? text[0] - '0' : -1;
}

void open_digit(Session& session, const State& state, int digit) {
    session.set_lesson_state("digit", digit);
    if (session.step().id != "look" || std::ranges::find(state.opened, digit) != state.opened.end()) return;
    Json opened = state.opened;
    opened.push_back(digit);
    session.set_lesson_state("opened", std::move(opened));
}

void choose_cell(Session& session, const State& state, int truth, int guess) {
    if (truth < 0 && guess < 0) return session.set_lesson_state("cell", nullptr);
    // One of the two chosen first: the other one starts on the diagonal.
    session.set_lesson_state("cell", Json::array({truth < 0 ? guess : truth, guess < 0 ? truth : guess}));
    if (truth != state.truth || guess != state.guess) session.set_lesson_state("mistake", 0);
}

void note_try(Session& session, const State& state, int meant) {
    Model* model = plain_probe(session);
    const PadImage image = center_drawing(state.strokes);
    if (!model || image.empty || meant < 0) return;
    const auto read = read_picture(*model, image.pixels);
    if (read.empty()) return;
    Json tries = session.lesson_state().value("tries", Json::array());
    tries.push_back({meant, predicted_class(read)});
    session.set_lesson_state("tries", std::move(tries));
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "look") {
        auto filter = ten("figure.filter", {"라벨", "Label"}, state.filter, {"이 라벨의 숫자만 보여 줘요.", "Shows the digits with this label alone."});
        filter.choices.insert(filter.choices.begin(), {"", {"모두", "All"}});
        out.push_back(std::move(filter));
        digit_controls(session, state, out);
        out.push_back(question_control(session, first_loss));
    } else if (step == "shape") {
        digit_controls(session, state, out);
        out.push_back(number("figure.row", {"행", "Row"}, state.row, image_side - 1, {"위에서부터, 0부터 세요.", "From the top, counted from 0."}));
        out.push_back(number("figure.column", {"열", "Column"}, state.column, image_side - 1, {"왼쪽에서부터, 0부터 세요.", "From the left, counted from 0."}));
        out.push_back(question_control(session, position));
    } else if (step == "rescale") {
        out.push_back(question_control(session, raw_bytes));
    } else if (step == "label") {
        out.push_back(ten("figure.label", {"정답 라벨", "True label"}, state.label, {"이 라벨을 원-핫으로 써요.", "Writes this label one-hot."}));
        out.push_back(ten("figure.other", {"비교할 라벨", "Other label"}, state.other, {"두 라벨 사이의 거리를 재요.", "Measures how far apart the two labels are."}));
        out.push_back(question_control(session, order));
    } else if (step == "train") {
        out.push_back(question_control(session, updates));
    } else if (step == "curves") {
        out.push_back(question_control(session, val_loss));
    } else if (step == "mistakes") {
        mistakes_controls(session, state, out);
    } else if (step == "draw") {
        draw_controls(state, out);
    }
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {first_loss, position, raw_bytes, order, updates, val_loss, border})) return;
    const State state = State::read(session.lesson_state());
    const auto pixel = [&](int row, int column) { session.set_lesson_state("pixel", Json::array({row, column})); };
    if (id == "figure.filter") session.set_lesson_state("filter", digit_in(value));
    else if (id == "figure.digit") open_digit(session, state, value.get<int>());
    else if (id == "figure.row") pixel(value.get<int>(), state.column);
    else if (id == "figure.column") pixel(state.row, value.get<int>());
    else if (id == "figure.label") session.set_lesson_state("label", digit_in(value));
    else if (id == "figure.other") session.set_lesson_state("other", digit_in(value));
    else if (id == "figure.view") session.set_lesson_state("view", value);
    else if (id == "figure.truth") choose_cell(session, state, digit_in(value), digit_in(value) < 0 ? -1 : state.guess);
    else if (id == "figure.guess") choose_cell(session, state, digit_in(value) < 0 ? -1 : state.truth, digit_in(value));
    else if (id == "figure.mistake") session.set_lesson_state("mistake", value);
    else if (id == "figure.neuron") session.set_lesson_state("neuron", value);
    else if (id == "figure.clear") session.set_lesson_state("strokes", Json::array());
    else if (id == "figure.meant") note_try(session, state, digit_in(value));
    else if (id == "figure.sample") {
        if (digit_in(value) >= 0) session.set_lesson_state("strokes", strokes_to_json(sample_digit(digit_in(value))));
    } else if (id == "figure.undo_stroke" && !state.strokes.empty()) {
        Strokes strokes = state.strokes;
        strokes.pop_back();
        session.set_lesson_state("strokes", strokes_to_json(strokes));
    }
}

}  // namespace nabla::lessons::mnist
