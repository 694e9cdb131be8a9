#include "lessons/activations/state.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lessons/state_number.h"

namespace nabla::lessons::activations {
namespace {

Json& layers_of(Experiment& e) { return e.model["config"]["layers"]; }

const KeptRun* last_run(const Session& session, const std::function<bool(const KeptRun&)>& fits) {
    const KeptRun* found = nullptr;
    for (const KeptRun& run : session.runs())
        if (run.history.epochs() > 0 && fits(run)) found = &run;
    return found;
}

std::string activation_in(const Json& experiment, std::size_t from_end) {
    const Json& layers = experiment["model"]["config"]["layers"];
    if (layers.size() <= from_end) return {};
    return layers[layers.size() - 1 - from_end]["config"].value("activation", "linear");
}

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"collapsed", false}, {"function", "sigmoid"}, {"z", 0.0}, {"notes", Json::array()},
            {"p", 0.7}, {"typed", Json::object()}, {"logits", {2.0, 1.0, 0.0}}};
}

State State::read(const Json& json) {
    State state;
    state.collapsed = json.value("collapsed", false);
    state.function = json.value("function", "sigmoid");
    const auto activation = find_activation(state.function);
    if (!activation || activation->kind == ActivationKind::softmax) state.function = "sigmoid";
    state.z = state_number(json, "z", 0, -z_limit, z_limit);
    state.p = state_number(json, "p", 0.7, 0.001, 1);
    if (const auto it = json.find("logits"); it != json.end() && it->is_array() && it->size() == 3)
        for (std::size_t i = 0; i < 3; ++i)
            if ((*it)[i].is_number()) state.logits[i] = std::clamp((*it)[i].get<double>(), -6.0, 6.0);
    if (const auto it = json.find("notes"); it != json.end() && it->is_array())
        for (const Json& note : *it)
            if (note.is_array() && note.size() == 3 && note[0].is_number() && note[1].is_string() && note[2].is_number())
                state.notes.push_back({.rate = note[0].get<double>(), .activation = note[1].get<std::string>(), .dead = note[2].get<int>()});
    return state;
}

const TypedNumber& chance() {
    static const TypedNumber number{.id = "chance", .answer = [](const Session&) { return chance_loss; }, .tolerance = 0.3, .min = 0, .max = 100,
                                    .slips = {{"p", [](const Session&) { return 0.1; }}, {"classes", [](const Session&) { return 10.0; }}, {"one", [](const Session&) { return 1.0; }}}};
    return number;
}

std::string hidden_activation(const Experiment& e) {
    const Json& layers = e.model["config"]["layers"];
    return layers.size() < 2 ? std::string() : layers[0]["config"].value("activation", "linear");
}

void set_hidden_activation(Experiment& e, std::string_view name) {
    Json& layers = layers_of(e);
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        if (layers[i].value("class_name", "") == "Dense") layers[i]["config"]["activation"] = name;
}

std::string output_activation(const Experiment& e) { return activation_in(e.to_json(), 0); }

void set_output_activation(Experiment& e, std::string_view name) {
    Json& layers = layers_of(e);
    if (!layers.empty()) layers.back()["config"]["activation"] = name;
}

const KeptRun* deep_run(const Session& session, std::string_view activation) {
    return last_run(session, [&](const KeptRun& run) {
        return run.experiment["model"]["config"]["layers"].size() == hidden_layers + 1 && activation_in(run.experiment, 1) == activation && run.history.find("val_accuracy");
    });
}

const KeptRun* sales_run(const Session& session, std::string_view output) {
    return last_run(session, [&](const KeptRun& run) {
        return run.experiment["dataset"]["name"] == "advertising" && run.history.find("mae") && activation_in(run.experiment, 0) == output && activation_in(run.experiment, 1) == "relu";
    });
}

double last_of(const KeptRun& run, std::string_view series) {
    const auto* values = run.history.find(series);
    return values && !values->empty() ? values->back() : std::numeric_limits<double>::quiet_NaN();
}

void start_duel(Session& session) {
    const auto data = session.dataset();
    if (!data) return;
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= duel_seeds; ++seed)
        for (const char* activation : {"sigmoid", "relu"}) {
            GroupRun run{.name = std::string(activation) + " " + std::to_string(seed), .experiment = session.experiment(), .data = data};
            set_hidden_activation(run.experiment, activation);
            run.experiment.seed = static_cast<std::uint64_t>(seed);
            runs.push_back(std::move(run));
        }
    session.group("duel").start(std::move(runs), session.threads());
}

std::vector<double> duel_scores(const Session& session, std::string_view activation, std::string_view series) {
    std::vector<double> scores;
    for (const GroupRunView& run : session.group("duel").views()) {
        const auto* values = run.history.find(series);
        if (run.state == GroupRunView::State::done && run.name.starts_with(activation) && values && !values->empty()) scores.push_back(values->back());
    }
    return scores;
}

bool duel_over(const Session& session) {
    const auto& views = session.group("duel").views();
    return views.size() == 2 * duel_seeds && std::ranges::all_of(views, [](const auto& view) { return view.state == GroupRunView::State::done; });
}

}  // namespace nabla::lessons::activations
