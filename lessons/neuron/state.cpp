#include "lessons/neuron/state.h"

#include <algorithm>
#include <cmath>

#include "core/losses/loss.h"
#include "lessons/experiments.h"
#include "lessons/state_number.h"

namespace nabla::lessons::neuron {
namespace {

constexpr std::string_view seed_name = "seed ";

Line line_in(const Json& state, const char* key) {
    const auto it = state.find(key);
    if (it == state.end() || !it->is_array() || it->size() != 3) return {};
    const auto at = [&](std::size_t i) { return (*it)[i].is_number() ? std::clamp((*it)[i].get<double>(), -10.0, 10.0) : 0.0; };
    return {at(0), at(1), at(2)};
}

}  // namespace

Json starting_state() {
    return {{"answers", Json::object()}, {"typed", Json::object()}, {"z", -1.0}, {"shift", 0.0}, {"line", {0.5, -0.5, 0.0}}, {"cut", {1.0, 1.0, 0.5}},
            {"mode", "network"}, {"sample", 0}, {"unit", -1}, {"tile", 0}};
}

State State::read(const Json& json) {
    State state;
    state.z = state_number(json, "z", -1, -6, 6);
    state.shift = state_number(json, "shift", 0, -3, 3);
    state.line = line_in(json, "line");
    state.cut = line_in(json, "cut");
    state.mode = json.value("mode", "network");
    state.sample = static_cast<int>(state_number(json, "sample", 0, 0, 99));
    state.unit = static_cast<int>(state_number(json, "unit", -1, -1, 15));
    state.tile = static_cast<int>(state_number(json, "tile", 0, 0, seeds));
    return state;
}

FirstNeuron first_neuron() {
    Model model(sequential({dense(1, "sigmoid")}), {3});
    std::ranges::copy(first_weights, model.weights().begin());
    model.weights().back() = 0;
    model.keep_details();
    std::ranges::copy(first_input, model.input(1).data);
    FirstNeuron neuron;
    neuron.output = model.forward(1, {}).data[0];
    neuron.sum = model.pre_activation(model.nodes().size() - 1, 1).data[0];
    for (std::size_t i = 0; i < first_input.size(); ++i) neuron.products[i] = first_input[i] * first_weights[i];
    return neuron;
}

float logistic(float z) {
    Model model(sequential({layer("Activation", {{"activation", "sigmoid"}})}), {1});
    model.input(1).data[0] = z;
    return model.forward(1, {}).data[0];
}

std::vector<Sample> samples_of(const Experiment& experiment) {
    std::vector<Sample> samples;
    if (experiment.dataset.name == "csv") return samples;  // its file is the session's
    const Dataset data = build_dataset(experiment.dataset, nullptr, nullptr, experiment.seed);
    const auto x = data.train.x.floats();
    if (data.train.x.sample_shape().elements() != 2 || data.train.target_width != 1) return samples;
    for (std::size_t i = 0; i < data.train.y.size(); ++i) samples.push_back({x[2 * i], x[2 * i + 1], data.train.y[i] > 0.5f});
    return samples;
}

Experiment with_sample_moved(Experiment experiment, std::size_t sample, double x1, double x2) {
    Json json = experiment.to_json();
    auto& rows = json["dataset"]["rows"];
    const auto tidy = [](double x) { return std::round(x * 1e4) / 1e4; };   // a place comes back as float: 2.4 as 2.4000001
    if (rows.is_array() && sample < rows.size()) rows[sample] = {tidy(x1), tidy(x2)};
    return Experiment::parse(json);
}

Fit fit_of(Model& model, std::span<const Sample> samples) {
    Fit fit;
    const auto rows = static_cast<std::int64_t>(samples.size());
    if (rows == 0 || model.input_shape().elements() != 2 || model.output_shape().elements() != 1) return fit;
    float* x = model.input(rows).data;
    std::vector<float> target;
    for (const Sample& s : samples) {
        *x++ = static_cast<float>(s.x1), *x++ = static_cast<float>(s.x2);
        target.push_back(s.positive ? 1.0f : 0.0f);
    }
    const ConstTensor output = model.forward(rows, {});
    const auto loss = make_loss("binary_crossentropy", Json::object(), "loss");
    fit.loss = loss->evaluate(output, {target.data(), {rows, 1}}, {});
    for (std::size_t i = 0; i < samples.size(); ++i) {
        fit.wrong.push_back((output.data[i] > 0.5f) != samples[i].positive);
        fit.right += !fit.wrong.back();
    }
    return fit;
}

Model line_model(const Line& line) {
    Model model(sequential({dense(1, "sigmoid")}), {2});
    const float weights[] = {static_cast<float>(line.w1), static_cast<float>(line.w2), static_cast<float>(line.b)};
    std::ranges::copy(weights, model.weights().begin());
    return model;
}

Fit fit_of(const Line& line, std::span<const Sample> samples) {
    Model model = line_model(line);
    return fit_of(model, samples);
}

Model xor_by_hand() {
    Model model(sequential({dense(2, "sigmoid"), dense(1, "sigmoid")}), {2});
    // Keras's order: kernel [inputs, units] and bias of the hidden layer, then of the output.
    const float weights[] = {20, -20, 20, -20, -10, 30, 20, 20, -30};
    std::ranges::copy(weights, model.weights().begin());
    return model;
}

const TypedNumber& sum_value() {
    static const TypedNumber value{.id = "sum", .answer = [](const Session&) { return first_neuron().sum; }, .tolerance = 0.001, .min = -10, .max = 10,
                                   .slips = {{"plain", [](const Session&) { return -0.5; }}, {"signs", [](const Session&) { return 3.0; }},
                                             {"inputs", [](const Session&) { return 1.5; }}}};
    return value;
}

void start_seeds(Session& session) {
    const auto data = std::make_shared<const Dataset>(build_dataset(session.experiment().dataset, nullptr, nullptr, session.experiment().seed));
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= seeds; ++seed) {
        GroupRun run{.name = std::string(seed_name) + std::to_string(seed), .experiment = session.experiment(), .data = data, .keep_weights = true};
        run.experiment.seed = static_cast<std::uint64_t>(seed);
        runs.push_back(std::move(run));
    }
    session.group().start(std::move(runs), session.threads());
}

bool shows_seeds(const Session& session) {
    const auto& views = session.group().views();
    return !views.empty() && views.front().name.starts_with(seed_name);
}

int seeds_ended(const Session& session) { return static_cast<int>(session.group().ended()); }

bool is_right(const GroupRunView& run) {
    const auto* accuracy = run.history.find("accuracy");
    return run.ended() && accuracy && !accuracy->empty() && accuracy->back() == 1;
}

int seeds_right(const Session& session) {
    return static_cast<int>(std::ranges::count_if(session.group().views(), is_right));
}

}  // namespace nabla::lessons::neuron
