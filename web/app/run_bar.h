#pragma once
#include <string>

#include "web/app/stage.h"

namespace nabla {

/// Train, pause, step, reset, and how far it is. At ImGui's cursor, `compact` with less air.
void draw_run_bar(Stage& stage, float width, bool compact);
/// "48,200 samples/s · 8 threads" while it trains, else nothing.
std::string speed_words(const Stage& stage);
/// The step takes place in its figure and nothing runs: Train, curves and runs are folded with the other controls.
bool run_is_folded(const Session& session);
/// What the space key and the first button do now.
void toggle_training(Session& session);

}  // namespace nabla
