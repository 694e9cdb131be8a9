#pragma once
#include "core/experiment/experiment.h"

namespace nabla {

/// Builds the model on this data's shape and checks that what its last layer puts out is what the loss compares with the
/// targets; throws Error that says what to change. Where a file's columns are not known yet, call it again when they are.
void check_model(const Experiment& experiment, const DatasetShape& data);

/// Floats that one batch of training needs for activations and their gradients.
std::int64_t batch_floats(const Experiment& experiment, const DatasetShape& data);

}  // namespace nabla
