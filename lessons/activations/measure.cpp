#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/losses/loss.h"
#include "core/model/trace.h"
#include "lessons/activations/state.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

bool fits(const Model& model, const Dataset& data) { return plain(model, data) && model.input_shape().elements() == data.train.x.sample_shape().elements(); }

std::vector<const Layer*> dense_layers(const Model& model) {
    std::vector<const Layer*> found;
    for (const Node& node : model.nodes())
        if (node.layer && node.layer->class_name() == "Dense") found.push_back(node.layer.get());
    return found;
}

/// Mean over units of the standard deviation of a unit's output over the batch's rows.
double spread_of(ConstTensor output) {
    const auto rows = static_cast<std::size_t>(output.batch()), units = static_cast<std::size_t>(output.shape.back());
    double total = 0;
    for (std::size_t u = 0; u < units; ++u) {
        double sum = 0, squares = 0;
        for (std::size_t r = 0; r < rows; ++r) sum += output.data[r * units + u];
        const double mean = sum / static_cast<double>(rows);
        for (std::size_t r = 0; r < rows; ++r) squares += (output.data[r * units + u] - mean) * (output.data[r * units + u] - mean);
        total += std::sqrt(squares / static_cast<double>(rows));
    }
    return total / static_cast<double>(units);
}

/// Goes through the first `rows` training rows in batches.
template <class F>
void each_batch(Model& model, const Dataset& data, std::int64_t rows, F&& f) {
    constexpr std::int64_t chunk = 250;
    rows = std::min(rows, data.train.rows());
    for (std::int64_t first = 0; first < rows; first += chunk) {
        const auto count = std::min(chunk, rows - first);
        data.train.x.gather(first, count, model.input(count).data);
        f(first, count, model.forward(count, {}));
    }
}

ConstTensor target_of(const Part& part, std::int64_t first, std::int64_t count) {
    return {part.y.data() + first * part.target_width, Shape{count, part.target_width}};
}

}  // namespace

LinearModel collapse(const Model& model) {
    const auto layers = dense_layers(model);
    if (layers.size() != 2 || layers[1]->parameters()[0].shape[1] != 1) return {};
    const Parameter &w1 = layers[0]->parameters()[0], &b1 = layers[0]->parameters()[1], &w2 = layers[1]->parameters()[0], &b2 = layers[1]->parameters()[1];
    const auto inputs = static_cast<std::size_t>(w1.shape[0]), units = static_cast<std::size_t>(w1.shape[1]);
    LinearModel out{.bias = b2.value[0], .weights = std::vector<double>(inputs)};
    for (std::size_t u = 0; u < units; ++u) {
        out.bias += double{b1.value[u]} * w2.value[u];
        for (std::size_t i = 0; i < inputs; ++i) out.weights[i] += double{w1.value[i * units + u]} * w2.value[u];
    }
    return out;
}

bool has_three_features(const Dataset& data) { return data.train.x.sample_shape().elements() == 3 && data.train.target_width == 1; }

LinearModel best_plane(const Dataset& data) { return fit_linear(data.train.x.floats(), data.train.y); }

double mean_squared_error(Model& model, const Dataset& data) {
    if (!fits(model, data) || model.output_shape().elements() != data.train.target_width) return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    each_batch(model, data, data.train.rows(), [&](std::int64_t first, std::int64_t count, ConstTensor output) {
        for (std::int64_t i = 0; i < count; ++i) {
            const double error = double{output.data[i]} - data.train.y[static_cast<std::size_t>(first + i)];
            sum += error * error;
        }
    });
    return sum / static_cast<double>(data.train.rows());
}

double best_under_sigmoid(std::span<const float> targets) {
    double sum = 0;
    for (float y : targets) {
        const double error = y - std::clamp(double{y}, 0.0, 1.0);
        sum += error * error;
    }
    return targets.empty() ? 0 : sum / static_cast<double>(targets.size());
}

