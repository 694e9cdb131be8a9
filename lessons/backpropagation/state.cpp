#include "lessons/backpropagation/state.h"

#include <algorithm>
#include <cmath>

#include "core/optimizers/optimizer.h"
#include "lessons/numerals.h"
#include "lessons/state_number.h"

namespace nabla::lessons::backpropagation {
namespace {

/// Whether the run began with these weights: the Experiment names them itself.
bool starts_with(const Experiment& e, const HandWeights& weights) { return is_hand_network(e) && e.model == hand_experiment(1, weights).model; }

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"part", ""}, {"all", false}, {"tried", 2.0}, {"nudged", "w11"}, {"h", 1.0}, {"digit", 0}, {"measured", false}};
}

State State::read(const Json& json) {
    State state;
    state.part = json.value("part", "");
    if (std::ranges::find(hand_parts(), state.part) == hand_parts().end()) state.part.clear();
    state.nudged = json.value("nudged", "w11");
    if (hand_index(state.nudged) < 0) state.nudged = "w11";
    state.all = json.value("all", false);
    state.measured = json.value("measured", false);
    state.tried = state_number(json, "tried", 2, 0, 4);
    state.h = state_number(json, "h", 1, 1e-7, 1);
    state.digit = static_cast<int>(state_number(json, "digit", 0, 0, wish_count - 1));
    return state;
}

HandNumbers numbers(const Session& session) { return hand_numbers(present_weights(session)); }

double gradient_of(const HandNumbers& n, std::string_view key) {
    const int index = hand_index(key);
    if (index < 0) return 0;
    const auto i = static_cast<std::size_t>(index);
    if (i < 4) return n.d_w[i % 2][i / 2];
    return i < 6 ? n.d_b[i - 4] : i < 8 ? n.d_v[i - 6] : n.d_c;
}

double Nudge::error() const { return std::abs(estimate - gradient) / std::max(std::abs(gradient), 1e-12); }

Nudge nudge(const HandWeights& weights, std::string_view parameter, double h) {
    Nudge out;
    const auto at = static_cast<std::size_t>(std::max(0, hand_index(parameter)));
    out.gradient = gradient_of(hand_numbers(weights), parameter);
    const auto loss = [&](double by) {
        HandWeights moved = weights;
        moved[at] += static_cast<float>(by);
        return static_cast<double>(hand_numbers(moved).loss);
    };
    out.low = loss(-h), out.high = loss(h);
    out.estimate = (out.high - out.low) / (2 * h);
    return out;
}

HandWeights updated(const HandWeights& weights, double learning_rate) {
    const HandNumbers n = hand_numbers(weights);
    HandWeights next = weights;
    std::array<float, 9> gradient{n.d_w[0][0], n.d_w[1][0], n.d_w[0][1], n.d_w[1][1], n.d_b[0], n.d_b[1], n.d_v[0], n.d_v[1], n.d_c};
    const auto sgd = make_optimizer({"SGD", {{"learning_rate", learning_rate}}}, "optimizer");
    sgd->build(next.size());
    sgd->apply(next, gradient);
    return next;
}

std::optional<double> tried_rate(const KeptRun& run) {
    if (run.batch_points.size() != 1) return std::nullopt;
    const Experiment e = Experiment::parse(run.experiment);
    if (e.compile.optimizer.class_name != "SGD" || !starts_with(e, hand_weights)) return std::nullopt;
    return e.compile.optimizer.config["learning_rate"].get<double>();
}

std::vector<double> tried_rates(const Session& session) {
    std::vector<double> rates;
    for (const KeptRun& run : session.runs())
        if (const auto rate = tried_rate(run)) rates.push_back(*rate);
    return rates;
}

std::string loss_text(double loss) {
    if (loss >= update_target || !(loss > 0)) return fixed(loss, 6);
    return short_number(loss, 1 - static_cast<int>(std::floor(std::log10(loss))));
}

bool update_hits(const Session& session) {
    if (session.view().update != 1 || session.experiment().compile.optimizer.class_name != "SGD" || !starts_with(session.experiment(), hand_weights)) return false;
    return static_cast<double>(numbers(session).loss) < update_target;
}

Experiment twin_experiment(bool equal) {
    Experiment e = hand_experiment(1, twin_weights);
    Json json = e.to_json();
    if (!equal)
        for (Json& layer : json["model"]["config"]["layers"]) layer["config"].erase("kernel_initializer");
    json["fit"]["epochs"] = twin_updates;
    return Experiment::parse(json);
}

bool starts_equal(const Experiment& experiment) { return starts_with(experiment, twin_weights); }

Twins twin_path(const Experiment& experiment) {
    Model model(experiment.model, Shape{2});
    model.initialize(experiment.seed);
    HandWeights weights{};
    if (model.weights().size() != weights.size()) return {};
    std::ranges::copy(model.weights(), weights.begin());
    Twins path;
    for (int i = 0; i <= twin_updates; ++i) {
        path.first.push_back(weights[0]), path.second.push_back(weights[1]);
        path.loss.push_back(hand_numbers(weights).loss);
        weights = updated(weights, experiment.compile.optimizer.config.value("learning_rate", 1.0));
    }
    return path;
}

const TypedNumber& output_delta() {
    static const TypedNumber typed{.id = "delta", .answer = [](const Session& s) { return numbers(s).delta; }, .tolerance = 0.0004, .slips = {
        {"sum", [](const Session& s) { return numbers(s).d_y + numbers(s).slope3; }},
        {"upstream", [](const Session& s) { return numbers(s).d_y; }},
        {"half", [](const Session& s) { return numbers(s).delta / 2; }}}};
    return typed;
}

const TypedNumber& weight_gradient() {
    static const TypedNumber typed{.id = "dv1", .answer = [](const Session& s) { return numbers(s).d_v[0]; }, .tolerance = 0.0003, .slips = {
        {"weight", [](const Session& s) { return numbers(s).delta * numbers(s).v[0]; }},
        {"sum", [](const Session& s) { return numbers(s).delta * numbers(s).z[0]; }},
        {"other", [](const Session& s) { return numbers(s).d_v[1]; }}}};
    return typed;
}

const TypedNumber& edge_gradient() {
    static const TypedNumber typed{.id = "dw11", .answer = [](const Session& s) { return numbers(s).d_w[0][0]; }, .tolerance = 0.0001, .slips = {
        {"sign", [](const Session& s) { return -numbers(s).d_w[0][0]; }},
        {"no_slope", [](const Session& s) { return numbers(s).d_h[0]; }},
        {"no_v", [](const Session& s) { return numbers(s).delta * numbers(s).slope[0]; }}}};
    return typed;
}

}  // namespace nabla::lessons::backpropagation
