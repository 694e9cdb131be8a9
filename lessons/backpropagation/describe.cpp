#include <cmath>

#include "core/session/session.h"
#include "lessons/backpropagation/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

Text both(std::string ko, std::string en) { return {std::move(ko), std::move(en)}; }

void add(Text& text, const Text& more) {
    text.ko += (text.ko.empty() ? "" : " ") + more.ko;
    text.en += (text.en.empty() ? "" : " ") + more.en;
}

/// What is known of a part in this step: its value, and the slope of the loss there once that was found.
Text describe_part(const HandNumbers& n, std::string_view key, bool gradient) {
    const auto j = static_cast<std::size_t>(key.size() > 1 ? key[1] - '1' : 0), i = static_cast<std::size_t>(key.size() > 2 ? key[2] - '1' : 0);
    const double value = key[0] == 'x' ? n.x[j] : key[0] == 'h' ? n.h[j] : key == "y" ? n.y : key[0] == 'w' ? n.w[j][i] : key[0] == 'v' ? n.v[j] : key[0] == 'b' ? n.b[j] : n.c;
    const std::string name = hand_name(key);
    Text text = both(name + " = " + short_number(value, 6) + ".", name + " = " + short_number(value, 6) + ".");
    if (!gradient || key[0] == 'x') return text;
    const double slope = key[0] == 'h' ? n.d_h[j] : key == "y" ? n.d_y : gradient_of(n, key);
    add(text, both("손실의 기울기는 " + with_is(fixed(slope, 6)) + ".", "The slope of the loss is " + fixed(slope, 6) + "."));
    return text;
}

Text describe_hand(const Session& session) {
    const HandNumbers n = numbers(session);
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    Text text = both("출력은 " + fixed(n.y, 3) + ", 타깃은 " + fixed(n.target, 1) + ", 손실은 " + with_is(fixed(n.loss, 6)) + ".",
                     "The output is " + fixed(n.y, 3) + ", the target " + fixed(n.target, 1) + ", the loss " + fixed(n.loss, 6) + ".");
    if (step == "sign" && answered(session.lesson_state(), direction.id)) {
        HandWeights tried = present_weights(session);
        tried[0] = static_cast<float>(state.tried);
        const HandNumbers t = hand_numbers(tried);
        add(text, both("w₁₁이 " + short_number(state.tried) + "이면 출력은 " + fixed(t.y, 4) + ", 손실은 " + with_is(fixed(t.loss, 6)) + ".",
                       "With w₁₁ at " + short_number(state.tried) + " the output is " + fixed(t.y, 4) + " and the loss " + fixed(t.loss, 6) + "."));
    }
    if (step == "output") add(text, both("오른쪽에서 돌아온 기울기는 " + fixed(n.d_y, 6) + ", 그 자리의 기울기는 " + with_is(fixed(n.slope3, 6)) + ".", "The upstream slope is " + fixed(n.d_y, 6) + ", the local slope " + fixed(n.slope3, 6) + "."));
    if (step == "weights") add(text, both("δ는 " + fixed(n.delta, 6) + ", h₁은 " + fixed(n.h[0], 3) + ", h₂는 " + with_is(fixed(n.h[1], 3)) + ".", "Delta is " + fixed(n.delta, 6) + ", h₁ " + fixed(n.h[0], 3) + ", h₂ " + fixed(n.h[1], 3) + "."));
    if (step == "through") add(text, both("δ는 " + fixed(n.delta, 6) + ", v₁은 " + short_number(n.v[0]) + ", σ′(z₁)은 " + with_is(fixed(n.slope[0], 6)) + ".", "Delta is " + fixed(n.delta, 6) + ", v₁ " + short_number(n.v[0]) + ", the slope at z₁ " + fixed(n.slope[0], 6) + "."));
    if (!state.part.empty()) add(text, describe_part(n, state.part, step == "through" && typed_right(session, edge_gradient())));
    return text;
}