double mean_answer(std::span<const float> targets) {
    if (targets.empty()) return 0;
    const double mean = std::accumulate(targets.begin(), targets.end(), 0.0) / static_cast<double>(targets.size());
    double sum = 0;
    for (float y : targets) sum += (y - mean) * (y - mean);
    return sum / static_cast<double>(targets.size());
}

std::vector<LayerStats> layer_stats(const Model& model, const Experiment& experiment, const Dataset& data) {
    std::vector<LayerStats> out;
    if (!fits(model, data)) return out;
    constexpr std::int64_t most = 256;
    const auto rows = std::min(most, data.train.rows());
    Model copy = model.clone();
    std::vector<float> x(static_cast<std::size_t>(rows * copy.input_shape().elements()));
    data.train.x.gather(0, rows, x.data());
    const auto loss = make_loss(experiment.compile.loss, experiment.compile.loss_config, "compile.loss");
    if (loss->target_width(copy.output_shape().elements()) != data.train.target_width) return out;
    const Trace traced = trace(copy, *loss, x, target_of(data.train, 0, rows));
    for (const LayerTrace& layer : traced.layers) {
        const auto& parameters = copy.nodes()[layer.node].layer->parameters();
        if (parameters.empty()) continue;
        LayerStats stats{.activations = {layer.output.flat().begin(), layer.output.flat().end()}, .powers = {}, .spread = spread_of(layer.output)};
        double squares = 0;
        for (float g : parameters.front().gradient) {
            squares += double{g} * g;
            if (g != 0) stats.powers.push_back(std::log10(std::abs(g)));
        }
        stats.gradient = std::sqrt(squares / static_cast<double>(parameters.front().gradient.size()));
        out.push_back(std::move(stats));
    }
    return out;
}

std::vector<float> share_on(Model& model, const Dataset& data) {
    if (!fits(model, data) || model.nodes().size() < 3) return {};
    const auto units = static_cast<std::size_t>(model.nodes()[1].output_shape.elements());
    std::vector<float> on(units);
    constexpr std::int64_t most = 2000;
    each_batch(model, data, most, [&](std::int64_t, std::int64_t count, ConstTensor) {
        const auto values = model.activation(1, count).flat();
        for (std::size_t i = 0; i < values.size(); ++i) on[i % units] += values[i] != 0;
    });
    for (float& share : on) share /= static_cast<float>(std::min(most, data.train.rows()));
    return on;
}

int dead_of(std::span<const float> shares) { return static_cast<int>(std::ranges::count(shares, 0.0f)); }

std::optional<double> first_loss(Session& session) {
    Model* model = plain_probe(session);
    const auto data = session.dataset();
    if (!model || !data || !fits(*model, *data)) return {};
    const auto& compile = session.experiment().compile;
    const auto loss = make_loss(compile.loss, compile.loss_config, "compile.loss");
    if (loss->target_width(model->output_shape().elements()) != data->train.target_width) return {};
    double sum = 0;
    const auto rows = std::min<std::int64_t>(1000, data->train.rows());
    each_batch(*model, *data, rows, [&](std::int64_t first, std::int64_t count, ConstTensor output) {
        sum += loss->evaluate(output, target_of(data->train, first, count), {}) * static_cast<double>(count);
    });
    return sum / static_cast<double>(rows);
}

ThreeClasses three_classes(const std::array<double, 3>& logits, int truth) {
    const std::array<float, 3> z{static_cast<float>(logits[0]), static_cast<float>(logits[1]), static_cast<float>(logits[2])};
    ThreeClasses out;
    find_activation("softmax")->forward(z, out.probability, 3);
    const float target = static_cast<float>(truth);
    make_loss("sparse_categorical_crossentropy", Json::object(), "loss")
        ->logit_gradient({out.probability.data(), Shape{1, 3}}, {&target, Shape{1, 1}}, {out.gradient.data(), Shape{1, 3}});
    return out;
}

}  // namespace nabla::lessons::activations
