#pragma once
#include <string_view>
#include <vector>

#include "core/session/control.h"
#include "core/session/session.h"

namespace nabla {

/// How the lesson is looked at, which changes no Experiment: the epoch that is shown, the speed of animations, all controls or
/// those of the step, the next hint.
std::vector<Control> view_controls(const Session& session);
/// Sets one of them; false if the id is none.
bool set_view_control(Session& session, std::string_view id, const Json& value);

}  // namespace nabla
