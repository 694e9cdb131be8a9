#include "core/losses/cross_entropy.h"

#include <algorithm>
#include <cmath>

namespace nabla {
namespace {

constexpr float epsilon = 1e-7f;

/// NaN stays NaN: a diverged network must be seen, not clipped away.
float clipped(float p) { return p < epsilon ? epsilon : p > 1 - epsilon ? 1 - epsilon : p; }

float binary_loss(float p, float y) {
    p = clipped(p);
    return -y * std::log(p) - (1 - y) * std::log(1 - p);
}

/// max(z, 0) - z y + log(1 + exp(-|z|)): -y log p - (1 - y) log(1 - p) for p = sigmoid(z), without overflow.
float logit_loss(float z, float y) { return std::max(z, 0.0f) - z * y + std::log1p(std::exp(-std::abs(z))); }
float sigmoid(float z) { return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z)); }

}  // namespace

float CategoricalCrossentropy::target_at(ConstTensor target, std::size_t row, std::size_t column, std::size_t width) const {
    if (sparse_) return static_cast<std::size_t>(target.data[row]) == column ? 1.0f : 0.0f;
    const float y = target.data[row * width + column], s = options_.label_smoothing;
    return y * (1 - s) + s / static_cast<float>(width);
}

float CategoricalCrossentropy::log_sum(std::span<const float> z) {
    const float largest = *std::max_element(z.begin(), z.end());
    float sum = 0;
    for (const float value : z) sum += std::exp(value - largest);
    return largest + std::log(sum);
}

float CategoricalCrossentropy::row_loss(ConstTensor prediction, ConstTensor target, std::size_t row) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    const float* p = prediction.data + row * width;
    float loss = 0;
    if (options_.from_logits) {
        const float all = log_sum({p, width});
        if (sparse_) return all - p[static_cast<std::size_t>(target.data[row])];
        for (std::size_t i = 0; i < width; ++i)
            if (const float y = target_at(target, row, i, width); y != 0) loss += y * (all - p[i]);
        return loss;
    }
    float sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += p[i];
    if (sparse_) return -std::log(clipped(p[static_cast<std::size_t>(target.data[row])] / sum));
    for (std::size_t i = 0; i < width; ++i)
        if (const float y = target_at(target, row, i, width); y != 0) loss -= y * std::log(clipped(p[i] / sum));
    return loss;
}

/// (softmax(z) sum y - y) / batch.
void CategoricalCrossentropy::from_logits_gradient(ConstTensor logits, ConstTensor target, Tensor gradient) const {
    const auto rows = static_cast<std::size_t>(logits.batch()), width = static_cast<std::size_t>(logits.stride());
    for (std::size_t row = 0; row < rows; ++row) {
        const float* z = logits.data + row * width;
        const float all = log_sum({z, width});
        float total = 0;
        for (std::size_t i = 0; i < width; ++i) total += target_at(target, row, i, width);
        for (std::size_t i = 0; i < width; ++i)
            gradient.data[row * width + i] = (std::exp(z[i] - all) * total - target_at(target, row, i, width)) / static_cast<float>(rows);
    }
}

double CategoricalCrossentropy::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto rows = static_cast<std::size_t>(prediction.batch()), width = static_cast<std::size_t>(prediction.stride());
    double loss = 0;
    if (options_.from_logits && gradient) from_logits_gradient(prediction, target, gradient);
    for (std::size_t row = 0; row < rows; ++row) {
        loss += row_loss(prediction, target, row);
        if (!gradient || options_.from_logits) continue;
        // q = p / sum; L = -sum y log q: dL/dp_i = (sum y - y_i / q_i) / sum, 0 for a clipped q_i's own term.
        const float* p = prediction.data + row * width;
        float sum = 0, total = 0;
        for (std::size_t i = 0; i < width; ++i) sum += p[i], total += target_at(target, row, i, width);
        for (std::size_t i = 0; i < width; ++i) {
            const float q = p[i] / sum, y = target_at(target, row, i, width);
            const float own = q < epsilon || q > 1 - epsilon ? 0 : y / q;
            gradient.data[row * width + i] = (total - own) / sum / static_cast<float>(rows);
        }
    }
    return loss / static_cast<double>(rows);
}

void CategoricalCrossentropy::logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto rows = static_cast<std::size_t>(prediction.batch()), width = static_cast<std::size_t>(prediction.stride());
    const float share = 1 / static_cast<float>(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        float total = sparse_ ? 1.0f : 0.0f;
        for (std::size_t i = 0; !sparse_ && i < width; ++i) total += target_at(target, row, i, width);
        for (std::size_t i = 0; i < width; ++i) {
            const std::size_t at = row * width + i;
            gradient.data[at] = (prediction.data[at] * total - target_at(target, row, i, width)) * share;
        }
    }
}

void CategoricalCrossentropy::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    for (std::size_t row = 0; row < out.size(); ++row) out[row] = row_loss(prediction, target, row);
}

float BinaryCrossentropy::value_loss(float prediction, float target) const {
    return options_.from_logits ? logit_loss(prediction, smoothed(target)) : binary_loss(prediction, smoothed(target));
}

double BinaryCrossentropy::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    double loss = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float p = prediction.data[i], y = smoothed(target.data[i]);
        loss += value_loss(p, target.data[i]);
        if (gradient && options_.from_logits) gradient.data[i] = (sigmoid(p) - y) / static_cast<float>(count);
        else if (gradient) gradient.data[i] = p < epsilon || p > 1 - epsilon ? 0 : (p - y) / (p * (1 - p)) / static_cast<float>(count);
    }
    return loss / static_cast<double>(count);
}

void BinaryCrossentropy::logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    for (std::size_t i = 0; i < count; ++i) gradient.data[i] = (prediction.data[i] - smoothed(target.data[i])) / static_cast<float>(count);
}

void BinaryCrossentropy::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    for (std::size_t row = 0; row < out.size(); ++row) {
        float sum = 0;
        for (std::size_t i = row * width; i < (row + 1) * width; ++i) sum += value_loss(prediction.data[i], target.data[i]);
        out[row] = sum / static_cast<float>(width);
    }
}

}  // namespace nabla
