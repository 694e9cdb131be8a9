#include "core/model/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nabla {
namespace {

// Slopes to either side that differ by more than this share of the largest are a kink's.
constexpr double kink = 0.05;

struct Slope {
    double value;
    bool smooth;
};

Slope slope_of(const BatchLoss& loss, float& w, double h) {
    const float old = w;
    const auto at = [&](double offset) { return w = static_cast<float>(old + offset), loss.value(); };
    const double f0 = loss.value(), f1 = at(h), f2 = at(2 * h), b1 = at(-h), b2 = at(-2 * h);
    w = old;
    const double right = (4 * f1 - f2 - 3 * f0) / (2 * h), left = (3 * f0 - 4 * b1 + b2) / (2 * h);
    const double scale = std::max({std::abs(right), std::abs(left), 1e-2});
    return {(8 * (f1 - b1) - (f2 - b2)) / (12 * h), std::abs(right - left) <= kink * scale};
}

std::vector<std::uint32_t> chosen(std::size_t size, const GradientCheckOptions& options, std::uint64_t number) {
    std::vector<std::uint32_t> places(size);
    std::iota(places.begin(), places.end(), 0u);
    Rng(options.seed, number).shuffle(places);
    places.resize(std::min(size, static_cast<std::size_t>(options.per_parameter)));
    return places;
}

}  // namespace

std::vector<GradientCheck> check_gradients(Model& model, const Loss& loss, std::span<const float> x, ConstTensor target, const GradientCheckOptions& options) {
    const auto batch = target.batch();
    model.reserve(batch, true);
    const auto forward = [&] {
        std::copy(x.begin(), x.end(), model.input(batch).data);
        return model.forward(batch, {});
    };
    const auto differentiate = [&] {
        const ConstTensor prediction = forward();
        const bool logits = loss.has_logit_gradient(model.output_activation());
        loss.evaluate(prediction, target, logits ? Tensor{} : model.output_gradient(batch));
        if (logits) loss.logit_gradient(prediction, target, model.output_gradient(batch));
        model.backward(batch, {}, logits ? 1u : 0u);
        model.regularization(true);
    };
    return check_gradients(model, {.value = [&] { return loss.evaluate(forward(), target, {}) + model.regularization(false); }, .differentiate = differentiate}, options);
}

std::vector<GradientCheck> check_gradients(Model& model, const BatchLoss& loss, const GradientCheckOptions& options) {
    loss.differentiate();
    std::vector<GradientCheck> report;
    std::vector<const Layer*> seen;
    for (const auto& node : model.nodes()) {
        if (!node.layer || std::find(seen.begin(), seen.end(), node.layer.get()) != seen.end()) continue;
        seen.push_back(node.layer.get());
        for (auto& p : node.layer->parameters()) {
            if (!p.trainable || p.value.empty()) continue;
            GradientCheck row{.layer = node.layer->name, .parameter = p.name};
            double largest = 1e-3;
            for (const float g : p.gradient) largest = std::max<double>(largest, std::abs(g));
            for (const auto i : chosen(p.value.size(), options, report.size())) {
                const Slope slope = slope_of(loss, p.value[i], options.step * std::max(1.0f, std::abs(p.value[i])));
                ++row.checked;
                if (!slope.smooth) {
                    ++row.kinks;
                    continue;
                }
                const double difference = std::abs(slope.value - p.gradient[i]) / largest;
                if (!(difference <= row.worst)) row.worst = difference, row.numeric = slope.value, row.gradient = p.gradient[i];
            }
            report.push_back(std::move(row));
        }
    }
    return report;
}

}  // namespace nabla
