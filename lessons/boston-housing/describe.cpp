#include <algorithm>
#include <cstdio>

#include "core/session/control_groups.h"
#include "lessons/boston-housing/state.h"
#include "lessons/korean.h"

namespace nabla::lessons::boston_housing {
namespace {

std::string fixed(double value, int digits = 3) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

const Text loading{"데이터를 읽는 중이에요.", "The data are loading."};

Text describe_baseline(const Dataset& data, const State& state) {
    if (state.baseline == "linear") {
        const LinearModel plane = fit_linear(data.raw_train.x.floats(), data.raw_train.y);
        std::vector<float> predicted;
        const auto x = data.raw_test.x.floats();
        for (std::size_t i = 0; i < data.raw_test.y.size(); ++i)
            predicted.push_back(static_cast<float>(plane.predict(x.subspan(i * plane.weights.size(), plane.weights.size()))));
        const auto mae = fixed(mean_absolute_error(predicted, data.raw_test.y));
        return {"특성 13개에 맞춘 선형식의 테스트 MAE는 " + with_is(mae) + ".", "A linear formula on the 13 features has a test MAE of " + mae + "."};
    }
    const std::vector<float> same(data.raw_test.y.size(), static_cast<float>(state.constant));
    const auto mae = fixed(mean_absolute_error(same, data.raw_test.y)), answer = fixed(state.constant, 1);
    return {"늘 " + with_as(answer) + " 답하면 테스트 MAE는 " + with_is(mae) + ".", "Always answering " + answer + " gives a test MAE of " + mae + "."};
}

Text describe_table(const Dataset& data, const State& state) {
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

Text describe_pairs(const Session& session, const State& state) {
    const auto share = fixed(state.share, 2), b = fixed(b_of(state.share), 1);
    Text text{"Bk가 " + share + "이면 B는 " + with_is(b) + ".", "A share Bk of " + share + " makes B " + b + "."};
    std::vector<double> with, without;
    int worse = 0;
    for (const Pair& pair : pairs_of(session)) {
        if (!pair.with || !pair.without) continue;
        with.push_back(*pair.with);
        without.push_back(*pair.without);
        worse += *pair.without > *pair.with;
    }
    if (with.empty()) return text;
    const Spread a = spread_of(with), c = spread_of(without);
    const auto n = std::to_string(with.size());
    text.ko += " 시드 " + n + "개에서 B를 넣은 MAE는 " + fixed(a.mean) + " ± " + fixed(a.deviation) + ", 뺀 MAE는 " + fixed(c.mean) + " ± " + fixed(c.deviation) + "이고, 뺀 쪽이 나쁜 시드는 " + std::to_string(worse) + "개예요.";
    text.en += " Over " + n + " seeds, MAE with B is " + fixed(a.mean) + " ± " + fixed(a.deviation) + ", without B " + fixed(c.mean) + " ± " + fixed(c.deviation) + "; without B is worse for " + std::to_string(worse) + " seeds.";
    return text;
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
    if (step == "baseline") return describe_baseline(*data, state);
    if (step == "table") return describe_table(*data, state);
    if (step == "scale") return describe_scale(session);
    if (step == "train") return describe_result(session);
    if (step == "scores") return describe_scores(session, *data, state);
    if (step == "column-b") return describe_pairs(session, state);
    if (step == "report") return describe_report(session, *data, state);
    return {};
}

}  // namespace nabla::lessons::boston_housing
