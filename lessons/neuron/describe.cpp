#include <cmath>

#include "lessons/korean.h"
#include "lessons/neuron/state.h"
#include "lessons/numerals.h"

namespace nabla::lessons::neuron {
namespace {

Text describe_sum(const Session& session) {
    Text text{"입력 2, −1, 0.5가 가중치 0.5, 1, −2와 이어져 한 뉴런으로 들어가요.", "Inputs 2, −1 and 0.5 lead into one neuron with weights 0.5, 1 and −2."};
    if (!answered(session.lesson_state(), sign.id)) return text;
    const FirstNeuron n = first_neuron();
    const std::string a = short_number(n.products[0]), b = short_number(n.products[1]), c = short_number(n.products[2]);
    text.ko += " 곱은 차례로 " + a + ", " + b + ", " + with_is(c) + ".";
    text.en += " The products are " + a + ", " + b + " and " + c + ".";
    return text;
}

Text describe_squash(const State& state) {
    const std::string z = short_number(state.z, 2), y = fixed(logistic(static_cast<float>(state.z)), 3);
    return {"S자 모양 곡선 위의 점이 z = " + z + "에 있고 높이는 " + with_is(y) + ". 목표는 0.9예요.", "The point on the S-shaped curve stands at z = " + z + ", its height is " + y + ". The goal is 0.9."};
}

Text describe_bias(const State& state) {
    const std::string b = short_number(state.shift, 1), wanted = short_number(bias_line.b, 1);
    const std::string off = short_number(std::abs(state.shift - bias_line.b), 1);
    return {"직선 x₁ + 1.5x₂ + b = 0에서 b는 " + with_is(b) + ". 점선까지 b를 " + off + "만큼 더 옮겨야 해요. 점선의 b는 " + with_is(wanted) + ".",
            "On the line x₁ + 1.5x₂ + b = 0, b is " + b + ". It is " + off + " away from the dashed line's b, " + wanted + "."};
}

Text describe_fit(const Session& session, const Line& line) {
    const auto samples = samples_of(session.experiment());
    const Fit fit = fit_of(line, samples);
    const std::string loss = fixed(fit.loss, 3), right = std::to_string(fit.right), all = std::to_string(samples.size());
    return {"내 직선의 손실은 " + with_is(loss) + ". 점 " + all + "개 가운데 " + right + "개가 제자리에 있어요.",
            "Your line's loss is " + loss + ". Of " + all + " points " + right + " are on their side."};
}

Text describe_run(const Session& session) {
    const auto* loss = session.view().history.find("loss");
    const auto* accuracy = session.view().history.find("accuracy");
    if (!loss || loss->empty() || !accuracy || accuracy->empty()) return {" 신경망은 아직 훈련하지 않았어요.", " The network is not trained yet."};
    const std::string l = fixed(loss->back(), 4), a = short_number(accuracy->back(), 2), n = std::to_string(loss->size());
    return {" 신경망은 " + n + "에포크 뒤 손실이 " + l + ", 정확도가 " + with_is(a) + ".", " After " + n + " epochs the network's loss is " + l + " and its accuracy " + a + "."};
}

Text describe_seeds(const Session& session) {
    if (!shows_seeds(session)) return {"신경망 열 개는 아직 훈련하지 않았어요.", "The ten networks are not trained yet."};
    const std::string ended = std::to_string(seeds_ended(session)), right = std::to_string(seeds_right(session));
    return {"신경망 10개 가운데 " + ended + "개가 훈련을 마쳤고, " + right + "개가 네 점을 모두 맞혔어요.", "Of 10 networks " + ended + " have finished; " + right + " of them have all four points right."};
}

Text joined(Text a, const Text& b) { return {a.ko + b.ko, a.en + b.en}; }

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "sum") return describe_sum(session);
    if (step == "squash") return describe_squash(state);
    if (step == "bias") return describe_bias(state);
    if (step == "by-hand") return describe_fit(session, state.line);
    if (step == "machine") return joined(describe_fit(session, state.line), describe_run(session));
    if (step == "xor") {
        const Text run = describe_run(session), points{"네 점이 정사각형의 꼭짓점에 있어요. 마주 보는 두 점의 라벨이 같아요.", "Four points stand on the corners of a square; opposite ones have the same label."};
        return joined(state.mode == "hand" ? joined(points, joined({" ", " "}, describe_fit(session, state.cut))) : points, run);
    }
    if (step == "hidden") return joined({"은닉층 뉴런의 그림이 신경망의 배선대로 놓여 있어요.", "Pictures of the hidden neurons stand in the order of the network's wiring."}, describe_run(session));
    return describe_seeds(session);
}

}  // namespace nabla::lessons::neuron
