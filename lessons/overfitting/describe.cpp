#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/state.h"

namespace nabla::lessons::overfitting {
namespace {

std::string last_of(const Session& session, const char* series, int digits) {
    const auto* values = session.view().history.find(series);
    return values && !values->empty() ? fixed(values->back(), digits) : std::string();
}

Text describe_fit(const Session& session) {
    const Experiment& e = session.experiment();
    const std::string rows = std::to_string(e.dataset.rows.value_or(200)), width = width_of(e), loss = last_of(session, "loss", 4);
    Text text{"점 " + rows + "개에 은닉층의 뉴런이 " + width + "인 신경망을 맞춰요.", "A network with " + width + " hidden units is fitted to " + rows + " points."};
    if (loss.empty()) return text;
    text.ko += " 훈련 오차는 " + with_is(loss) + ".";
    text.en += " Its training error is " + loss + ".";
    return text;
}

Text describe_runs(const Session& session, const char* kind) {
    Text text = describe_fit(session);
    for (const CurveRun& run : curve_runs(session, kind)) {
        if (!run.ended) continue;
        const std::string train = fixed(run.train, 4), error = fixed(error_of(run), 4), rows = std::to_string(run.rows);
        text.ko += " 뉴런 " + run.width + ", 점 " + rows + "개: 훈련 오차 " + train + ", 참 곡선과의 오차 " + error + ".";
        text.en += " " + run.width + " units, " + rows + " points: training error " + train + ", error from the true curve " + error + ".";
    }
    return text;
}

Text describe_digits(const Session& session) {
    const std::string train = last_of(session, "accuracy", 3), validation = last_of(session, "val_accuracy", 3);
    if (train.empty() || validation.empty()) return {"아직 훈련하지 않았어요.", "Not trained yet."};
    const auto n = std::to_string(session.view().history.epochs());
    return {n + "에포크 뒤 훈련 정확도는 " + train + ", 검증 정확도는 " + with_is(validation) + ".", "After " + n + " epochs training accuracy is " + train + ", validation accuracy " + validation + "."};
}

Text describe_penalty(const Session& session) {
    const auto runs = penalty_runs(session);
    if (runs.empty()) return {"세 신경망은 아직 훈련하지 않았어요.", "The three networks are not trained yet."};
    Text text;
    for (const PenaltyRun& run : runs) {
        if (!run.ended || !run.weights) continue;
        const WeightCount count = count_weights(session.experiment(), *run.weights);
        const std::string share = fixed(100.0 * static_cast<double>(count.small) / static_cast<double>(std::max<std::int64_t>(1, count.all)), 1), zero = thousands(count.zero), accuracy = fixed(run.val_accuracy, 3);
        const std::string name = run.name == "none" ? "" : run.name == "l1" ? "L1" : "L2";
        text.ko += (name.empty() ? "규제 없음" : name) + ": 0.001보다 작은 가중치 " + share + "%, 정확히 0인 가중치 " + zero + "개, 검증 정확도 " + accuracy + ". ";
        text.en += (name.empty() ? "No penalty" : name) + ": " + share + "% of the weights are below 0.001, " + zero + " are exactly 0, validation accuracy " + accuracy + ". ";
    }
    return text.ko.empty() ? Text{"세 신경망을 훈련하는 중이에요.", "The three networks are in training."} : text;
}

Text describe_stop(const Session& session) {
    const auto stopping = stopping_of(session.experiment(), session.view().history);
    if (!stopping) return {"조기 종료가 꺼져 있어요.", "Early stopping is off."};
    if (stopping->best < 1) return {"아직 훈련하지 않았어요.", "Not trained yet."};
    const std::string best = std::to_string(stopping->best), seen = std::to_string(stopping->seen);
    Text text{"검증 손실은 " + best + "에포크에서 가장 낮았어요.", "Validation loss was lowest at epoch " + best + "."};
    text.ko += stopping->stopped ? " 훈련은 " + seen + "에포크 뒤에 멈췄어요." : " 지금까지 " + seen + "에포크를 훈련했어요.";
    text.en += stopping->stopped ? " Training stopped after epoch " + seen + "." : " " + seen + " epochs are trained so far.";
    return text;
}

Text describe_peek(const Session& session) {
    const auto runs = peek_runs(session);
    const int best = best_candidate(runs);
    if (best < 0) return {"후보 열 개는 아직 훈련하지 않았어요.", "The ten candidates are not trained yet."};
    const PeekRun& winner = runs[static_cast<std::size_t>(best)];
    const std::string number = std::to_string(best + 1), peeked = fixed(100 * winner.peeked, 1), fresh_score = fixed(100 * winner.fresh, 1);
    Text text{"엿본 그림 100장에서는 " + number + "번 후보가 " + peeked + "%로 가장 높아요.", "On the 100 peeked images candidate " + number + " is best with " + peeked + "%."};
    if (answered(session.lesson_state(), fresh.id)) {
        text.ko += " 새 그림에서는 " + fresh_score + "%예요.";
        text.en += " On fresh images it has " + fresh_score + "%.";
    }
    return text;
}

}  // namespace

Text describe(const Session& session) {
    const std::string& step = session.step().id;
    if (step == "points") return describe_fit(session);
    if (step == "size") return describe_runs(session, "width");
    if (step == "rows") return describe_runs(session, "rows");
    if (step == "penalty") return describe_penalty(session);
    if (step == "stop") return describe_stop(session);
    if (step == "peek") return describe_peek(session);
    return describe_digits(session);
}

}  // namespace nabla::lessons::overfitting
