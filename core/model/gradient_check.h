#pragma once
#include <cstdint>
#include <functional>
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

/// One batch's loss as a function of the model's weights, penalties included.
struct BatchLoss {
    std::function<double()> value;         // by a forward pass
    std::function<void()> differentiate;   // forward and backward: fills the model's gradients
};

/// Compares dL/dw of one batch (inference mode, penalties included) with (-L(w+2h) + 8 L(w+h) - 8 L(w-h) + L(w-2h)) / 12h. What is left
/// apart is rounding: sound layers stay below 1e-2. The model gets its weights back.
std::vector<GradientCheck> check_gradients(Model& model, const BatchLoss& loss, const GradientCheckOptions& options = {});
/// Of a model with one input and one output; x: batch samples flattened.
std::vector<GradientCheck> check_gradients(Model& model, const Loss& loss, std::span<const float> x, ConstTensor target, const GradientCheckOptions& options = {});

}  // namespace nabla
