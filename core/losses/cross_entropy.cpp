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

}  // namespace

float CategoricalCrossentropy::target_at(ConstTensor target, std::size_t row, std::size_t column, std::size_t width) const {
    if (sparse_) return static_cast<std::size_t>(target.data[row]) == column ? 1.0f : 0.0f;
    return target.data[row * width + column];
}

float CategoricalCrossentropy::row_loss(ConstTensor prediction, ConstTensor target, std::size_t row) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    const float* p = prediction.data + row * width;
    float sum = 0;
    for (std::size_t i = 0; i < width; ++i) sum += p[i];
    if (sparse_) return -std::log(clipped(p[static_cast<std::size_t>(target.data[row])] / sum));
    float loss = 0;
    for (std::size_t i = 0; i < width; ++i)
        if (const float y = target.data[row * width + i]; y != 0) loss -= y * std::log(clipped(p[i] / sum));
    return loss;
}

double CategoricalCrossentropy::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto rows = static_cast<std::size_t>(prediction.batch()), width = static_cast<std::size_t>(prediction.stride());
    double loss = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        loss += row_loss(prediction, target, row);
        if (!gradient) continue;
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
        for (std::size_t i = 0; !sparse_ && i < width; ++i) total += target.data[row * width + i];
        for (std::size_t i = 0; i < width; ++i) {
            const std::size_t at = row * width + i;
            gradient.data[at] = (prediction.data[at] * total - target_at(target, row, i, width)) * share;
        }
    }
}

void CategoricalCrossentropy::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    for (std::size_t row = 0; row < out.size(); ++row) out[row] = row_loss(prediction, target, row);
}

double BinaryCrossentropy::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    double loss = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float p = prediction.data[i], y = target.data[i];
        loss += binary_loss(p, y);
        if (gradient) gradient.data[i] = p < epsilon || p > 1 - epsilon ? 0 : (p - y) / (p * (1 - p)) / static_cast<float>(count);
    }
    return loss / static_cast<double>(count);
}

void BinaryCrossentropy::logit_gradient(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    for (std::size_t i = 0; i < count; ++i) gradient.data[i] = (prediction.data[i] - target.data[i]) / static_cast<float>(count);
}

void BinaryCrossentropy::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    for (std::size_t row = 0; row < out.size(); ++row) {
        float sum = 0;
        for (std::size_t i = row * width; i < (row + 1) * width; ++i) sum += binary_loss(prediction.data[i], target.data[i]);
        out[row] = sum / static_cast<float>(width);
    }
}

}  // namespace nabla
