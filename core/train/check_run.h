#pragma once
#include "core/experiment/experiment.h"
#include "core/model/gradient_check.h"

namespace nabla {

/// check_gradients of the Experiment's whole loss, of all its outputs, on the first training rows. model: built for the data.
std::vector<GradientCheck> check_gradients(Model& model, const Experiment& experiment, const Dataset& data, std::int64_t rows, const GradientCheckOptions& options = {});

}  // namespace nabla
