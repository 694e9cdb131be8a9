#include <algorithm>
#include <numeric>

#include "core/train/training_run.h"

// What a batch is made of: inputs, targets and weights of its rows.
namespace nabla {

void TrainingRun::reserve_batches(std::int64_t batch_size) {
    const auto rows = static_cast<std::size_t>(batch_size);
    target_.resize(rows * static_cast<std::size_t>(data_->train.target_width));
    const auto& fit = experiment_.fit;
    if (!fit.sample_weight.empty() && static_cast<std::int64_t>(fit.sample_weight.size()) != data_->train.rows())
        throw Error({.code = "wrong_length", .where = "fit.sample_weight", .expected = std::to_string(data_->train.rows()) + " numbers, one a training row",
                     .received = std::to_string(fit.sample_weight.size()), .advice = {}});
    if (!fit.class_weight.empty() || !fit.sample_weight.empty()) weight_.resize(rows), row_loss_.resize(rows);
    sparse_.used = data_->train.x.is_multi_hot() && model_.takes_sparse();
    if (!sparse_.used) return;
    sparse_.rows.resize(rows);
    sparse_.offsets.resize(rows + 1);
    sparse_.columns.resize(rows * data_->train.x.longest_text());
}

void TrainingRun::gather_input(const Samples& x, std::span<const std::uint32_t> rows) {
    sparse_.batch = {};
    if (!sparse_.used || !x.is_multi_hot()) return x.gather(rows, model_.input(static_cast<std::int64_t>(rows.size())).data);
    std::size_t at = 0;
    if (sparse_.offsets.size() <= rows.size()) sparse_.offsets.resize(rows.size() + 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto words = x.words(rows[i]);
        if (sparse_.columns.size() < at + words.size()) sparse_.columns.resize(at + words.size());  // a longer text than any that trains
        std::copy(words.begin(), words.end(), sparse_.columns.begin() + static_cast<std::ptrdiff_t>(at));
        sparse_.offsets[i] = static_cast<std::uint32_t>(at);
        at += words.size();
    }
    sparse_.offsets[rows.size()] = static_cast<std::uint32_t>(at);
    sparse_.batch = {std::span(sparse_.offsets).first(rows.size() + 1), std::span(sparse_.columns).first(at)};
}

void TrainingRun::gather_input(const Samples& x, std::int64_t first, std::int64_t count) {
    sparse_.batch = {};
    if (!sparse_.used || !x.is_multi_hot()) return x.gather(first, count, model_.input(count).data);
    if (sparse_.rows.size() < static_cast<std::size_t>(count)) sparse_.rows.resize(static_cast<std::size_t>(count));
    const auto rows = std::span(sparse_.rows).first(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(first));
    gather_input(x, rows);
}

ConstTensor TrainingRun::gather_target(const Part& part, std::span<const std::uint32_t> rows) {
    const auto width = static_cast<std::size_t>(part.target_width);
    for (std::size_t i = 0; i < rows.size(); ++i) std::copy_n(part.y.data() + rows[i] * width, width, target_.data() + i * width);
    return {target_.data(), Shape{static_cast<std::int64_t>(rows.size()), part.target_width}};
}

ConstTensor TrainingRun::gather_target(const Part& part, std::int64_t first, std::int64_t count) const {
    return {part.y.data() + first * part.target_width, Shape{count, part.target_width}};
}

/// Keras: a sample's weight times its class's; of one-hot targets the class is the largest column's number.
std::span<const float> TrainingRun::gather_weights(std::span<const std::uint32_t> rows, ConstTensor target) {
    const auto& fit = experiment_.fit;
    if (weight_.empty()) return {};
    const auto width = static_cast<std::size_t>(target.stride());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float* y = target.data + i * width;
        const auto label = width == 1 ? static_cast<std::size_t>(std::max(0.0f, *y)) : static_cast<std::size_t>(std::max_element(y, y + width) - y);
        const double by_class = label < fit.class_weight.size() ? fit.class_weight[label] : 1;
        weight_[i] = static_cast<float>(by_class * (fit.sample_weight.empty() ? 1.0f : fit.sample_weight[rows[i]]));
    }
    return std::span(weight_).first(rows.size());
}

std::span<const float> TrainingRun::gather_weights(std::int64_t first, std::int64_t count) {
    const auto& weights = experiment_.fit.sample_weight;
    if (weights.empty()) return {};
    return std::span(weights).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

double TrainingRun::weighted_loss(ConstTensor prediction, ConstTensor target, std::span<const float> weights, Tensor gradient) {
    const bool from_logits = gradient && loss_->has_logit_gradient(model_.output_activation());
    double loss = loss_->evaluate(prediction, target, from_logits ? Tensor{} : gradient);
    if (from_logits) loss_->logit_gradient(prediction, target, gradient);
    if (weights.empty()) return loss;
    const auto width = static_cast<std::size_t>(prediction.stride());
    const auto rows = std::span(row_loss_).first(weights.size());
    loss_->per_sample(prediction, target, rows);
    loss = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        loss += static_cast<double>(rows[row]) * weights[row];
        for (std::size_t i = row * width; gradient && i < (row + 1) * width; ++i) gradient.data[i] *= weights[row];
    }
    return loss / static_cast<double>(rows.size());
}

}  // namespace nabla
