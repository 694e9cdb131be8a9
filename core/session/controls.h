#pragma once
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/session/control.h"

namespace nabla {

/// Every hyperparameter of an Experiment as a control, in the order of the panel: data, model, optimizer, fit. What would
/// make the Experiment invalid is not offered: a range ends before it, a button is disabled and its hint says why.
std::vector<Control> experiment_controls(const Experiment& experiment);

/// Sets what a control stands for. Throws Error ("unknown_control", "control_disabled", "wrong_type", "out_of_range",
/// "unknown_name") and changes nothing if the control does not offer the value; the result is always valid.
void apply_control(Experiment& experiment, std::string_view id, const Json& value);

/// Throws Error if `control` is disabled or does not offer `value`.
void check_control_value(const Control& control, const Json& value);

}  // namespace nabla
