#include "lessons/gradient-descent/state.h"

#include <algorithm>
#include <cmath>

#include "lessons/state_number.h"

namespace nabla::lessons::gradient_descent {
namespace {

std::optional<LineMeans> means(const Session& session) {
    const auto data = session.dataset();
    if (!data) return {};
    const LineMeans found = line_means(*data);
    return found.deviation() > 0 ? std::optional(found) : std::nullopt;
}

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"playback", PlaybackState::start()}, {"w", 0.0}, {"at", 0.0},
            {"start", {0.0, 0.0}}, {"counted", "tiny"}};
}

State State::read(const Json& json) {
    State state;
    state.w = state_number(json, "w", 0, w_low, w_high);
    state.at = state_number(json, "at", 0, w_low, w_high);
    if (const auto it = json.find("start"); it != json.end() && it->is_array() && it->size() == 2)
        for (std::size_t i = 0; i < 2; ++i)
            if ((*it)[i].is_number()) state.start[i] = std::clamp((*it)[i].get<double>(), -100.0, 100.0);
    state.counted = json.value("counted", "tiny");
    return state;
}

std::optional<LineLoss> standardized_loss(const Session& session) {
    const auto m = means(session);
    return m ? std::optional(LineLoss::standardized(*m)) : std::nullopt;
}

std::optional<LineLoss> hundreds_loss(const Session& session) {
    const auto m = means(session);
    return m ? std::optional(LineLoss(*m, 0, 100)) : std::nullopt;
}

Scaling scaling_of(const Session& session) {
    const DatasetSpec& spec = session.experiment().dataset;
    if (spec.given_scale) return {spec.given_scale->mean, spec.given_scale->deviation};
    const auto m = spec.standardize ? means(session) : std::nullopt;
    return m ? Scaling{m->x, m->deviation()} : Scaling{};
}

std::optional<LineLoss> scaled_loss(const Session& session) {
    const auto m = means(session);
    const Scaling scaling = scaling_of(session);
    return m ? std::optional(LineLoss(*m, scaling.shift, scaling.unit)) : std::nullopt;
}

double best_rate(const LineLoss& loss) { return 2 / (loss.steepest() + loss.flattest()); }

Named sgd(double rate) { return {"SGD", {{"learning_rate", rate}}}; }

double learning_rate(const Experiment& experiment) { return experiment.compile.optimizer.config.value("learning_rate", 0.0); }

std::vector<Waypoint> rate_walk(const Session& session) {
    const auto loss = standardized_loss(session);
    if (!loss) return {};
    const Experiment& e = session.experiment();
    return walk(sgd(learning_rate(e)), loss->slope_objective(loss->minimum()[0]), {0}, static_cast<std::size_t>(std::min<std::int64_t>(e.fit.epochs, 400)));
}

double ravine_rate(const Session& session) { return std::clamp(learning_rate(session.experiment()), 0.001, 1.0); }

std::vector<Waypoint> ravine_walk(const Session& session, const State& state) {
    const auto loss = hundreds_loss(session);
    if (!loss) return {};
    return walk(sgd(ravine_rate(session)), loss->objective(), {static_cast<float>(state.start[0]), static_cast<float>(state.start[1])}, ravine_updates);
}

std::int64_t ravine_count(const Session& session, const State& state) {
    const auto loss = hundreds_loss(session);
    return loss ? updates_to_minimum(*loss, sgd(ravine_rate(session)), {static_cast<float>(state.start[0]), static_cast<float>(state.start[1])}, most_updates) : -1;
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{{"tiny", 1000, 100}, {"own", 140, 5}, {"digits", 48'000, 128}};
    return all;
}

const Case& shown_case(const State& state) {
    for (const Case& one : cases())
        if (one.id == state.counted) return one;
    return cases().front();
}

const TypedNumber& next_w() {
    static const auto gradient = [](const Session& session) {
        const auto loss = standardized_loss(session);
        return loss ? loss->gradient(loss->minimum()[0], 0)[1] : 0;
    };
    static const TypedNumber number{.id = "next_w", .answer = [](const Session& s) { return -0.1 * gradient(s); }, .tolerance = 0.05, .min = -20, .max = 20,
                                    .slips = {{"uphill", [](const Session& s) { return 0.1 * gradient(s); }},
                                              {"no_rate", [](const Session& s) { return -gradient(s); }},
                                              {"bottom", [](const Session& s) { const auto loss = standardized_loss(s); return loss ? loss->minimum()[1] : 0; }}}};
    return number;
}

const std::vector<const TypedNumber*>& counts() {
    static const auto count = [](std::size_t i) {
        const Case& one = cases()[i];
        return TypedNumber{.id = one.id, .answer = [one](const Session&) { return static_cast<double>(one.updates()); }, .tolerance = 0, .min = 0, .max = 100'000,
                           .slips = {{"inverse", [one](const Session&) { return std::round(1000.0 * static_cast<double>(one.batch) / static_cast<double>(one.rows)) / 1000; }},
                                     {"rows", [one](const Session&) { return static_cast<double>(one.rows); }}}};
    };
    static const TypedNumber a = count(0), b = count(1), c = count(2);
    static const std::vector<const TypedNumber*> all{&a, &b, &c};
    return all;
}

bool solved(const Session& session, const Case& one) {
    return std::ranges::any_of(counts(), [&](const TypedNumber* number) { return number->id == one.id && typed_right(session, *number); });
}

std::int64_t playback_length(const Session& session) {
    const State state = State::read(session.lesson_state());
    const std::string& step = session.step().id;
    if (step == "rates") return static_cast<std::int64_t>(rate_walk(session).size()) - 1;
    if (step == "ravine") return static_cast<std::int64_t>(ravine_walk(session, state).size()) - 1;
    if (step == "batches") return 100;   // hundredths of the way, so that paths of different lengths end together
    if (step == "epochs") return solved(session, shown_case(state)) ? shown_case(state).updates() : 0;
    return 0;
}

}  // namespace nabla::lessons::gradient_descent
