#include "core/train/training_run.h"

// What History's means are made of.
namespace nabla {

TrainingRun::Tally TrainingRun::make_tally() const {
    Tally tally;
    const auto& compile = experiment_.compile;
    const auto outputs = output_options(compile);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const auto prefix = log_prefix(compile, outputs[i]);
        const auto path = prefix.empty() ? std::string("compile.metrics") : "compile.metrics." + outputs[i].name;
        if (loss_.loss(i)) tally.compared.push_back(i), tally.own_losses.emplace_back(prefix + "loss", 0.0);
        for (const auto& name : outputs[i].metrics)
            tally.metrics.push_back({prefix + name, i, make_metric(name, path, outputs[i].metric_configs.value(name, Json()))});
    }
    if (tally.compared.size() < 2) tally.compared.clear(), tally.own_losses.clear();  // the loss says it
    return tally;
}

void TrainingRun::Tally::reset() {
    loss_sum = 0, rows = 0;
    for (auto& [name, sum] : own_losses) sum = 0;
    for (auto& scored : metrics) scored.metric->reset();
}

void TrainingRun::Tally::add(double mean_loss, std::int64_t count, const CompiledLoss& loss) {
    loss_sum += mean_loss * static_cast<double>(count);
    rows += count;
    for (std::size_t i = 0; i < compared.size(); ++i) own_losses[i].second += loss.own()[compared[i]] * static_cast<double>(count);
}

void TrainingRun::Tally::score(const Model& model, std::int64_t count, std::span<const ConstTensor> targets) {
    for (auto& scored : metrics)
        scored.metric->update(model.activation(static_cast<std::size_t>(model.outputs()[scored.output]), count), targets[scored.output]);
}

std::vector<std::pair<std::string, double>> TrainingRun::Tally::own() const {
    std::vector<std::pair<std::string, double>> values;
    for (const auto& [name, sum] : own_losses) values.emplace_back(name, mean(sum));
    return values;
}

std::vector<std::pair<std::string, double>> TrainingRun::Tally::scores() const {
    std::vector<std::pair<std::string, double>> values;
    for (const auto& scored : metrics) values.emplace_back(scored.name, scored.metric->result());
    return values;
}

std::vector<std::pair<std::string, double>> TrainingRun::Tally::results() const {
    auto values = own();
    for (auto& score : scores()) values.push_back(std::move(score));
    return values;
}

}  // namespace nabla
