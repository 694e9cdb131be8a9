#pragma once
#include "web/app/stage.h"

namespace nabla {

/// The lesson's name as a button that opens the list of all lessons and of this one's steps.
void lesson_menu(Stage& stage, ImVec2 at, float width, float height);

}  // namespace nabla
