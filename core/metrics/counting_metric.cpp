#include "core/metrics/counting_metric.h"

#include <algorithm>
#include <cmath>

namespace nabla {

void TopKAccuracy::update(ConstTensor prediction, ConstTensor target) {
    const auto width = prediction.stride();
    for (std::int64_t row = 0; row < prediction.batch(); ++row) {
        const float *p = prediction.data + row * width, *y = target.data + row * width;
        const auto truth = sparse_ ? static_cast<std::int64_t>(target.data[row]) : std::max_element(y, y + width) - y;
        const float own = p[truth];
        sum_ += std::isfinite(own) && std::count_if(p, p + width, [own](float other) { return other > own; }) < k_;
    }
    count_ += prediction.batch();
}

void PositiveShare::update(ConstTensor prediction, ConstTensor target) {
    for (std::int64_t i = 0; i < prediction.size(); ++i) {
        const bool called = prediction.data[i] > threshold_, is = target.data[i] > 0.5f;
        sum_ += called && is;
        count_ += recall_ ? is : called;
    }
}

// Sums of a column: y, y^2, (y - p)^2. Squares of the differences from the first row's value, so that large values do not cancel.
void R2Score::update(ConstTensor prediction, ConstTensor target) {
    const auto width = static_cast<std::size_t>(prediction.stride());
    if (columns_.size() != 4 * width) columns_.assign(4 * width, 0.0);
    for (std::size_t row = 0; row < static_cast<std::size_t>(prediction.batch()); ++row)
        for (std::size_t c = 0; c < width; ++c) {
            double* sums = columns_.data() + 4 * c;
            const double y = target.data[row * width + c], error = y - prediction.data[row * width + c];
            if (count_ == 0 && row == 0) sums[3] = y;
            const double difference = y - sums[3];
            sums[0] += difference, sums[1] += difference * difference, sums[2] += error * error;
        }
    count_ += prediction.batch();
}

double R2Score::result() const {
    double mean = 0;
    const auto width = columns_.size() / 4;
    for (std::size_t c = 0; count_ > 0 && c < width; ++c) {
        const double* sums = columns_.data() + 4 * c;
        const double total = sums[1] - sums[0] * sums[0] / static_cast<double>(count_);
        const double score = total > 0 ? 1 - sums[2] / total : sums[2] > 0 ? 0.0 : 1.0;
        mean += score / static_cast<double>(width);
    }
    return mean;
}

}  // namespace nabla