Text describe_nudge(const Session& session) {
    const State state = State::read(session.lesson_state());
    const Nudge now = nudge(present_weights(session), state.nudged, state.h);
    const std::string name = hand_name(state.nudged), percent = fixed(now.error() * 100, 2);
    return both(name + " 하나만 움직였어요. 줄이면 손실 " + fixed(now.low, 6) + ", 늘리면 " + fixed(now.high, 6) + "이에요. 움직여서 잰 기울기 " + fixed(now.estimate, 6) + ", 역전파로 구한 기울기 " + fixed(now.gradient, 6) + ", 차이 " + percent + "%예요.",
                "Only " + name + " is nudged. Down the loss is " + fixed(now.low, 6) + ", up " + fixed(now.high, 6) + ". The slope read is " + fixed(now.estimate, 6) + ", that of backpropagation " + fixed(now.gradient, 6) + ", " + percent + " percent apart.");
}

Text describe_update(const Session& session) {
    const HandNumbers before = hand_numbers(hand_weights), now = numbers(session);
    if (session.view().update == 0) return both("아직 갱신하지 않았어요. 출력은 " + fixed(before.y, 3) + ", 손실은 " + with_is(fixed(before.loss, 6)) + ".", "No update yet. The output is " + fixed(before.y, 3) + ", the loss " + fixed(before.loss, 6) + ".");
    const std::string count = std::to_string(session.view().update);
    return both(count + "번 갱신한 뒤 출력은 " + fixed(now.y, 6) + ", 손실은 " + with_is(fixed(now.loss, 6)) + ".", "After " + count + (count == "1" ? " update" : " updates") + " the output is " + fixed(now.y, 6) + " and the loss " + fixed(now.loss, 6) + ".");
}

Text describe_twins(const Session& session) {
    const HandWeights w = present_weights(session);
    const std::string count = std::to_string(session.view().update);
    return both(count + "번 갱신했어요. 뉴런 1의 w₁₁은 " + fixed(w[0], 4) + ", 뉴런 2의 w₂₁은 " + with_is(fixed(w[1], 4)) + ".", count + " updates made. Neuron 1 has w₁₁ at " + fixed(w[0], 4) + ", neuron 2 has w₂₁ at " + fixed(w[1], 4) + ".");
}

Text describe_wishes(const Session& session) {
    const State state = State::read(session.lesson_state());
    if (!state.measured) return both("그림 32장의 그레이디언트를 아직 재지 않았어요.", "The gradients of the 32 images are not measured yet.");
    const auto w = wishes(session);
    if (!w) return both("훈련 세트를 읽는 중이에요.", "The training set is loading.");
    return both("그레이디언트 하나하나의 길이는 평균 " + fixed(w->mean_norm, 2) + ", 평균 그레이디언트의 길이는 " + with_is(fixed(w->norm_of_mean, 2)) + ".",
                "One gradient has a mean length of " + fixed(w->mean_norm, 2) + "; the mean gradient has length " + fixed(w->norm_of_mean, 2) + ".");
}

std::string scientific(double value) {
    if (!(value > 0)) return "0";
    const int power = static_cast<int>(std::floor(std::log10(value)));
    return fixed(value / std::pow(10.0, power), 1) + "e" + std::to_string(power);
}

Text describe_vanish(const Session& session) {
    const auto layers = layer_gradients(session);
    Text text;
    if (layers.size() > 1) text = both("기울기의 크기는 첫 층에서 " + scientific(layers.front()) + ", 출력층에서 " + scientific(layers.back()) + "이에요.", "The slopes' size is " + scientific(layers.front()) + " in the first layer and " + scientific(layers.back()) + " in the output layer.");
    for (const char* name : {"sigmoid", "tanh", "relu"})
        if (const auto accuracy = deep_accuracy(session, name)) add(text, both(std::string(name) + "의 검증 정확도는 " + with_is(fixed(*accuracy, 3)) + ".", std::string("Validation accuracy with ") + name + " is " + fixed(*accuracy, 3) + "."));
    if (text.ko.empty()) text = both("훈련 세트를 읽는 중이에요.", "The training set is loading.");
    return text;
}

}  // namespace

Text describe(const Session& session) {
    const std::string& step = session.step().id;
    if (step == "nudge") return describe_nudge(session);
    if (step == "update") return describe_update(session);
    if (step == "twins") return describe_twins(session);
    if (step == "wishes") return describe_wishes(session);
    if (step == "vanish") return describe_vanish(session);
    return describe_hand(session);
}

}  // namespace nabla::lessons::backpropagation
