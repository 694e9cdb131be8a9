#include "core/losses/margin_loss.h"

#include <algorithm>
#include <cmath>

namespace nabla {
namespace {

constexpr float least = 1e-7f;

bool only_zeros_and_ones(ConstTensor target) {
    const auto values = target.flat();
    return std::all_of(values.begin(), values.end(), [](float y) { return y == 0 || y == 1; });
}

float sign_of(float y, bool zeros_and_ones) { return zeros_and_ones ? 2 * y - 1 : y; }

/// NaN stays NaN.
float above_zero(float p) { return p < least ? least : p > 1 ? 1.0f : p; }

}  // namespace

double Hinge::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const bool turned = only_zeros_and_ones(target);
    const auto count = static_cast<std::size_t>(prediction.size());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float y = sign_of(target.data[i], turned), margin = 1 - y * prediction.data[i];
        sum += margin < 0 ? 0 : margin;
        if (gradient) gradient.data[i] = margin > 0 ? -y / static_cast<float>(count) : 0.0f;
    }
    return sum / static_cast<double>(count);
}

void Hinge::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    const bool turned = only_zeros_and_ones(target);
    const auto width = static_cast<std::size_t>(prediction.stride());
    for (std::size_t row = 0; row < out.size(); ++row) {
        float sum = 0;
        for (std::size_t i = row * width; i < (row + 1) * width; ++i) {
            const float margin = 1 - sign_of(target.data[i], turned) * prediction.data[i];
            sum += margin < 0 ? 0 : margin;
        }
        out[row] = sum / static_cast<float>(width);
    }
}

double KlDivergence::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    const auto rows = static_cast<double>(prediction.batch());
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float p = prediction.data[i], y = above_zero(target.data[i]);
        sum += y * std::log(y / above_zero(p));
        if (gradient) gradient.data[i] = p < least || p > 1 ? 0.0f : -y / p / static_cast<float>(rows);
    }
    return sum / rows;
}

void KlDivergence::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    for (std::size_t row = 0; row < out.size(); ++row) {
        float sum = 0;
        for (std::size_t i = row * width; i < (row + 1) * width; ++i) {
            const float y = above_zero(target.data[i]);
            sum += y * std::log(y / above_zero(prediction.data[i]));
        }
        out[row] = sum;
    }
}

}  // namespace nabla
