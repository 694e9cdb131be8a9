#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/forward-propagation/state.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

bool of_the_hand_network(std::string_view step) { return step == "wires" || step == "first" || step == "zero" || step == "output"; }

Control part_control(const Session& session, const State& state) {
    Control control{.id = "figure.part", .kind = Control::Kind::select, .label = {"볼 곳", "Look at"}, .group = "figure", .value = state.part,
                    .hint = {"고른 뉴런이나 연결의 값을 보여 줘요.", "Shows the numbers of a neuron or a link."}};
    control.choices.push_back({"", {"없음", "None"}});
    for (const std::string_view key : hand_parts()) {
        const std::string name = hand_name(key);
        control.choices.push_back({std::string(key), {name, name}});
    }
    if (!state.part.empty()) control.hint = part_sentence(numbers(session), state.part, known(session));
    return control;
}

Control z_control(const State& state) {
    return slider("figure.z", "figure", {"가중합 z", "Weighted sum z"}, state.z, -6, 6, 0.01, {"시그모이드 곡선 위의 점을 옮겨요.", "Moves the point along the sigmoid curve."});
}

Control weight(const char* id, std::string name, double value) {
    return slider(id, "figure", {"가중치 " + name, "Weight " + name}, value, -2, 2, 0.01, {"출력층의 가중치를 바꿔요.", "Changes this weight of the output layer."});
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "wires") out.push_back(question_control(session, no_bias)), out.push_back(question_control(session, signs));
    if (step == "zero") out.push_back(question_control(session, off));
    if (step == "first" || step == "zero" || step == "output") out.push_back(z_control(state));
    if (step == "first") out.push_back(typed_control(session, hidden_value()));
    if (step == "output")
        for (const TypedNumber* number : output_values()) out.push_back(typed_control(session, *number));
    if (step == "many") out.push_back(weight("figure.v1", "v\u2081", state.v1)), out.push_back(weight("figure.v2", "v\u2082", state.v2));
    if (step == "matrix") {
        out.push_back(whole_number("figure.sample", "figure", {"샘플", "Sample"}, state.sample + 1, 1, 3, {"이 샘플의 행을 밝혀요.", "Lights the row of this sample."}));
        out.push_back(typed_control(session, matrix_cell()));
    }
    if (step == "count") {
        out.push_back(question_control(session, first_layer));
        if (answered(session.lesson_state(), first_layer.id)) out.push_back(question_control(session, rest));   // it tells the first one's answer
    }
    if (step == "digit") {
        const auto data = session.dataset();
        const auto last = (data ? data->train.rows() : session.experiment().dataset.rows.value_or(60'000)) - 1;
        out.push_back(whole_number("figure.picture", "figure", {"그림 번호", "Image number"}, std::min<std::int64_t>(state.picture, last), 0, last,
                                   {"훈련 세트의 이 그림을 통과시켜요. 0부터 세요.", "Sends this training image through, counted from 0."}));
        out.push_back(question_control(session, top));
    }
    if (of_the_hand_network(step)) out.push_back(part_control(session, state));
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {no_bias, signs, off, first_layer, rest, top})) return;
    std::vector<const TypedNumber*> typed = output_values();
    typed.push_back(&hidden_value());
    typed.push_back(&matrix_cell());
    if (set_typed(session, id, value, typed)) return;
    const State state = State::read(session.lesson_state());
    if (id == "figure.part") session.set_lesson_state("part", value);
    else if (id == "figure.z") session.set_lesson_state("z", value);
    else if (id == "figure.v1") session.set_lesson_state("v", Json::array({value, state.v2}));
    else if (id == "figure.v2") session.set_lesson_state("v", Json::array({state.v1, value}));
    else if (id == "figure.sample") session.set_lesson_state("sample", value.get<int>() - 1);
    else if (id == "figure.picture") session.set_lesson_state("picture", value);
}

}  // namespace nabla::lessons::forward_propagation
