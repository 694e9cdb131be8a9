#include "lessons/hand_network.h"

#include <algorithm>
#include <cmath>

#include "core/losses/loss.h"
#include "core/model/trace.h"

namespace nabla::lessons {
namespace {

constexpr std::array<std::string_view, 9> parameter_keys{"w11", "w21", "w12", "w22", "b1", "b2", "v1", "v2", "c"};
constexpr std::array<std::string_view, 14> part_keys{"x1", "x2", "h1", "h2", "y", "w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"};

Json constant(Json value) { return {{"class_name", "Constant"}, {"config", {{"value", std::move(value)}}}}; }

Json dense(int units, Json kernel, Json bias) {
    return {{"class_name", "Dense"}, {"config", {{"units", units}, {"activation", "sigmoid"}, {"kernel_initializer", constant(std::move(kernel))}, {"bias_initializer", constant(std::move(bias))}}}};
}

/// 0.8 rather than 0.800000011920929: the weights are read as code, too.
double decimal(float value) { return std::round(static_cast<double>(value) * 1e6) / 1e6; }

Json model_config(const HandWeights& w) {
    const auto n = [&](int i) { return decimal(w[static_cast<std::size_t>(i)]); };
    return {{"class_name", "Sequential"},
            {"config", {{"layers", Json::array({dense(2, Json::array({Json::array({n(0), n(1)}), Json::array({n(2), n(3)})}), Json::array({n(4), n(5)})),
                                                dense(1, Json::array({Json::array({n(6)}), Json::array({n(7)})}), Json::array({n(8)}))})}}}};
}

}  // namespace

HandNumbers hand_numbers(const HandWeights& weights, std::array<float, 2> x, float target) {
    Model model(model_config(hand_weights), Shape{2});
    std::ranges::copy(weights, model.weights().begin());
    const auto mse = make_loss("mean_squared_error", Json::object(), "loss");
    const Trace t = trace(model, *mse, x, {&target, Shape{1, 1}});
    const LayerTrace &hidden = t.layers[0], &output = t.layers[1];
    const auto g = model.gradients();
    HandNumbers n;
    n.x = x, n.target = target, n.loss = static_cast<float>(t.loss);
    for (std::size_t j = 0; j < 2; ++j) {
        n.b[j] = weights[4 + j], n.v[j] = weights[6 + j];
        n.z[j] = hidden.pre_activation.data[j], n.h[j] = hidden.output.data[j];
        n.d_h[j] = hidden.upstream.data[j], n.slope[j] = hidden.local[j], n.d_z[j] = hidden.delta[j];
        n.d_b[j] = g[4 + j], n.d_v[j] = g[6 + j];
        for (std::size_t i = 0; i < 2; ++i) n.w[j][i] = weights[2 * i + j], n.d_w[j][i] = g[2 * i + j];
    }
    n.c = weights[8], n.d_c = g[8];
    n.z3 = output.pre_activation.data[0], n.y = output.output.data[0];
    n.d_y = output.upstream.data[0], n.slope3 = output.local[0], n.delta = output.delta[0];
    return n;
}

Experiment hand_experiment(double learning_rate, const HandWeights& weights) {
    return Experiment::parse({{"dataset", {{"rows", Json::array({Json::array({1, -1})})}, {"targets", Json::array({0.4})}}},
                              {"model", model_config(weights)},
                              {"compile", {{"optimizer", {{"class_name", "SGD"}, {"config", {{"learning_rate", learning_rate}}}}}, {"loss", "mean_squared_error"}}},
                              {"fit", {{"epochs", 1}, {"batch_size", 1}}},
                              {"seed", 1}});
}

bool is_hand_network(const Experiment& e) {
    if (e.dataset.name != "inline" || !e.dataset.inputs.empty() || e.model.value("class_name", "") != "Sequential") return false;
    std::vector<int> units;
    for (const Json& layer : e.model["config"]["layers"]) {
        const std::string name = layer.value("class_name", "");
        if (name == "InputLayer" || name == "Input") continue;
        if (name != "Dense" || layer["config"].value("activation", "linear") != "sigmoid" || !layer["config"].value("use_bias", true)) return false;
        units.push_back(layer["config"].value("units", 0));
    }
    return units == std::vector<int>{2, 1} && e.input_shape().elements() == 2;
}

HandWeights present_weights(const Session& session) {
    HandWeights weights = hand_weights;
    const Model* model = is_hand_network(session.experiment()) ? session.probe() : nullptr;
    if (model && model->weights().size() == weights.size()) std::ranges::copy(model->weights(), weights.begin());
    return weights;
}

int hand_index(std::string_view key) {
    const auto it = std::ranges::find(parameter_keys, key);
    return it == parameter_keys.end() ? -1 : static_cast<int>(it - parameter_keys.begin());
}

std::string hand_name(std::string_view key) {
    if (key == "y") return "\u0177";
    constexpr std::string_view subscripts[] = {"\u2080", "\u2081", "\u2082", "\u2083"};
    std::string name(key.substr(0, 1));
    for (const char digit : key.substr(1)) name += subscripts[static_cast<std::size_t>(digit - '0')];
    return name;
}

std::span<const std::string_view> hand_parts() { return part_keys; }

}  // namespace nabla::lessons
