#pragma once
#include "web/app/stage.h"

namespace nabla {

/// Train, pause, step, reset, and how far it is. At ImGui's cursor; `compact` leaves out the details below the bar.
void draw_run_bar(Stage& stage, float width, bool compact);
/// What the space key and the first button do now.
void toggle_training(Session& session);

}  // namespace nabla
