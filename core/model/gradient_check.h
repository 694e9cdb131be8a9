#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/losses/loss.h"
#include "core/model/model.h"

namespace nabla {

struct GradientCheckOptions {
    std::int64_t per_parameter = 20;  // values looked at in each kernel, bias, ...; chosen by the seed
    std::uint64_t seed = 1;
    double step = 0x1p-7;             // h, times |w| where that is above 1
};

/// How far backward() and a central difference are apart for one parameter array.
struct GradientCheck {
    std::string layer, parameter;
    std::int64_t checked = 0, kinks = 0;  // kinks: the loss has no slope within h (ReLU at 0), so there is nothing to compare
    double worst = 0;                     // largest |numeric - gradient|, relative to the array's largest slope
    double numeric = 0, gradient = 0;     // there
};

/// Compares dL/dw of one batch (inference mode, penalties included) with (-L(w+2h) + 8 L(w+h) - 8 L(w-h) + L(w-2h)) / 12h. What is left
/// apart is rounding: sound layers stay below 1e-2. x: batch samples flattened. The model gets its weights back.
std::vector<GradientCheck> check_gradients(Model& model, const Loss& loss, std::span<const float> x, ConstTensor target, const GradientCheckOptions& options = {});

}  // namespace nabla
