#pragma once
#include <functional>

#include "core/session/control.h"
#include "web/app/stage.h"

namespace nabla {

/// All of the session's controls in their groups: figure, data, model as cards, optimizer, training. `skip` says which
/// ones are shown elsewhere (in the figure, in the run bar).
void draw_control_list(Stage& stage, float width, const std::function<bool(const Control&)>& skip);

}  // namespace nabla
