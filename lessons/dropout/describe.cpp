#include <algorithm>

#include "lessons/dropout/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::dropout {
namespace {

std::string fixed(double value, int digits = 3) { return lessons::fixed(value, digits); }

const Text not_yet{"아직 훈련하지 않았어요.", "Nothing is trained yet."};

Text describe_mask(const State& state, const Session& session) {
    const auto batch = std::to_string(state.masks + static_cast<int>(session.view().update) + 1), sample = std::to_string(state.sample);
    Text text{batch + "번째 배치, 샘플 " + sample + "번의 마스크를 보고 있어요.", "The figure shows batch " + batch + ", the mask of sample " + sample + "."};
    for (double rate : rates_of(session.experiment())) {
        text.ko += " 드롭아웃 비율 " + fixed(rate, 1) + ".";
        text.en += " Dropout rate " + fixed(rate, 1) + ".";
    }
    return text;
}

Text describe_scale(const State& state) {
    const auto rate = fixed(state.rate, 2), times = fixed(1 / (1 - state.rate), 6), draws = std::to_string(state.draws);
    return {"비율 " + rate + "에서 살아남은 값에는 " + with_object(times) + " 곱해요. 마스크를 " + draws + "개 뽑았어요.",
            "At rate " + rate + " a surviving value is multiplied by " + times + ". Masks drawn: " + draws + "."};
}

Text describe_modes(const State& state) {
    const auto masked = std::to_string(state.with_masks), plain = std::to_string(state.plain);
    return {"훈련 모드로 " + masked + "번, 추론 모드로 " + plain + "번 예측했어요.", "Predicted " + masked + " times in training mode and " + plain + " times in inference mode."};
}

void add_run(Text& text, const GroupRunView* run, const Text& name) {
    if (!run || run->history.epochs() == 0) return;
    const auto last = [&](const char* series) {
        const auto* values = run->history.find(series);
        return values && !values->empty() ? fixed(values->back(), 4) : std::string("–");
    };
    text.ko += name.ko + ": 훈련 정확도 " + last("accuracy") + ", 검증 정확도 " + last("val_accuracy");
    text.en += name.en + ": training accuracy " + last("accuracy") + ", validation accuracy " + last("val_accuracy");
    if (const auto test = test_accuracy(run)) {
        text.ko += ", 테스트 정확도 " + fixed(*test, 4);
        text.en += ", test accuracy " + fixed(*test, 4);
    }
    text.ko += ". ", text.en += ". ";
}

Text describe_pair(const Session& session, std::string_view group) {
    Text text;
    add_run(text, run_of(session, group, "without"), {"드롭아웃 없이", "Without dropout"});
    add_run(text, run_of(session, group, "with"), {"드롭아웃 넣고", "With dropout"});
    return text.ko.empty() ? not_yet : text;
}

Text describe_why(const Session& session) {
    const GroupRunView* run = run_of(session, "pair", "with");
    if (!run || run->modes.empty()) return not_yet;
    const auto masked = fixed(run->modes.back().training_metric, 4);
    Text text{"마스크를 뽑으면 훈련 데이터의 정확도는 " + with_is(masked) + ".", "With masks drawn, accuracy on training rows is " + masked + "."};
    if (!answered(session.lesson_state(), masks_off.id)) return text;
    const auto plain = fixed(run->modes.back().inference_metric, 4);
    return {text.ko + " 마스크를 끄면 " + with_is(plain) + ".", text.en + " With masks off it is " + plain + "."};
}

Text describe_knockout(const Session& session, const State& state) {
    const auto share = fixed(state.share * 100, 0);
    const auto data = session.dataset();
    if (!over(session, "pair", 2) || !data || !data->test) return not_yet;
    Text text{"은닉 뉴런의 " + share + "%를 껐어요.", share + "% of the hidden units are off."};
    for (const bool with : {false, true}) {
        const auto network = trained(session, with);
        if (!network) return not_yet;
        const auto accuracy = fixed(knocked_accuracy(*network, *data, state.share, state.draw), 3);
        text.ko += std::string(with ? " 드롭아웃을 넣고" : " 드롭아웃 없이") + " 훈련한 신경망의 정확도는 " + with_is(accuracy) + ".";
        text.en += std::string(" Accuracy of the network trained ") + (with ? "with" : "without") + " dropout: " + accuracy + ".";
    }
    return text;
}

Text describe_small(const Session& session) {
    Text text;
    for (const bool with : {false, true}) {
        const auto scores = small_scores(session, with, false);
        if (scores.empty()) continue;
        double mean = 0;
        for (double score : scores) mean += score / static_cast<double>(scores.size());
        const auto n = std::to_string(scores.size()), value = fixed(mean, 4);
        text.ko += std::string(with ? "드롭아웃 넣고" : "드롭아웃 없이") + " 시드 " + n + "개의 평균 테스트 정확도는 " + with_is(value) + ". ";
        text.en += std::string(with ? "With" : "Without") + " dropout, mean test accuracy of " + n + " seeds is " + value + ". ";
    }
    return text.ko.empty() ? not_yet : text;
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "mask") return describe_mask(state, session);
    if (step == "scale") return describe_scale(state);
    if (step == "modes") return describe_modes(state);
    if (step == "compare") return describe_pair(session, "pair");
    if (step == "why") return describe_why(session);
    if (step == "thirty") {
        const Text ten = describe_pair(session, "pair"), thirty = describe_pair(session, "thirty");
        return {"10에포크. " + ten.ko + " 30에포크. " + thirty.ko, "10 epochs. " + ten.en + " 30 epochs. " + thirty.en};
    }
    if (step == "knockout") return describe_knockout(session, state);
    if (step == "small") return describe_small(session);
    return {};
}

}  // namespace nabla::lessons::dropout
