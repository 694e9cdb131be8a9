#include <cmath>

#include "core/number_text.h"
#include "lessons/gradient-descent/state.h"
#include "lessons/korean.h"
#include "lessons/numerals.h"

namespace nabla::lessons::gradient_descent {
namespace {

/// "43" or "more than 3000".
Text count_text(std::int64_t count) {
    if (count >= 0) return {std::to_string(count) + "번", std::to_string(count)};
    return {std::to_string(most_updates) + "번 넘게", "more than " + std::to_string(most_updates)};
}

Text describe_fit(const LineLoss& loss, double w) {
    const auto at = fixed(w, 2), mse = fixed(loss.loss(loss.minimum()[0], w), 4);
    return {"기울기 w가 " + at + "일 때 평균 제곱 오차는 " + with_is(mse) + ".", "With slope w = " + at + ", the mean squared error is " + mse + "."};
}

Text describe_slope(const LineLoss& loss, double w) {
    const double b = loss.minimum()[0];
    const auto at = fixed(w, 2), slope = fixed(loss.gradient(b, w)[1], 4), mse = fixed(loss.loss(b, w), 4);
    return {"w가 " + at + "일 때 손실은 " + mse + ", 접선의 기울기는 " + with_is(slope) + ".", "At w = " + at + " the loss is " + mse + " and the slope of the tangent " + slope + "."};
}

Text describe_rates(const Session& session) {
    const auto path = rate_walk(session);
    if (path.size() < 3) return {};
    const auto rate = fixed(learning_rate(session.experiment()), 2), n = std::to_string(path.size() - 1);
    const auto first = fixed(path[1].w[0], 4), second = fixed(path[2].w[0], 4), last = fixed(path.back().w[0], 4), loss = fixed(path.back().loss, 4);
    return {"학습률 " + rate + "에서 w는 0, " + first + ", " + second + "로 움직여요. " + n + "번 뒤의 w는 " + last + ", 손실은 " + with_is(loss) + ".",
            "At rate " + rate + ", w goes 0, " + first + ", " + second + ". After " + n + " updates w is " + last + " and the loss " + loss + "."};
}

Text describe_ravine(const Session& session, const State& state) {
    const auto count = count_text(ravine_count(session, state));
    const auto rate = fixed(ravine_rate(session), 4), b = fixed(state.start[0], 1), w = fixed(state.start[1], 1);
    return {"학습률 " + rate + ", 출발점 b = " + b + ", w = " + w + ". 남은 거리가 1%가 되기까지 " + count.ko + " 반복해요.",
            "Rate " + rate + ", start at b = " + b + ", w = " + w + ". Iterations until 1% of the distance is left: " + count.en + "."};
}

Text describe_scale(const Session& session, const LineLoss& loss) {
    const auto count = count_text(updates_to_minimum(loss, sgd(best_rate(loss)), {0, 0}, most_updates));
    const std::string condition = number_text(loss.condition(), 4), limit = number_text(loss.limit(), 4);
    Text text{std::string("가파른 방향의 굽은 정도는 평평한 방향의 ") + condition + "배예요. 학습률의 한계는 " + with_is(limit) + ".",
              std::string("The steep direction curves ") + condition + " times as much as the flat one. The rate's limit is " + limit + "."};
    if (!answered(session.lesson_state(), one_update.id)) return text;   // the count is the answer
    text.ko += " 1%까지 " + count.ko + " 반복해요.", text.en += " Iterations to 1%: " + count.en + ".";
    return text;
}

Text describe_batches(const Session& session, const LineLoss& loss) {
    Text text;
    for (const KeptRun* run : batch_runs(session)) {
        if (!run) continue;
        const BatchPath path = replay(*run, session.dataset(), loss);
        if (path.points.empty()) continue;
        const auto size = std::to_string(path.batch_size), updates = std::to_string(path.points.size() - 1), wander = fixed(path.wander, 3);
        text.ko += "배치 " + size + "행: 갱신 " + updates + "번, 마지막 에포크에 흩어진 정도 " + wander + ". ";
        text.en += "Batches of " + size + ": " + updates + " updates, spread in the last epoch " + wander + ". ";
    }
    if (text.ko.empty()) return {"아직 훈련하지 않았어요.", "Nothing has been trained yet."};
    return text;
}

Text describe_pairs(const Session& session) {
    Text text;
    int seed = 0;
    for (const Pair& pair : pairs_of(session)) {
        ++seed;
        if (!pair.without || !pair.with) continue;
        const auto n = std::to_string(seed), a = fixed(*pair.without, 2), b = fixed(*pair.with, 2);
        text.ko += "시드 " + n + ": 행 번호 없이 " + a + ", 넣고 " + b + ". ";
        text.en += "Seed " + n + ": " + a + " without the row number, " + b + " with it. ";
    }
    if (text.ko.empty()) return {"아직 훈련하지 않았어요.", "Nothing has been trained yet."};
    return {"테스트 MSE. " + text.ko, "Test MSE. " + text.en};
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "epochs") {
        const Case& one = shown_case(state);
        const auto rows = std::to_string(one.rows), batch = std::to_string(one.batch);
        return {rows + "행을 " + batch + "행씩 묶은 그림이에요.", "A picture of " + rows + " rows in batches of " + batch + "."};
    }
    if (step == "row-number") return describe_pairs(session);
    const auto loss = standardized_loss(session);
    if (!loss) return {"데이터를 읽는 중이에요.", "The data are loading."};
    if (step == "fit") return describe_fit(*loss, state.w);
    if (step == "slope") return describe_slope(*loss, state.at);
    if (step == "rates") return describe_rates(session);
    if (step == "ravine") return describe_ravine(session, state);
    if (step == "scale") return describe_scale(session, *scaled_loss(session));
    if (step == "batches") return describe_batches(session, *loss);
    return {};
}

}  // namespace nabla::lessons::gradient_descent
