#include "lessons/kit/values.h"

#include <cmath>

namespace nabla::kit {

Values Values::counting(double first, double step, std::size_t count) {
    Values v;
    v.first_ = first, v.step_ = step, v.count_ = count;
    return v;
}

std::size_t Values::nearest(double x) const {
    if (count_ == 0) return 0;
    std::size_t low = 0, high = count_ - 1;
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        ((*this)[middle] < x ? low : high) = middle;
    }
    return std::fabs((*this)[low] - x) <= std::fabs((*this)[high] - x) ? low : high;
}

}  // namespace nabla::kit
