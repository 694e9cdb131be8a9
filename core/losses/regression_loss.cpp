#include "core/losses/regression_loss.h"

#include <algorithm>
#include <cmath>

namespace nabla {

double DifferenceLoss::evaluate(ConstTensor prediction, ConstTensor target, Tensor gradient) const {
    const auto count = static_cast<std::size_t>(prediction.size());
    const float share = 1 / static_cast<float>(count);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const float d = prediction.data[i] - target.data[i];
        sum += value(d);
        if (gradient) gradient.data[i] = slope(d) * share;
    }
    return sum / static_cast<double>(count);
}

void DifferenceLoss::per_sample(ConstTensor prediction, ConstTensor target, std::span<float> out) const {
    const auto width = static_cast<std::size_t>(prediction.stride());
    for (std::size_t row = 0; row < out.size(); ++row) {
        float sum = 0;
        for (std::size_t i = row * width; i < (row + 1) * width; ++i) sum += value(prediction.data[i] - target.data[i]);
        out[row] = sum / static_cast<float>(width);
    }
}

float Huber::value(float d) const {
    const float a = std::abs(d);
    return a <= delta_ ? d * d / 2 : delta_ * (a - delta_ / 2);
}

float Huber::slope(float d) const { return std::clamp(d, -delta_, delta_); }

}  // namespace nabla
