#include <algorithm>
#include <cmath>

#include "core/losses/loss.h"
#include "core/model/trace.h"
#include "lessons/backpropagation/state.h"
#include "lessons/experiments.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::backpropagation {
namespace {

constexpr int vanish_rows = 128;

std::unique_ptr<Loss> loss_of(const Experiment& e) { return make_loss(e.compile.loss, e.compile.loss_config, "compile.loss"); }

/// The first `count` training rows and their targets; empty while there are none or the network does not fit them.
struct Rows {
    std::vector<float> x, y;
    std::int64_t count = 0, width = 0;
};
Rows first_rows(const Session& session, std::int64_t count) {
    Rows rows;
    const auto data = session.dataset();
    const Model* model = plain_probe(session);
    if (!data || !model || model->output_shape().elements() != 10) return rows;
    const std::int64_t size = data->train.x.sample_shape().elements();
    if (model->input_shape().elements() != size || data->train.rows() < count) return rows;
    rows.count = count, rows.width = data->train.target_width;
    rows.x.resize(static_cast<std::size_t>(count * size));
    data->train.x.gather(0, count, rows.x.data());
    rows.y.assign(data->train.y.begin(), data->train.y.begin() + count * rows.width);
    return rows;
}

double norm(std::span<const float> values) {
    double sum = 0;
    for (const float v : values) sum += static_cast<double>(v) * static_cast<double>(v);
    return std::sqrt(sum);
}

}  // namespace

std::optional<Wishes> wishes(const Session& session) {
    const Rows rows = first_rows(session, wish_count);
    if (rows.count == 0 || rows.width != 1) return {};
    Model model = session.probe()->clone();
    const auto loss = loss_of(session.experiment());
    const auto size = rows.x.size() / wish_count;
    Wishes out;
    std::vector<double> mean(model.weights().size(), 0.0);
    for (std::size_t i = 0; i < wish_count; ++i) {
        const Trace t = trace(model, *loss, std::span(rows.x).subspan(i * size, size), {&rows.y[i], Shape{1, 1}});
        std::copy_n(t.layers.back().delta.begin(), 10, out.delta[i].begin());
        out.label[i] = static_cast<int>(rows.y[i]);
        out.norm[i] = static_cast<float>(norm(model.gradients()));
        out.mean_norm += out.norm[i] / wish_count;
        for (std::size_t k = 0; k < 10; ++k) out.mean_delta[k] += out.delta[i][k] / wish_count;
        std::ranges::transform(mean, model.gradients(), mean.begin(), [](double sum, float g) { return sum + static_cast<double>(g) / wish_count; });
    }
    const std::vector<float> as_float(mean.begin(), mean.end());
    out.norm_of_mean = static_cast<float>(norm(as_float));
    return out;
}

std::vector<double> layer_gradients(const Session& session) {
    const Rows rows = first_rows(session, vanish_rows);
    if (rows.count == 0) return {};
    Model model = session.probe()->clone();
    trace(model, *loss_of(session.experiment()), rows.x, {rows.y.data(), Shape{rows.count, rows.width}});
    std::vector<double> out;
    for (const Node& node : model.nodes())
        if (node.layer && node.layer->class_name() == "Dense") {
            const auto g = node.layer->parameters().front().gradient;
            out.push_back(norm(g) / std::sqrt(static_cast<double>(g.size())));
        }
    return out;
}

Experiment deep_experiment() {
    Json::array_t layers;
    for (int i = 0; i < 10; ++i) layers.push_back(dense(32, "sigmoid"));
    layers.push_back(dense(10, "softmax"));
    return experiment(R"({"dataset": {"name": "mnist"},
                          "compile": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1}}, "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                          "fit": {"epochs": 3, "batch_size": 32, "validation_split": 0.2},
                          "seed": 1})",
                      std::move(layers));
}

void use_hidden_activation(Experiment& experiment, const std::string& activation) {
    Json& layers = experiment.model["config"]["layers"];
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        if (layers[i].value("class_name", "") == "Dense") layers[i]["config"]["activation"] = activation;
}

std::string hidden_activation(const Json& model) {
    std::string found;
    const Json& layers = model.at("config").at("layers");
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
        if (layers[i].value("class_name", "") != "Dense") continue;
        const std::string name = layers[i]["config"].value("activation", "linear");
        if (!found.empty() && found != name) return {};
        found = name;
    }
    return found;
}

std::optional<double> deep_accuracy(const Session& session, std::string_view activation) {
    std::optional<double> best;
    for (const KeptRun& run : session.runs()) {
        const auto* accuracy = run.history.find("val_accuracy");
        const Json& model = run.experiment.at("model");
        if (!accuracy || accuracy->empty() || model["config"]["layers"].size() < 11 || hidden_activation(model) != activation) continue;
        for (const double value : *accuracy) best = std::max(best.value_or(0), value);
    }
    return best;
}

}  // namespace nabla::lessons::backpropagation
