#pragma once
#include <string_view>
#include <vector>

#include "core/session/control.h"
#include "core/session/session.h"

namespace nabla {

/// Train or Pause, steps, reset, evaluate, undo and redo, enabled as the session's state allows.
std::vector<Control> run_controls(const Session& session);
/// Presses one of them; false if the id is none.
bool press_run_control(Session& session, std::string_view id);

}  // namespace nabla
