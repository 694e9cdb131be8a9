#include <algorithm>
#include <cmath>

#include "core/optimizers/optimizer.h"

namespace nabla {
namespace {

double squared_norm(std::span<const float> g) {
    double sum = 0;
    for (const float x : g) sum += static_cast<double>(x) * x;
    return sum;
}

/// g * limit / max(norm, limit): tf.clip_by_norm.
void scale_to(double norm, float limit, std::span<const float> g, std::span<float> out) {
    const auto factor = static_cast<float>(norm > limit ? limit / norm : 1.0);
    for (std::size_t i = 0; i < g.size(); ++i) out[i] = g[i] * factor;
}

}  // namespace

void clip_gradients(const Clipping& clipping, std::span<const float> g, std::span<const std::size_t> sizes, std::span<float> out) {
    if (clipping.clipvalue > 0) {
        const float limit = clipping.clipvalue;
        std::transform(g.begin(), g.end(), out.begin(), [limit](float x) { return x < -limit ? -limit : x > limit ? limit : x; });  // NaN stays NaN
    } else if (clipping.global_clipnorm > 0) {
        scale_to(std::sqrt(squared_norm(g)), clipping.global_clipnorm, g, out);
    } else {
        std::size_t at = 0;
        for (const auto size : sizes) {
            scale_to(std::sqrt(squared_norm(g.subspan(at, size))), clipping.clipnorm, g.subspan(at, size), out.subspan(at, size));
            at += size;
        }
    }
}

}  // namespace nabla
