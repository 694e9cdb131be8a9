#include <cmath>

#include "core/model/model.h"
#include "lessons/activations/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::activations {
namespace {

std::string fixed(double value, int digits = 3) { return lessons::fixed(value, digits); }

const Text not_yet{"아직 훈련하지 않았어요.", "Nothing is trained yet."};

Text describe_none(const Session& session, const State& state) {
    const auto data = session.dataset();
    if (!data || !has_three_features(*data)) return {"광고비 데이터를 읽는 중이에요.", "The advertising data are loading."};
    const LinearModel plane = best_plane(*data);
    Text text{"가장 좋은 직선식은 " + fixed(plane.weights[0]) + " TV + " + fixed(plane.weights[1]) + " Radio + " + fixed(plane.weights[2]) + " Newspaper + " + with_is(fixed(plane.bias)) + ".",
              "The best straight-line formula is " + fixed(plane.weights[0]) + " TV + " + fixed(plane.weights[1]) + " Radio + " + fixed(plane.weights[2]) + " Newspaper + " + fixed(plane.bias) + "."};
    text.ko += state.collapsed ? " 두 층을 곱한 그림이에요." : " 3-10-1 신경망의 그림이에요.";
    text.en += state.collapsed ? " The figure shows the two layers multiplied into one." : " The figure shows the 3-10-1 network.";
    if (const auto* loss = session.view().history.find("loss"); loss && !loss->empty()) {
        text.ko += " 신경망의 훈련 손실은 " + with_is(fixed(loss->back())) + ".";
        text.en += " The network's training loss is " + fixed(loss->back()) + ".";
    }
    return text;
}

Text describe_slopes(const State& state) {
    const Activation f = *find_activation(state.function);
    const auto z = fixed(state.z, 2), y = fixed(f.value(state.z), 6), slope = fixed(f.derivative(state.z), 6);
    return {state.function + " 함수: 입력 " + z + "에서 출력은 " + y + ", 기울기는 " + with_is(slope) + ".", state.function + ": at input " + z + " the output is " + y + " and the slope " + slope + "."};
}

Text describe_layers(const Session& session) {
    Text text;
    for (std::string_view name : taught) {
        const KeptRun* run = deep_run(session, name);
        if (!run) continue;
        const auto accuracy = fixed(last_of(*run, "val_accuracy"));
        text.ko += std::string(name) + " 열 층의 검증 정확도는 " + with_is(accuracy) + ". ";
        text.en += "Ten layers of " + std::string(name) + " reach validation accuracy " + accuracy + ". ";
    }
    return text.ko.empty() ? not_yet : text;
}

Text describe_dead(const State& state) {
    Text text;
    for (const DeadNote& note : state.notes) {
        const auto rate = fixed(note.rate), dead = std::to_string(note.dead);
        text.ko += note.activation + ", 학습률 " + rate + ": 죽은 뉴런 " + dead + "개. ";
        text.en += note.activation + " at learning rate " + rate + ": " + dead + " dead neurons. ";
    }
    return text.ko.empty() ? Text{"아직 적은 것이 없어요.", "No count is written down yet."} : text;
}

Text describe_output(const Session& session) {
    Text text;
    for (const char* output : {"sigmoid", "linear"}) {
        const KeptRun* run = sales_run(session, output);
        if (!run) continue;
        const auto loss = fixed(last_of(*run, "loss"), 2);
        text.ko += std::string("출력 ") + output + ": 손실 " + loss + ". ";
        text.en += std::string(output) + " output: loss " + loss + ". ";
    }
    return text.ko.empty() ? not_yet : text;
}

Text describe_entropy(const State& state) {
    const ThreeClasses three = three_classes(state.logits, 1);
    const auto p = fixed(state.p, 3), loss = fixed(-std::log(state.p), 6);
    Text text{"정답의 확률이 " + p + "이면 손실은 " + with_is(loss) + ". 소프트맥스의 확률은 ", "With probability " + p + " on the right answer the loss is " + loss + ". Softmax gives "};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto value = fixed(three.probability[i], 6);
        text.ko += value + (i < 2 ? ", " : i == 2 ? "이고 합은 1이에요." : "");
        text.en += value + (i < 2 ? ", " : ", which add up to 1.");
    }
    return text;
}

Text describe_duel(const Session& session) {
    Text text;
    for (const char* activation : {"sigmoid", "relu"}) {
        const auto train = duel_scores(session, activation, "accuracy"), val = duel_scores(session, activation, "val_accuracy");
        if (val.empty()) continue;
        double a = 0, b = 0;
        for (std::size_t i = 0; i < val.size(); ++i) a += train[i] / static_cast<double>(val.size()), b += val[i] / static_cast<double>(val.size());
        const auto n = std::to_string(val.size());
        text.ko += std::string(activation) + " 시드 " + n + "개의 평균: 훈련 " + fixed(a, 4) + ", 검증 " + fixed(b, 4) + ". ";
        text.en += std::string(activation) + ", mean of " + n + " seeds: training " + fixed(a, 4) + ", validation " + fixed(b, 4) + ". ";
    }
    return text.ko.empty() ? not_yet : text;
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "none") return describe_none(session, state);
    if (step == "slopes") return describe_slopes(state);
    if (step == "layers") return describe_layers(session);
    if (step == "dead") return describe_dead(state);
    if (step == "output") return describe_output(session);
    if (step == "entropy") return describe_entropy(state);
    if (step == "duel") return describe_duel(session);
    return {};
}

}  // namespace nabla::lessons::activations
