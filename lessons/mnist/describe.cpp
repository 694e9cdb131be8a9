#include "core/session/control_groups.h"
#include "lessons/korean.h"
#include "lessons/mnist/state.h"
#include "lessons/numerals.h"

namespace nabla::lessons::mnist {
namespace {

std::string n(std::int64_t value) { return thousands(value); }

Text describe_digit(const Session& session, const State& state) {
    const auto data = session.dataset();
    if (!data || state.digit >= data->train.rows()) return {"훈련 세트를 읽는 중이에요.", "The training set is loading."};
    const auto label = std::to_string(label_of(data->train, static_cast<std::size_t>(state.digit)));
    return {"펼친 샘플은 " + n(state.digit) + "번, 라벨은 " + with_is(label) + ". 지금까지 " + n(static_cast<std::int64_t>(state.opened.size())) + "개를 펼쳤어요.",
            "Sample " + n(state.digit) + " is open, its label is " + label + ". You have opened " + n(static_cast<std::int64_t>(state.opened.size())) + " so far."};
}

Text describe_pixel(const Session& session, const State& state) {
    const int at = state.row * image_side + state.column;
    std::string value_ko, value_en;
    const auto data = session.dataset();
    if (data && data->train.x.is_bytes() && state.digit < data->train.rows()) {
        const auto byte = std::to_string(data->train.x.bytes()[static_cast<std::size_t>(state.digit * image_pixels + at)]);
        value_ko = " 값은 " + with_is(byte) + ".", value_en = " Its value is " + byte + ".";
    }
    const auto row = std::to_string(state.row), column = std::to_string(state.column), where = std::to_string(at);
    return {"행 " + row + ", 열 " + column + "의 픽셀은 한 줄로 폈을 때 " + where + "번 자리예요." + value_ko,
            "The pixel at row " + row + ", column " + column + " is at position " + where + " of the flattened row." + value_en};
}

Text describe_rescale(const Session& session) {
    const RescaleRuns runs = rescale_runs(session);
    const auto line = [](const KeptRun* run, bool korean) -> std::string {
        if (!run) return korean ? "아직 훈련하지 않았어요" : "not trained yet";
        const auto* loss = run->history.find("loss");
        const auto* accuracy = run->history.find("val_accuracy");
        if (!loss || loss->empty() || !accuracy || accuracy->empty()) return korean ? "첫 에포크 중에 멈췄어요" : "stopped during its first epoch";
        return (korean ? "손실 " : "loss ") + fixed(loss->back(), 3) + (korean ? ", 검증 정확도 " : ", validation accuracy ") + fixed(accuracy->back(), 3);
    };
    return {"0~255 그대로: " + line(runs.raw, true) + ". 0~1로 바꿈: " + line(runs.scaled, true) + ".",
            "Bytes 0 to 255: " + line(runs.raw, false) + ". Rescaled to 0 to 1: " + line(runs.scaled, false) + "."};
}

Text describe_label(const Session& session, const State& state) {
    std::string hot;
    for (int i = 0; i < 10; ++i) hot += i == state.label ? " 1" : " 0";
    const auto a = std::to_string(state.label), b = std::to_string(state.other), d = std::to_string(std::abs(state.label - state.other));
    const std::string apart = state.label == state.other ? "0" : "1.414";
    if (!answered(session.lesson_state(), order.id))
        return {"라벨 " + a + "의 원-핫 벡터는" + hot + "이에요. 질문에 답하면 " + b + "까지의 두 거리가 보여요.", "Label " + a + " is one-hot" + hot + ". Answer the question to see its two distances to " + b + "."};
    return {"라벨 " + a + "의 원-핫 벡터는" + hot + "이에요. 수로 쓰면 " + b + "까지의 거리가 " + d + ", 원-핫으로 쓰면 " + with_is(apart) + ".",
            "Label " + a + " is one-hot" + hot + ". As numbers it is " + d + " away from " + b + ", one-hot " + apart + "."};
}

Text describe_training(const Session& session) {
    const TrainerView& view = session.view();
    Text text{"신경망은 784-256-128-10, 매개변수는 235,146개예요.", "The network is 784-256-128-10 with 235,146 parameters."};
    if (view.update > 0) {
        text.ko += " 지금까지 " + n(view.update) + "번 갱신했어요.";
        text.en += " It has made " + n(view.update) + " updates.";
    }
    if (const auto& result = session.test_result(); result && !result->evaluation.metrics.empty()) {
        const auto accuracy = fixed(result->evaluation.metrics.front().second, 4), loss = fixed(result->evaluation.loss, 3);
        text.ko += " 테스트 정확도는 " + accuracy + ", 손실은 " + with_is(loss) + ". 발표된 값은 0.9774와 0.108이에요.";
        text.en += " Test accuracy is " + accuracy + ", loss " + loss + ". The published figures are 0.9774 and 0.108.";
    }
    return text;
}

Text describe_curves(const Session& session) {
    const auto* losses = session.view().history.find("val_loss");
    const auto* accuracy = session.view().history.find("val_accuracy");
    if (!losses || losses->empty() || !accuracy || accuracy->empty()) return {"아직 곡선이 없어요.", "There are no curves yet."};
    std::size_t best = 0;
    for (std::size_t i = 0; i < losses->size(); ++i)
        if ((*losses)[i] < (*losses)[best]) best = i;
    const auto epoch = std::to_string(best + 1), low = fixed((*losses)[best], 3), last = fixed(losses->back(), 3);
    const auto then = fixed((*accuracy)[best], 4), now = fixed(accuracy->back(), 4), all = std::to_string(losses->size());
    return {"검증 손실은 " + epoch + "에포크에서 " + with_as(low) + " 가장 낮았고 " + all + "에포크에서는 " + with_is(last) + ". 검증 정확도는 " + then + "에서 " + with_as(now) + " 바뀌었어요.",
            "Validation loss was lowest, " + low + ", at epoch " + epoch + " and is " + last + " after " + all + ". Validation accuracy went from " + then + " to " + now + "."};
}

Text describe_mistakes(const Session& session, const State& state) {
    const TestResult* result = digit_result(session);
    if (!result) return {"아직 테스트 세트로 평가하지 않았어요.", "The network has not been evaluated on the test set yet."};
    const auto wrong = n(static_cast<std::int64_t>(result->worst.size()));
    Text text{"테스트 그림 가운데 " + wrong + "장을 틀리게 읽었어요.", "The network misread " + wrong + " test images."};
    if (state.truth >= 0) {
        const auto count = n(result->confusion[static_cast<std::size_t>(state.truth)][static_cast<std::size_t>(state.guess)]);
        const auto t = std::to_string(state.truth), g = std::to_string(state.guess);
        text.ko += " 실제 " + with_object(t) + " " + with_as(g) + " 읽은 그림은 " + count + "장이에요.";
        text.en += " It read " + count + " images of a " + t + " as " + g + ".";
    }
    return text;
}

Text describe_drawing(const State& state) {
    int misread = 0;
    for (const Try& made : state.tries) misread += made.meant != made.read;
    Text text{"그림판에 " + n(static_cast<std::int64_t>(state.strokes.size())) + "획이 있어요.",
              "The pad holds " + n(static_cast<std::int64_t>(state.strokes.size())) + " strokes."};
    if (!state.tries.empty()) {
        const Try& last = state.tries.back();
        const auto meant = std::to_string(last.meant), read = std::to_string(last.read);
        text.ko += " 마지막 시도에서 " + with_object(meant) + " " + with_as(read) + " 읽었어요. " + n(std::ssize(state.tries)) + "번 가운데 " + n(misread) + "번 틀렸어요.";
        text.en += " On the last try it read a " + meant + " as " + read + ". It was wrong " + n(misread) + " of " + n(std::ssize(state.tries)) + " times.";
    }
    return text;
}

Text describe_challenge(const Session& session) {
    const auto shapes = session.known_input_shapes();
    if (shapes.empty()) return {};
    const auto parameters = Model(session.experiment().model, shapes).parameter_count();
    Text text{"지금 신경망의 매개변수는 " + n(parameters) + "개, 한도는 " + n(parameter_budget) + "개예요.",
              "This network has " + n(parameters) + " parameters, the budget is " + n(parameter_budget) + "."};
    for (const Entry& entry : challenge_entries(session)) {
        text.ko += " " + entry.name + ": 검증 정확도 " + fixed(entry.accuracy, 4) + (entry.passes() ? ", 통과." : ", 아직이에요.");
        text.en += " " + entry.name + ": validation accuracy " + fixed(entry.accuracy, 4) + (entry.passes() ? ", passed." : ", not yet.");
    }
    return text;
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "look") return describe_digit(session, state);
    if (step == "shape") return describe_pixel(session, state);
    if (step == "rescale") return describe_rescale(session);
    if (step == "label") return describe_label(session, state);
    if (step == "train") return describe_training(session);
    if (step == "curves") return describe_curves(session);
    if (step == "mistakes") return describe_mistakes(session, state);
    if (step == "draw") return describe_drawing(state);
    if (step == "challenge") return describe_challenge(session);
    return {};
}

}  // namespace nabla::lessons::mnist
