#include <algorithm>
#include <cmath>

#include "core/session/control_groups.h"
#include "lessons/experiments.h"
#include "lessons/optimizers/state.h"

namespace nabla::lessons::optimizers {
namespace {

const Text update_name{"갱신", "Update"};
constexpr std::string_view bet_prefix = "figure.bet.", fill_prefix = "figure.fill_";

bool idle(const Session& session) { return session.state() != Session::State::training && session.state() != Session::State::loading; }

Control coordinate(std::string id, const char* name, double value, double low, double high) {
    return slider(std::move(id), "figure", {std::string("출발점의 ") + name, std::string("Start at ") + name}, value, low, high, 0.01, {"여기에서 걷기 시작해요.", "The walk begins here."});
}

void ravine_controls(const Session& session, std::vector<Control>& out) {
    const Experiment& e = session.experiment();
    out.push_back(question_control(session, recall));
    out.push_back(question_control(session, gain));
    out.push_back(slider("figure.rate", "figure", {"학습률", "Learning rate"}, e.compile.optimizer.config.value("learning_rate", 0.01), 0.15, 0.45, 0.0001, {"기울기에 곱하는 수예요.", "Multiplies the slope."}));
    out.push_back(slider("figure.momentum", "figure", {"모멘텀", "Momentum"}, momentum_of(e), 0, 0.95, 0.0001, {"지난 이동을 이만큼 이어 가요.", "Keeps this share of the last movement."}));
    if (answered(session.lesson_state(), gain.id)) out.push_back(button("figure.best_plain", "figure", session.step().label("best_plain"), {"모멘텀 없이 가장 빠른 설정이에요.", "The fastest setting without momentum."}));
}

void speed_controls(const Session& session, std::vector<Control>& out) {
    out.push_back(question_control(session, winner));
    for (const char* id : {"run_plain", "run_momentum"}) {
        auto train = button(std::string("figure.") + id, "figure", session.step().label(id), {"이 설정으로 3에포크 훈련해요.", "Trains 3 epochs with this setting."});
        train.enabled = session.dataset() && idle(session);
        out.push_back(std::move(train));
    }
}

void slice_controls(const Session& session, const State& state, std::vector<Control>& out) {
    out.push_back(coordinate("figure.slice_a", "p", state.aim[0], -1, 1));
    out.push_back(coordinate("figure.slice_b", "q", state.aim[1], -1, 1));
    out.push_back(button("figure.restart", "figure", session.step().label("restart"), {"네 규칙이 이 자리에서 다시 걸어요.", "All four rules walk again from this place."}));
}

void table_controls(const Session& session, const State& state, std::vector<Control>& out) {
    for (const RuleColumn& column : table_columns()) {
        if (column.id == "Nesterov") continue;
        const auto bet = state.bets.find(column.id);
        Control control{.id = std::string(bet_prefix) + column.id, .kind = Control::Kind::select, .label = {column.id + "의 가장 좋은 학습률", "Best rate of " + column.id}, .group = "figure",
                        .value = bet == state.bets.end() ? "" : bet->second, .hint = {"훈련하기 전에 예측해요.", "Your prediction, before any training."}};
        control.choices.push_back({"", {"아직 고르지 않음", "Not chosen yet"}});
        for (const double rate : table_rates) control.choices.push_back({rate_name(rate), {rate_name(rate), rate_name(rate)}});
        control.enabled = ended_cells(session) == 0;
        out.push_back(std::move(control));
    }
    auto fill = button("figure.fill", "figure", session.step().label("fill"), {"20칸을 모두 훈련해요.", "Trains all 20 cells."});
    const bool busy = std::ranges::any_of(table_columns(), [&](const RuleColumn& column) { return session.group(column.id).busy(); });
    fill.enabled = session.dataset() && state.bets.size() >= 4 && !busy && ended_cells(session) < 20;
    out.push_back(std::move(fill));
    if (busy) out.push_back(button("figure.stop", "figure", session.step().label("stop"), {"끝난 칸은 남고, 나머지는 멈춰요.", "Cells that have finished stay; the others stop."}));
    for (const RuleColumn& column : table_columns()) {
        auto one = button(std::string(fill_prefix) + column.id, "figure", {column.id + " 열 훈련", "Train the " + column.id + " column"}, {"이 옵티마이저로 학습률 네 개를 훈련해요.", "Trains this optimizer at four rates."});
        one.enabled = session.dataset() && state.bets.size() >= 4 && !session.group(column.id).busy();
        out.push_back(std::move(one));
    }
}

double starting_rate(const Rule& rule, const Ground& ground) {
    const double rate = rule.share > 0 ? rule.share * ground.rate : rule.rate;
    return std::round(rate * 1e6) / 1e6;
}

void drawer_controls(const Session& session, const State& state, std::vector<Control>& out) {
    Control ground{.id = "figure.ground", .kind = Control::Kind::select, .label = {"표면", "Surface"}, .group = "figure", .value = state.ground};
    for (const Ground& one : grounds()) ground.choices.push_back({one.id, one.name});
    out.push_back(std::move(ground));
    Control rule{.id = "figure.rule", .kind = Control::Kind::select, .label = {"규칙", "Rule"}, .group = "figure", .value = state.rule};
    for (const Rule& one : rules()) rule.choices.push_back({one.id, {one.name, one.name}});
    out.push_back(std::move(rule));
    const auto it = state.rates.find(state.rule);
    out.push_back(toggle("figure.walks", "figure", session.step().label("walks"), it != state.rates.end(), {"이 규칙의 경로를 그려요.", "Draws this rule's path."}));
    const double usual = starting_rate(find_rule(state.rule), find_ground(state.ground));   // stands in the middle
    auto rate = log_slider("figure.rule_rate", "figure", {"이 규칙의 학습률", "This rule's rate"}, it == state.rates.end() ? usual : it->second, usual / 10, std::min(10.0, usual * 10), {"규칙마다 알맞은 학습률이 달라요.", "Each rule has a range of its own."});
    rate.enabled = it != state.rates.end();
    out.push_back(std::move(rate));
    const Ground& here = find_ground(state.ground);
    out.push_back(coordinate("figure.ground_x", "x", state.ground_start[0], here.x_low, here.x_high));
    out.push_back(coordinate("figure.ground_y", "y", state.ground_start[1], here.y_low, here.y_high));
}

void use_optimizer(Session& session, const Named& optimizer, std::string_view drag = {}) {
    Experiment next = session.experiment();
    next.compile.optimizer = canonical_optimizer(optimizer, "optimizer");
    if (!(next == session.experiment())) session.set_experiment(std::move(next), drag);
}

void run_sgd(Session& session, double rate, double momentum) {
    use_optimizer(session, sgd(rate, momentum));
    session.train();
}

void use_ground(Session& session, const State& state, const std::string& id) {
    const Ground& ground = find_ground(id);
    session.set_lesson_state("ground", id);
    session.set_lesson_state("ground_start", ground.start);
    Json rates = Json::object();
    for (const auto& [rule, rate] : state.rates) rates[rule] = starting_rate(find_rule(rule), ground);
    session.set_lesson_state("rates", std::move(rates));
    play_from_start(session);
}

void set_rate_of(Session& session, const State& state, std::optional<double> rate) {
    Json rates = Json::object();
    for (const auto& [rule, value] : state.rates) rates[rule] = value;
    if (rate) rates[state.rule] = *rate;
    else rates.erase(state.rule);
    session.set_lesson_state("rates", std::move(rates));
}

void set_pair(Session& session, const char* key, std::array<double, 2> place) {
    for (double& x : place) x = std::round(x * 1000) / 1000;
    session.set_lesson_state(key, place);
}

void restart_slice(Session& session, const State& state) {
    Json starts = session.lesson_state().value("starts", Json::array());
    starts.push_back(state.aim);
    while (starts.size() > 20) starts.erase(starts.begin());
    session.set_lesson_state("starts", std::move(starts));
    const auto near = [&](const auto& place) { return std::hypot(place[0] - state.aim[0], place[1] - state.aim[1]) < 0.1; };
    if (session.view().update > 0 && std::ranges::none_of(state.compared, near)) {
        Json compared = session.lesson_state().value("compared", Json::array());
        compared.push_back(state.aim);
        session.set_lesson_state("compared", std::move(compared));
    }
    play_from_start(session);
}

/// The ravine's walk and the Experiment's training begin at the same place; the boxes' rules are no Experiment's.
void set_start(Session& session, const State& state, bool second, double value, std::string_view drag) {
    const bool boxes = session.step().id == "boxes";
    auto start = boxes ? state.box_start : state.start;
    start[second ? 1 : 0] = std::round(value * 1000) / 1000;
    set_pair(session, start_range(session.step().id).key, start);
    Experiment next = session.experiment();
    if (!boxes) start_line_at(next, start[0], start[1]);
    if (!(next == session.experiment())) session.set_experiment(std::move(next), drag);
    play_from_start(session);
}

bool set_drawer(Session& session, const State& state, std::string_view id, const Json& value) {
    if (id == "figure.ground") use_ground(session, state, value.get<std::string>());
    else if (id == "figure.rule") session.set_lesson_state("rule", value), use_optimizer(session, find_rule(value.get<std::string>()).named);   // at Keras's own rate
    else if (id == "figure.walks") set_rate_of(session, state, value.get<bool>() ? std::optional(starting_rate(find_rule(state.rule), find_ground(state.ground))) : std::nullopt), play_from_start(session);
    else if (id == "figure.rule_rate") set_rate_of(session, state, value.get<double>()), show_end(session);
    else if (id == "figure.ground_x") set_pair(session, "ground_start", {value.get<double>(), state.ground_start[1]}), play_from_start(session);
    else if (id == "figure.ground_y") set_pair(session, "ground_start", {state.ground_start[0], value.get<double>()}), play_from_start(session);
    else return false;
    return true;
}

}  // namespace

std::vector<Control> figure_controls(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    std::vector<Control> out;
    if (step == "ravine") ravine_controls(session, out);
    if (step == "momentum") out.push_back(typed_control(session, second_w()));
    if (step == "speed") speed_controls(session, out);
    if (step == "nesterov") out.push_back(typed_control(session, first_w()));
    if (step == "boxes") out.push_back(question_control(session, only_grows));
    if (step == "ravine" || step == "boxes") {
        const StartRange range = start_range(step);
        const auto& start = step == "boxes" ? state.box_start : state.start;
        out.push_back(coordinate("figure.start_b", "b", start[0], range.b_low, range.b_high));
        out.push_back(coordinate("figure.start_w", "w", start[1], range.w_low, range.w_high));
    }
    if (step == "adam") {
        out.push_back(question_control(session, first_steps));
        out.push_back(log_slider("figure.gradient", "figure", session.step().label("second"), state.gradient, 0.01, 10'000, {"둘째 매개변수의 그레이디언트예요.", "The gradient of the second parameter."}));
    }
    if (step == "slice") slice_controls(session, state, out);
    if (step == "table") table_controls(session, state, out);
    if (step == "drawer") drawer_controls(session, state, out);
    if (const auto length = playback_length(session); length > 1) add_playback_controls(session, length, update_name, out);
    say_what_is_set(out, {{"figure.rate", "optimizer.learning_rate"}, {"figure.momentum", "optimizer.momentum"}, {"figure.best_plain", "optimizer"}, {"figure.run_plain", "optimizer"},
                          {"figure.run_momentum", "optimizer"}, {"figure.rule", "optimizer"}});
    return out;
}

void set_figure_control(Session& session, std::string_view id, const Json& value) {
    if (set_answer(session, id, value, {recall, gain, winner, only_grows, first_steps})) {
        // The walk waits at the first update until it is played.
        if (id == only_grows.control()) set_playback(session, "figure.at", 1, box_updates);
        return;
    }
    if (set_typed(session, id, value, {&second_w(), &first_w()})) {
        if (playback_length(session) > 1) play_from_start(session);
        return;
    }
    const State state = State::read(session.lesson_state());
    const bool walks = id == "figure.play" || id == "figure.step" || id == "figure.at" || id.starts_with("figure.start_");
    if (walks && session.step().id == "boxes" && answered(session.lesson_state(), only_grows.id)) session.set_lesson_state("boxes_watched", true);
    if (set_playback(session, id, value, playback_length(session)) || set_drawer(session, state, id, value)) return;
    if (id == "figure.rate") use_optimizer(session, sgd(value.get<double>(), momentum_of(session.experiment())), id), show_end(session);
    else if (id == "figure.momentum") use_optimizer(session, sgd(session.experiment().compile.optimizer.config.value("learning_rate", 0.01), value.get<double>()), id), show_end(session);
    else if (id == "figure.best_plain") use_optimizer(session, sgd(best_plain_rate)), play_from_start(session);
    else if (id == "figure.start_b" || id == "figure.start_w") set_start(session, state, id == "figure.start_w", value.get<double>(), id);
    else if (id == "figure.run_plain") run_sgd(session, 0.01, 0);
    else if (id == "figure.run_momentum") run_sgd(session, 0.001, 0.9);
    else if (id == "figure.gradient") session.set_lesson_state("gradient", value);
    else if (id == "figure.slice_a") set_pair(session, "aim", {value.get<double>(), state.aim[1]});
    else if (id == "figure.slice_b") set_pair(session, "aim", {state.aim[0], value.get<double>()});
    else if (id == "figure.restart") restart_slice(session, state);
    else if (id == "figure.fill") {
        for (const RuleColumn& column : table_columns())
            if (session.group(column.id).ended() < table_rates.size() && !session.group(column.id).busy()) start_column(session, column);
    } else if (id == "figure.stop") {
        for (const RuleColumn& column : table_columns()) session.group(column.id).cancel();
    } else if (id.starts_with(fill_prefix)) {
        for (const RuleColumn& column : table_columns())
            if (id.substr(fill_prefix.size()) == column.id) start_column(session, column);
    } else if (id.starts_with(bet_prefix)) {
        Json bets = session.lesson_state().value("bets", Json::object());
        const std::string column(id.substr(bet_prefix.size()));
        if (value == "") bets.erase(column);
        else bets[column] = value;
        session.set_lesson_state("bets", std::move(bets));
    }
}

}  // namespace nabla::lessons::optimizers
