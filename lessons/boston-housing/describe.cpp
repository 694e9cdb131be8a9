#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/boston-housing/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::boston_housing {
namespace {

std::string fixed(double value, int digits = 3) { return lessons::fixed(value, digits); }

const Text loading{"데이터를 읽는 중이에요.", "The data are loading."};

Text describe_baseline(const Session& session, const Dataset& data, const State& state) {
    if (!answered(session.lesson_state(), baseline_mae.id)) return {"테스트 지역 102개가 싼 곳부터 서 있어요. MAE는 질문에 답하면 보여요.", "The 102 test areas stand from cheap to dear. Answer the question to see the MAE."};
    if (state.baseline == "linear") {
        const auto mae = fixed(linear_test_mae(data));
        return {"특성 13개에 맞춘 선형식의 테스트 MAE는 " + with_is(mae) + ".", "A linear formula on the 13 features has a test MAE of " + mae + "."};
    }
    const std::vector<float> same(data.raw_test.y.size(), static_cast<float>(state.constant));
    const auto mae = fixed(mean_absolute_error(same, data.raw_test.y)), answer = fixed(state.constant, 1);
    return {"늘 " + with_as(answer) + " 답하면 테스트 MAE는 " + with_is(mae) + ".", "Always answering " + answer + " gives a test MAE of " + mae + "."};
}

Text describe_table(const Session& session, const Dataset& data, const State& state) {
    const RawTable table = raw_table(data);
    const auto column = table.column(state.column);
    if (!column) return {"열을 고르세요.", "Choose a column."};
    const Bars bars = bars_of(table, *column);
    const auto tallest = std::ranges::max_element(bars.counts) - bars.counts.begin();
    Text text{state.column + "의 가장 높은 막대는 " + fixed(bars.begin(static_cast<int>(tallest)), 1) + "에서 시작하고 " + std::to_string(bars.counts[static_cast<std::size_t>(tallest)]) + "행이에요.",
              "The tallest bar of " + state.column + " begins at " + fixed(bars.begin(static_cast<int>(tallest)), 1) + " and holds " + std::to_string(bars.counts[static_cast<std::size_t>(tallest)]) + " rows."};
    if (state.bin >= 0 && state.bin < static_cast<int>(bars.counts.size())) {
        const auto count = std::to_string(bars.counts[static_cast<std::size_t>(state.bin)]);
        const auto from = fixed(bars.begin(state.bin), 1), to = fixed(bars.begin(state.bin + 1), 1);
        text.ko += " 고른 막대는 " + from + "부터 " + to + "까지이고 " + count + "행이에요.";
        text.en += " The chosen bar runs from " + from + " to " + to + " and holds " + count + " rows.";
        if (const Pile pile = pile_of(table, *column, bars, state.bin); pile != Pile::none) {
            const Text words = session.step().label(pile == Pile::cut ? "found" : "natural");
            text.ko += " " + words.ko, text.en += " " + words.en;
        }
    }
    return text;
}

Text describe_scale(const Session& session) {
    const ScaleRuns runs = scale_runs(session);
    const auto line = [](const KeptRun* run, bool korean) -> std::string {
        if (!run) return korean ? "아직 훈련하지 않았어요" : "not trained yet";
        return (korean ? "검증 MAE " : "validation MAE ") + fixed(run->history.find("val_mae")->back());
    };
    return {"원래 값: " + line(runs.raw, true) + ". 표준화: " + line(runs.standardized, true) + ".", "Raw: " + line(runs.raw, false) + ". Standardized: " + line(runs.standardized, false) + "."};
}

Text describe_result(const Session& session) {
    const auto& result = session.test_result();
    if (!result || result->evaluation.metrics.empty()) return {"아직 테스트 세트로 평가하지 않았어요.", "The network has not been evaluated on the test set yet."};
    const auto mae = fixed(result->evaluation.metrics.front().second), mse = fixed(result->evaluation.loss, 2);
    return {"테스트 MAE는 " + mae + ", MSE는 " + with_is(mse) + ". 평균으로 답하면 MAE 6.533, 선형식은 3.464예요.",
            "Test MAE is " + mae + ", MSE " + mse + ". The mean has MAE 6.533, the linear formula 3.464."};
}

Text describe_scores(const Session& session, const Dataset& data, const State& state) {
    const auto& result = session.test_result();
    if (!result || !data.test) return describe_result(session);
    const Scores all = scores_of(sorted_errors(*result, *data.test), 0), kept = scores_of(sorted_errors(*result, *data.test), state.trim);
    const auto trim = std::to_string(state.trim);
    return {"모두 넣으면 MAE " + fixed(all.mae) + ", MSE " + fixed(all.mse, 2) + ". 가장 큰 오차 " + trim + "개를 빼면 MAE " + fixed(kept.mae) + ", MSE " + fixed(kept.mse, 2) + ".",
            "With all errors MAE is " + fixed(all.mae) + " and MSE " + fixed(all.mse, 2) + ". Without the " + trim + " largest, MAE is " + fixed(kept.mae) + " and MSE " + fixed(kept.mse, 2) + "."};
}

Text joined(Text first, const Text& second) {
    if (!second.ko.empty()) first.ko += " " + second.ko, first.en += " " + second.en;
    return first;
}

Text describe_comparison(const Session& session, Comparison comparison) {
    std::vector<double> as_is, changed;
    int worse = 0;
    for (const Pair& pair : pairs_of(session, comparison)) {
        if (!pair.both()) continue;
        as_is.push_back(*pair.as_is);
        changed.push_back(*pair.changed);
        worse += *pair.changed > *pair.as_is;
    }
    if (as_is.empty()) return {};
    const Spread a = spread_of(as_is), c = spread_of(changed);
    const auto n = std::to_string(as_is.size());
    const bool b = comparison == Comparison::without_b;
    return {"겹 " + n + "쌍의 검증 MAE는 " + (b ? "B를 넣으면 " : "CHAS 그대로 ") + fixed(a.mean) + " ± " + fixed(a.deviation) + ", " + (b ? "빼면 " : "원-핫으로 ") + fixed(c.mean) + " ± " + fixed(c.deviation) + ". 바꾼 쪽이 나쁜 겹은 " + std::to_string(worse) + "개예요.",
            "Over " + n + " paired folds, validation MAE " + (b ? "with B" : "with CHAS as it is") + " is " + fixed(a.mean) + " ± " + fixed(a.deviation) + ", " + (b ? "without B " : "one-hot ") + fixed(c.mean) + " ± " + fixed(c.deviation) + "; the change is worse in " + std::to_string(worse) + "."};
}

Text describe_folds(const Session& session, const State& state) {
    const FoldCurves curves = fold_curves(session);
    if (!curves.complete) {
        Text text{"훈련 행을 네 겹으로 나눴어요.", "The training rows are dealt into four folds."};
        int turn = 0;
        for (const FoldStatistics& one : fold_statistics(session, state.feature)) {
            const auto numbers = fixed(one.mean) + " ± " + fixed(one.deviation), count = std::to_string(one.train), held = std::to_string(one.held_out), name = std::to_string(++turn);
            text.ko += " " + name + "번째 실행은 " + count + "행으로 훈련하고 " + held + "행으로 검증해요. " + state.feature + " " + numbers + ".";
            text.en += " Run " + name + " trains on " + count + " rows and validates on " + held + "; " + state.feature + " " + numbers + ".";
        }
        return text;
    }
    std::vector<double> ends;
    for (const auto* values : curves.each) ends.push_back(values->back());
    const Spread spread = spread_of(ends);
    const auto best = std::to_string(curves.best_epoch()), apart = fixed(*std::ranges::max_element(ends) - *std::ranges::min_element(ends));
    const auto numbers = fixed(spread.mean) + " ± " + fixed(spread.deviation), average = fixed(curves.average[curves.best]);
    return {"네 겹의 마지막 검증 MAE는 " + numbers + ", 가장 큰 겹과 작은 겹의 차이는 " + with_is(apart) + ". 평균은 " + best + "에포크에서 " + with_as(average) + " 가장 작아요.",
            "The four folds end at a validation MAE of " + numbers + "; the largest and the smallest are " + apart + " apart. The average is smallest at epoch " + best + ": " + average + "."};
}

Text describe_epoch(const Session& session, const State& state) {
    const FoldCurves curves = fold_curves(session);
    if (!curves.complete) return {"먼저 네 겹을 훈련하세요.", "Train the four folds first."};
    const auto index = std::to_string(curves.best), best = fixed(curves.average[curves.best]), flat = std::to_string(curves.near_best(near_enough));
    Text text{"평균 곡선의 argmin은 " + index + ", 그때의 MAE는 " + with_is(best) + ". 여기서 0.05 안에 드는 에포크가 " + flat + "개예요.",
              "argmin of the average curve is " + index + "; its MAE is " + best + ". " + flat + " epochs lie within 0.05 of it."};
    if (state.epoch > 0 && state.epoch <= static_cast<int>(curves.average.size())) {
        const auto chosen = std::to_string(state.epoch), mae = fixed(curves.average[static_cast<std::size_t>(state.epoch - 1)]);
        text = joined(text, {"고른 " + chosen + "에포크의 평균 MAE는 " + with_is(mae) + ".", "At the chosen epoch " + chosen + " the average MAE is " + mae + "."});
    }
    return joined(text, describe_result(session));
}

Text describe_chas(const Session& session, const Dataset& data, const State& state) {
    if (!answered(session.lesson_state(), one_hot.id)) return {"CHAS와 두 열 CHAS=0, CHAS=1의 행이에요. 질문에 답하면 한 열과 비교할 수 있어요.", "Rows of CHAS beside the columns CHAS=0 and CHAS=1. Answer the question to compare with one column."};
    const auto away = fixed(state.away, 1), river = fixed(state.river, 1), difference = fixed(state.river - state.away, 1);
    Text text{"두 열의 가중치가 " + away + ", " + river + "일 때는 한 열에 편향 " + away + ", 가중치 " + with_object(difference) + " 쓴 것과 같아요.",
              "Two columns with weights " + away + " and " + river + " do what one column does with bias " + away + " and weight " + difference + "."};
    if (data.test && data.raw_test.rows() > 0) {
        const auto one = fixed(linear_test_mae(data)), two = fixed(linear_test_mae(*one_hot_feature(data, "CHAS")));
        text = joined(text, {"선형식의 테스트 MAE는 한 열로 " + one + ", 두 열로 " + with_is(two) + ".", "The linear formula's test MAE is " + one + " with one column and " + two + " with two."});
    }
    return joined(text, describe_comparison(session, Comparison::chas_one_hot));
}

Text describe_pairs(const Session& session, const State& state) {
    const auto share = fixed(state.share, 2), b = fixed(b_of(state.share), 1);
    Text text{"Bk가 " + share + "이면 B는 " + with_is(b) + ".", "A share Bk of " + share + " makes B " + b + "."};
    return joined(text, describe_comparison(session, Comparison::without_b));
}

Text describe_report(const Session& session, const Dataset& data, const State& state) {
    Text text = describe_result(session);
    if (const auto& result = session.test_result(); result && state.row >= 0 && data.test && static_cast<std::size_t>(state.row) < result->evaluation.predictions.size()) {
        const auto predicted = result->evaluation.predictions[static_cast<std::size_t>(state.row)], truth = data.test->y[static_cast<std::size_t>(state.row)];
        text.ko += " 샘플 " + std::to_string(state.row) + "번: 예측 " + fixed(predicted, 1) + ", 실제 " + fixed(truth, 1) + ", 오차 " + fixed(predicted - truth, 1) + ".";
        text.en += " Sample " + std::to_string(state.row) + ": predicted " + fixed(predicted, 1) + ", true " + fixed(truth, 1) + ", error " + fixed(predicted - truth, 1) + ".";
    }
    if (state.report) {
        text.ko += " 보고서: 시드 " + std::to_string(state.report->runs) + "개, MAE " + fixed(state.report->mean) + " ± " + fixed(state.report->deviation) + ".";
        text.en += " Report: " + std::to_string(state.report->runs) + " seeds, MAE " + fixed(state.report->mean) + " ± " + fixed(state.report->deviation) + ".";
    }
    return text;
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    const auto data = session.dataset();
    if (!data) return loading;
    if (step == "baseline") return describe_baseline(session, *data, state);
    if (step == "table") return describe_table(session, *data, state);
    if (step == "scale") return describe_scale(session);
    if (step == "train") return describe_result(session);
    if (step == "folds") return describe_folds(session, state);
    if (step == "epoch") return describe_epoch(session, state);
    if (step == "chas") return describe_chas(session, *data, state);
    if (step == "scores") return describe_scores(session, *data, state);
    if (step == "column-b") return describe_pairs(session, state);
    if (step == "report") return describe_report(session, *data, state);
    return {};
}

}  // namespace nabla::lessons::boston_housing
