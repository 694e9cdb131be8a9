#pragma once
#include "web/app/stage.h"

namespace nabla {

/// The kept runs, newest first: shown or hidden, what they reached, their name, their experiment back.
void draw_run_list(Stage& stage, float width);

}  // namespace nabla
