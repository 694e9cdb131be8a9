#include "lessons/optimizers/state.h"

#include <algorithm>
#include <cmath>

#include "lessons/state_number.h"

namespace nabla::lessons::optimizers {
namespace {

std::array<double, 2> pair_of(const Json& json, std::array<double, 2> fallback) {
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number()) return fallback;
    return {std::clamp(json[0].get<double>(), -100.0, 100.0), std::clamp(json[1].get<double>(), -100.0, 100.0)};
}

std::string word(const Json& state, const char* key, const char* fallback) {
    const auto it = state.find(key);
    return it != state.end() && it->is_string() ? it->get<std::string>() : std::string(fallback);
}

/// w^2 in as many parameters as there are.
Objective square() {
    return {.loss = [](std::span<const float> w) { double sum = 0; for (const float x : w) sum += double{x} * x; return sum; },
            .gradient = [](std::span<const float> w, std::span<float> g) { for (std::size_t i = 0; i < w.size(); ++i) g[i] = 2 * w[i]; }};
}

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"playback", PlaybackState::start()}, {"start", {0.0, 0.0}}, {"box_start", {0.0, 0.0}}, {"boxes_watched", false},
            {"gradient", first_gradient}, {"aim", {0.7, 0.7}}, {"starts", Json::array()}, {"compared", Json::array()}, {"bets", Json::object()}, {"cell", ""}, {"ground", "bowl"}, {"rule", "SGD"},
            {"rates", {{"SGD", 0.4}, {"momentum", 0.08}, {"Adam", 0.2}}}, {"ground_start", find_ground("bowl").start}};
}

State State::read(const Json& json) {
    State state;
    state.start = pair_of(json.value("start", Json()), {0, 0});
    state.box_start = pair_of(json.value("box_start", Json()), {0, 0});
    state.boxes_watched = json.value("boxes_watched", Json()) == true;
    state.gradient = state_number(json, "gradient", first_gradient, 0.001, 1e5);
    state.aim = pair_of(json.value("aim", Json()), {0.7, 0.7});
    if (const auto it = json.find("starts"); it != json.end() && it->is_array())
        for (const Json& start : *it) state.starts.push_back(pair_of(start, {0, 0}));
    if (const auto it = json.find("compared"); it != json.end() && it->is_array())
        for (const Json& place : *it) state.compared.push_back(pair_of(place, {0, 0}));
    if (const auto it = json.find("bets"); it != json.end() && it->is_object())
        for (const auto& [key, value] : it->items())
            if (value.is_string()) state.bets[key] = value.get<std::string>();
    state.cell = word(json, "cell", "");
    state.ground = find_ground(word(json, "ground", "bowl")).id;
    state.rule = find_rule(word(json, "rule", "SGD")).id;
    if (const auto it = json.find("rates"); it != json.end() && it->is_object())
        for (const auto& [key, value] : it->items())
            if (value.is_number() && find_rule(key).id == key) state.rates[key] = std::clamp(value.get<double>(), 1e-5, 10.0);
    state.ground_start = pair_of(json.value("ground_start", Json()), find_ground(state.ground).start);
    return state;
}

std::optional<LineLoss> ravine_loss(const Session& session) {
    const auto data = session.dataset();
    if (!data) return {};
    const LineMeans means = line_means(*data);
    return means.deviation() > 0 ? std::optional(LineLoss(means, 0, 100)) : std::nullopt;
}

double momentum_of(const Experiment& experiment) {
    const Named& rule = experiment.compile.optimizer;
    return rule.class_name == "SGD" ? rule.config.value("momentum", 0.0) : 0;
}

Named ravine_rule(const Session& session) {
    const Named& rule = session.experiment().compile.optimizer;
    if (rule.class_name != "SGD") return rule;
    return sgd(std::clamp(rule.config.value("learning_rate", 0.01), 0.0001, 1.0), std::min(momentum_of(session.experiment()), 0.99), rule.config.value("nesterov", false));
}

std::vector<Waypoint> ravine_walk(const Session& session, std::array<double, 2> start, const Named& rule, std::int64_t updates) {
    const auto loss = ravine_loss(session);
    if (!loss) return {};
    return walk(rule, loss->objective(), {static_cast<float>(start[0]), static_cast<float>(start[1])}, static_cast<std::size_t>(updates));
}

std::int64_t ravine_count(const Session& session, std::array<double, 2> start, const Named& rule) {
    const auto loss = ravine_loss(session);
    return loss ? updates_to_minimum(*loss, rule, {static_cast<float>(start[0]), static_cast<float>(start[1])}, most_updates) : -1;
}

StartRange start_range(std::string_view step) {
    if (step == "boxes") return {"box_start", -3, 14, -1.5, 12.5};
    return {"start", -10, 30, -6, 18};
}

std::vector<Waypoint> square_walk(const Named& rule, std::size_t updates) { return walk(rule, square(), {1}, updates); }

std::vector<Waypoint> constant_walk(const Named& rule, double gradient, std::size_t updates) {
    const auto g = static_cast<float>(gradient);
    const Objective slope{.loss = [g](std::span<const float> w) { return 2.0 * w[0] + double{g} * w[1]; }, .gradient = [g](std::span<const float>, std::span<float> out) { out[0] = 2, out[1] = g; }};
    return walk(rule, slope, {0, 0}, updates);
}

const TypedNumber& second_w() {
    static const TypedNumber number{.id = "second_w", .answer = [](const Session&) { return square_walk(sgd(0.1, 0.9), 2)[2].w[0]; }, .tolerance = 0.005, .min = -10, .max = 10,
                                    .slips = {{"plain", [](const Session&) { return square_walk(sgd(0.1), 2)[2].w[0]; }},
                                              {"velocity_only", [](const Session&) { return 0.8 - 0.9 * 0.2; }},
                                              {"velocity", [](const Session&) { return square_walk(sgd(0.1, 0.9), 2)[2].slots[0].values[0]; }}}};
    return number;
}

const TypedNumber& first_w() {
    static const TypedNumber number{.id = "first_w", .answer = [](const Session&) { return square_walk(sgd(0.1, 0.9, true), 1)[1].w[0]; }, .tolerance = 0.005, .min = -10, .max = 10,
                                    .slips = {{"plain", [](const Session&) { return square_walk(sgd(0.1, 0.9), 1)[1].w[0]; }},
                                              {"twice", [](const Session&) { return square_walk(sgd(0.1, 0.9), 2)[2].w[0]; }},
                                              {"doubled", [](const Session&) { return 1 - 2 * 0.2; }}}};
    return number;
}

std::int64_t playback_length(const Session& session) {
    const std::string& step = session.step().id;
    if (step == "ravine") return ravine_updates;
    if (step == "momentum") return typed_right(session, second_w()) ? curve_updates : 1;
    if (step == "nesterov") return typed_right(session, first_w()) ? curve_updates : 0;
    if (step == "boxes") return answered(session.lesson_state(), only_grows.id) ? box_updates : 1;
    if (step == "slice") return State::read(session.lesson_state()).starts.empty() ? 0 : 60;
    if (step == "drawer") return drawer_updates;
    return 0;
}

}  // namespace nabla::lessons::optimizers
