// Answers JSON lines for tests/conformance*.test.mjs: one model, one batch; out come outputs, gradients and trained weights. Or a whole
// Experiment and the weights that it starts with; out come its History and the weights that it ends with.
#include <iostream>
#include <string>

#include "core/json.h"
#include "core/losses/loss.h"
#include "core/model/model.h"
#include "core/optimizers/optimizer.h"
#include "core/train/training_run.h"

using namespace nabla;

namespace {

Json numbers(std::span<const float> values) { return Json(std::vector<float>(values.begin(), values.end())); }

std::vector<Parameter*> parameters_of(Model& model) {
    std::vector<Parameter*> all;
    std::vector<const Layer*> seen;
    for (const auto& node : model.nodes()) {
        if (!node.layer || std::find(seen.begin(), seen.end(), node.layer.get()) != seen.end()) continue;
        seen.push_back(node.layer.get());
        for (auto& p : node.layer->parameters()) all.push_back(&p);
    }
    return all;
}

void fill(std::span<float> to, const Json& from, const std::string& what) {
    if (from.size() != to.size()) throw std::runtime_error(what + ": " + std::to_string(to.size()) + " numbers wanted, " + std::to_string(from.size()) + " given");
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[i].get<float>();
}

struct Question {
    const Json& json;
    std::int64_t batch;
    Model model;

    explicit Question(const Json& j) : json(j), batch(j.at("batch")), model(make(j)) {
        model.reserve(batch, true);
        const auto parameters = parameters_of(model);
        const auto& weights = json.at("weights");
        if (weights.size() != parameters.size()) throw std::runtime_error(std::to_string(parameters.size()) + " weights wanted, " + std::to_string(weights.size()) + " given");
        for (std::size_t i = 0; i < parameters.size(); ++i) fill(parameters[i]->value, weights[i], parameters[i]->name);
    }
    static Model make(const Json& j) {
        std::vector<Shape> shapes;
        for (const auto& sizes : j.at("input_shapes")) shapes.emplace_back(std::span<const std::int64_t>(sizes.get<std::vector<std::int64_t>>()));
        return Model(j.at("model"), shapes);
    }
    void feed() {
        for (std::size_t i = 0; i < model.inputs().size(); ++i) fill(model.input(batch, i).flat(), json.at("x")[i], "x");
    }
};

/// Outputs and the gradients of sum(output * upstream).
Json differentiate(Question& q) {
    const Model::PassOptions options{.training = q.json.value("training", false)};
    q.feed();
    q.model.forward(q.batch, options);
    Json answer = {{"outputs", Json::array()}, {"gradients", Json::array()}, {"state", numbers(q.model.state())}};
    for (std::size_t i = 0; i < q.model.outputs().size(); ++i) {
        answer["outputs"].push_back(numbers(q.model.activation(static_cast<std::size_t>(q.model.outputs()[i]), q.batch).flat()));
        if (const Tensor gradient = q.model.output_gradient(q.batch, i)) fill(gradient.flat(), q.json.at("upstream")[i], "upstream");
    }
    q.model.backward(q.batch, options, 0);
    for (const auto* p : parameters_of(q.model))
        if (p->trainable) answer["gradients"].push_back(numbers(p->gradient));
    return answer;
}

/// Losses and weights of some updates on the same batch.
Json train(Question& q) {
    const auto loss = make_loss(q.json.at("loss").get<std::string>(), q.json.value("loss_config", Json::object()), "loss");
    const auto& rule = q.json.at("optimizer");
    auto optimizer = make_optimizer({rule.at("class_name"), rule.at("config")}, "optimizer");
    optimizer->build(q.model.weights().size(), q.model.variable_sizes());
    std::vector<float> values = q.json.at("target").get<std::vector<float>>();
    const ConstTensor target{values.data(), {q.batch, static_cast<std::int64_t>(values.size()) / q.batch}};
    Json losses = Json::array(), weights = Json::array();
    for (int step = 0; step < q.json.at("steps").get<int>(); ++step) {
        q.feed();
        const auto prediction = q.model.forward(q.batch, {.training = true});
        const bool logits = loss->has_logit_gradient(q.model.output_activation());
        losses.push_back(loss->evaluate(prediction, target, logits ? Tensor{} : q.model.output_gradient(q.batch)) + q.model.regularization(false));
        if (logits) loss->logit_gradient(prediction, target, q.model.output_gradient(q.batch));
        q.model.backward(q.batch, {.training = true}, logits ? 1u : 0u);
        q.model.regularization(true);
        optimizer->apply(q.model.weights(), q.model.gradients());
    }
    for (const auto* p : parameters_of(q.model)) weights.push_back(numbers(p->value));
    return {{"losses", losses}, {"weights", weights}};
}

/// weights: {"layer": [kernel, bias]}
Json run_experiment(const Json& question) {
    const auto e = Experiment::parse(question.at("experiment"));
    TrainingRun run(e, std::make_shared<const Dataset>(build_dataset(e.dataset, nullptr, nullptr, e.seed)), {});
    const auto each = [&](const auto& f) {
        for (const auto& node : run.model().nodes())
            for (std::size_t k = 0; node.layer && k < node.layer->parameters().size(); ++k) f(node.name, k, node.layer->parameters()[k]);
    };
    each([&](const std::string& layer, std::size_t k, Parameter& p) { fill(p.value, question.at("weights").at(layer).at(k), layer); });
    while (run.step()) {}
    Json answer = {{"history", Json::object()}, {"weights", Json::object()}, {"updates", run.update()}};
    for (const auto& [name, values] : run.history().series) answer["history"][name] = values;
    each([&](const std::string& layer, std::size_t k, Parameter& p) { answer["weights"][layer][k] = numbers(p.value); });
    return answer;
}

}  // namespace

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        Json answer;
        try {
            const Json json = Json::parse(line);
            if (json.contains("experiment")) {
                std::cout << run_experiment(json).dump() << '\n';
                continue;
            }
            Question question(json);
            answer = json.contains("optimizer") ? train(question) : differentiate(question);
        } catch (const std::exception& error) {
            answer = {{"error", error.what()}};
        }
        std::cout << answer.dump() << '\n';
    }
}
