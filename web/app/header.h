#pragma once
#include "web/app/layout.h"
#include "web/app/stage.h"

namespace nabla {

/// Where the learner is and what to do now: lesson, steps, title, task, back and next.
float header_height(const Ui& ui, const Session& session, float width);
void draw_header(Stage& stage, Area area);

/// The step before or after the open one, crossing into no other lesson; null at the ends.
const Step* neighbour_step(const Session& session, int direction);

}  // namespace nabla
