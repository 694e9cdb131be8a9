#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/session/control.h"

namespace nabla {

/// A name stands for a control, for all whose ids go on behind it after a dot, or for a whole group: "fit.epochs",
/// "model.layers.0", "optimizer".
bool names_control(std::string_view name, const Control& control);
/// Whether the name stands for what a figure's control sets in the Experiment.
bool names_what_it_sets(std::string_view name, const Control& control);
bool any_names_control(const std::vector<std::string>& names, const Control& control);

/// What a teacher's link takes out of the learner's hands. Hidden controls are not listed, locked ones cannot be set, nor can a
/// figure's controls that set the same. (To hide is to tidy up: the figure keeps what its step needs.)
struct Restrictions {
    std::vector<std::string> hide, lock;
    bool operator==(const Restrictions&) const = default;
    bool empty() const { return hide.empty() && lock.empty(); }
    void apply(std::vector<Control>& controls) const;
};

}  // namespace nabla
