#include <algorithm>
#include <cmath>

#include "lessons/korean.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/state.h"

namespace nabla::lessons::optimizers {
namespace {

std::string count_text(std::int64_t count) { return count < 0 ? "> " + std::to_string(most_updates) : std::to_string(count); }

Text describe_ravine(const Session& session, const State& state) {
    if (!ravine_loss(session)) return {"데이터를 읽는 중이에요.", "The data are loading."};
    const auto plain = count_text(ravine_count(session, state.start, sgd(best_plain_rate))), own = count_text(ravine_count(session, state.start, ravine_rule(session)));
    if (!answered(session.lesson_state(), gain.id)) return {"남은 거리가 1%가 되기까지 모멘텀 없이 " + plain + "번 반복해요.", "Iterations until 1% of the distance is left, without momentum: " + plain + "."};
    return {"남은 거리가 1%가 되기까지 모멘텀 없이 " + plain + "번, 지금 설정으로 " + own + "번 반복해요.", "Iterations until 1% of the distance is left: " + plain + " without momentum, " + own + " with the present setting."};
}

Text describe_square(const Named& rule, bool known) {
    const auto path = square_walk(rule, 3);
    std::string places = "1";
    for (std::size_t i = 1; i < path.size() && (known || i < 2); ++i) places += ", " + short_number(path[i].w[0], 6);
    return {"w가 " + places + "로 움직여요.", "w goes " + places + "."};
}

Text describe_speed(const Session& session) {
    const SpeedRuns runs = speed_runs(session);
    const auto loss = [](const KeptRun* run) { return run ? fixed(run->history.find("loss")->back(), 3) : std::string("–"); };
    return {"SGD 0.01의 손실 " + loss(runs.plain) + ", 모멘텀 0.9에 학습률 0.001의 손실 " + loss(runs.momentum) + ".", "Loss of SGD at 0.01: " + loss(runs.plain) + ". Of momentum 0.9 at 0.001: " + loss(runs.momentum) + "."};
}

Text describe_boxes(const Session& session, const State& state) {
    const auto a = ravine_walk(session, state.box_start, at_rate(find_rule("Adagrad").named, box_rates[0]), box_updates), r = ravine_walk(session, state.box_start, at_rate(find_rule("RMSprop").named, box_rates[1]), box_updates);
    if (a.empty() || r.empty()) return {"데이터를 읽는 중이에요.", "The data are loading."};
    const auto n = std::to_string(box_updates);
    const auto width = [](const std::vector<Waypoint>& path, std::size_t t) { return short_number(std::sqrt(double{path[std::min(t, path.size() - 1)].slots[0].values[0]}), 2); };
    if (!answered(session.lesson_state(), only_grows.id)) {
        const auto wa = width(a, 1), wr = width(r, 1);
        return {"갱신 1번 뒤에 Adagrad 상자의 너비는 " + wa + ", RMSprop 상자의 너비는 " + with_is(wr) + ".", "After update 1 Adagrad's box is " + wa + " wide and RMSprop's " + wr + "."};
    }
    const auto fa = short_number(a.back().loss, 2), fr = short_number(r.back().loss, 2);
    Text text{"갱신 " + n + "번 뒤의 MSE는 Adagrad가 " + fa + ", RMSprop이 " + with_is(fr) + ".", "After " + n + " updates the MSE is " + fa + " with Adagrad and " + fr + " with RMSprop."};
    for (const auto& [name, path] : {std::pair{"Adagrad", &a}, std::pair{"RMSprop", &r}}) {
        const auto first = width(*path, 1), middle = width(*path, 10), last = width(*path, box_updates);
        text.ko += std::string(" ") + name + " 상자의 너비는 갱신 1번, 10번, " + n + "번 뒤에 " + first + ", " + middle + ", " + with_is(last) + ".";
        text.en += std::string(" ") + name + "'s box is " + first + ", " + middle + " and " + last + " wide after updates 1, 10 and " + n + ".";
    }
    return text;
}

Text describe_adam(const Session& session, const State& state) {
    const auto plain = constant_walk(sgd(0.1), state.gradient, 1)[1].w, adam = constant_walk(at_rate({"Adam", Json::object()}, 0.1), state.gradient, 1)[1].w;
    const auto g = short_number(state.gradient, 2), s1 = short_number(-plain[0], 4), s2 = short_number(-plain[1], 4), a1 = short_number(-adam[0], 4), a2 = short_number(-adam[1], 4);
    Text text{"그레이디언트가 2, " + g + "일 때 SGD의 첫 갱신은 " + s1 + ", " + s2 + "만큼이에요.", "With gradients 2 and " + g + ", SGD's first updates are " + s1 + " and " + s2 + " long."};
    if (!answered(session.lesson_state(), first_steps.id)) return text;
    text.ko += " Adam은 " + a1 + ", " + a2 + "만큼이에요.";
    text.en += " Adam's are " + a1 + " and " + a2 + ".";
    return text;
}

Text describe_slice(const Session& session, const State& state) {
    const auto n = std::to_string(state.starts.size());
    if (session.view().update == 0) return {"아직 훈련하지 않은 신경망의 손실 단면이에요. 다시 출발한 횟수는 " + n + "번이에요.", "A slice through the loss of the untrained network. Restarts: " + n + "."};
    return {"지금 가중치를 가운데에 놓은 손실의 단면이에요. 다시 출발한 횟수는 " + n + "번이에요.", "A slice through the loss with the present weights in the middle. Restarts: " + n + "."};
}

Text describe_table(const Session& session) {
    Text text;
    for (const RuleColumn& column : table_columns()) {
        Text cells;
        for (std::size_t i = 0; i < table_rates.size(); ++i) {
            const RateCell cell = cell_of(session, column, i);
            if (!cell.accuracy) continue;
            const std::string one = (cells.ko.empty() ? "" : ", ") + rate_name(table_rates[i]) + " → " + fixed(*cell.accuracy, 3);
            cells.ko += one + (cell.run->ended() ? "" : " (훈련하는 중)");
            cells.en += one + (cell.run->ended() ? "" : " (still training)");
        }
        if (cells.ko.empty()) continue;
        text.ko += column.id + ": " + cells.ko + ". ";
        text.en += column.id + ": " + cells.en + ". ";
    }
    if (text.ko.empty()) return {"아직 훈련한 칸이 없어요.", "No cell has been trained yet."};
    return {"검증 정확도. " + text.ko, "Validation accuracy. " + text.en};
}

Text describe_drawer(const State& state) {
    const Ground& ground = find_ground(state.ground);
    Text text{ground.name.ko + " 위의 경로예요. ", "Paths on " + ground.name.en + ". "};
    for (const auto& [id, rate] : state.rates) {
        const Rule& rule = find_rule(id);
        const auto path = walk(at_rate(rule.named, rate), ground.objective(), {static_cast<float>(state.ground_start[0]), static_cast<float>(state.ground_start[1])}, drawer_updates);
        const auto loss = short_number(path.back().loss, 4);
        text.ko += rule.name + "의 마지막 높이 " + loss + ". ";
        text.en += rule.name + " ends at height " + loss + ". ";
    }
    return text;
}

}  // namespace

Text describe(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "ravine") return describe_ravine(session, state);
    if (step == "momentum") return describe_square(sgd(0.1, 0.9), typed_right(session, second_w()));
    if (step == "speed") return describe_speed(session);
    if (step == "nesterov") return typed_right(session, first_w()) ? describe_square(sgd(0.1, 0.9, true), true) : Text{"w가 1에서 출발해요.", "w starts at 1."};
    if (step == "boxes") return describe_boxes(session, state);
    if (step == "adam") return describe_adam(session, state);
    if (step == "slice") return describe_slice(session, state);
    if (step == "table") return describe_table(session);
    if (step == "drawer") return describe_drawer(state);
    return {};
}

}  // namespace nabla::lessons::optimizers
