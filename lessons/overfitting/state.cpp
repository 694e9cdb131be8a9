#include "lessons/overfitting/state.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lessons/experiments.h"

namespace nabla::lessons::overfitting {

Json starting_state() { return {{"answers", Json::object()}}; }

float true_curve(float x) { return static_cast<float>(std::sin(2 * std::numbers::pi * double{x})); }

std::vector<float> curve_of(Model& model) {
    if (model.input_shape().elements() != 1 || model.output_shape().elements() != 1) return {};
    float* x = model.input(curve_points).data;
    for (int i = 0; i < curve_points; ++i) x[i] = static_cast<float>(i) / (curve_points - 1);
    const ConstTensor y = model.forward(curve_points, {});
    return {y.data, y.data + curve_points};
}

double curve_error(std::span<const float> curve) {
    double sum = 0;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double off = double{curve[i]} - true_curve(static_cast<float>(i) / (curve_points - 1));
        sum += off * off;
    }
    return curve.empty() ? 0 : sum / static_cast<double>(curve.size());
}

Json network_of(std::string_view width) {
    Json::array_t layers;
    for (std::size_t at = 0; at < width.size();) {
        const std::size_t end = std::min(width.find('-', at), width.size());
        layers.push_back(dense(std::stoi(std::string(width.substr(at, end - at))), "tanh"));
        at = end + 1;
    }
    layers.push_back(dense(1, "linear"));
    return sequential(std::move(layers));
}

std::string width_of(const Experiment& experiment) {
    std::string width;
    const auto config = experiment.model.value("config", Json::object());
    const auto layers = config.value("layers", Json::array());
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
        const auto units = layers[i].value("config", Json::object()).value("units", 0);
        if (units > 0) width += (width.empty() ? "" : "-") + std::to_string(units);
    }
    return width;
}

bool is_curve_fit(const Experiment& experiment) { return experiment.dataset.name == "sine"; }

std::optional<Stopping> stopping_of(const Experiment& experiment, const History& history) {
    const auto& callbacks = experiment.fit.callbacks;
    const auto it = std::ranges::find(callbacks, "EarlyStopping", &Named::class_name);
    if (it == callbacks.end()) return {};
    const auto options = read_early_stopping(it->config, "fit.callbacks");
    Stopping stopping{.patience = options.patience};
    EarlyStoppingRule rule(options);
    const auto* values = history.find(it->config.value("monitor", std::string("val_loss")));
    if (!values) return stopping;
    for (double value : *values) {
        const auto verdict = rule.observe(stopping.seen++, value);
        if (verdict.stop) stopping.stopped = true;
    }
    stopping.best = rule.best_epoch() + 1;
    return stopping;
}

}  // namespace nabla::lessons::overfitting
