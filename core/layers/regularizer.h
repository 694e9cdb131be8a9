#pragma once
#include <span>
#include <string>

#include "core/json.h"

namespace nabla {

/// A penalty on weights: l1 * sum|w| + l2 * sum w^2 (Keras's form, without 1/2).
struct Penalty {
    double l1 = 0, l2 = 0;
    explicit operator bool() const { return l1 != 0 || l2 != 0; }
};

/// null, "l1", "l2", "l1_l2" or {"class_name": "L2", "config": {"l2": 0.01}}, made canonical: null or L1, L2, L1L2 with complete config.
Json canonical_regularizer(const Json& config, const std::string& path);
Penalty penalty_of(const Json& canonical);

double penalty_value(const Penalty& penalty, std::span<const float> w);
/// g += l1 * sign(w) + 2 * l2 * w
void add_penalty_gradient(const Penalty& penalty, std::span<const float> w, std::span<float> g);

}  // namespace nabla
