#include "core/train/compiled_loss.h"

#include <algorithm>

namespace nabla {
namespace {

/// What flows back from there is by its output, not by its logits.
bool is_read_by_a_layer(const Model& model, int node) {
    return std::any_of(model.nodes().begin(), model.nodes().end(), [&](const Node& other) { return std::find(other.inputs.begin(), other.inputs.end(), node) != other.inputs.end(); });
}

}  // namespace

CompiledLoss::CompiledLoss(const CompileOptions& compile) {
    for (const auto& output : output_options(compile)) {
        const auto path = output.name.empty() || compile.outputs.size() < 2 ? std::string("compile.loss") : "compile.loss." + output.name;
        ends_.push_back({output.loss.empty() ? nullptr : make_loss(output.loss, output.loss_config, path), output.weight});
    }
    own_.resize(ends_.size());
}

bool CompiledLoss::by_logits(const Model& model, std::size_t output) const {
    if (!ends_[output].loss || !ends_[output].loss->has_logit_gradient(model.output_activation(output))) return false;
    return ends_.size() == 1 || !is_read_by_a_layer(model, model.outputs()[output]);
}

unsigned CompiledLoss::from_logits(const Model& model) const {
    unsigned bits = 0;
    for (std::size_t i = 0; i < ends_.size(); ++i)
        if (by_logits(model, i)) bits |= 1u << i;
    return bits;
}

double CompiledLoss::evaluate(Model& model, std::int64_t batch, std::span<const ConstTensor> targets, std::span<const float> row_weights, bool gradients) {
    if (row_loss_.size() < row_weights.size()) row_loss_.resize(row_weights.size());
    double sum = 0;
    for (std::size_t i = 0; i < ends_.size(); ++i) {
        const Tensor gradient = gradients ? model.output_gradient(batch, i) : Tensor{};
        const auto slopes = gradient.flat();
        own_[i] = 0;
        if (!ends_[i].loss) {
            std::fill(slopes.begin(), slopes.end(), 0.0f);
            continue;
        }
        own_[i] = one(i, model.activation(static_cast<std::size_t>(model.outputs()[i]), batch), targets[i], row_weights, gradient, gradient && by_logits(model, i));
        sum += ends_[i].weight * own_[i];
        if (ends_[i].weight == 1) continue;
        for (float& slope : slopes) slope *= static_cast<float>(ends_[i].weight);
    }
    return sum;
}

/// The mean of the rows' losses, each times its weight if there are any; the gradient likewise.
double CompiledLoss::one(std::size_t output, ConstTensor prediction, ConstTensor target, std::span<const float> row_weights, Tensor gradient, bool logits) {
    const Loss& loss = *ends_[output].loss;
    const double mean = loss.evaluate(prediction, target, logits ? Tensor{} : gradient);
    if (logits) loss.logit_gradient(prediction, target, gradient);
    if (row_weights.empty()) return mean;
    const auto width = static_cast<std::size_t>(prediction.stride());
    const auto rows = std::span(row_loss_).first(row_weights.size());
    loss.per_sample(prediction, target, rows);
    double sum = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        sum += static_cast<double>(rows[row]) * row_weights[row];
        for (std::size_t i = row * width; gradient && i < (row + 1) * width; ++i) gradient.data[i] *= row_weights[row];
    }
    return sum / static_cast<double>(rows.size());
}

}  // namespace nabla
