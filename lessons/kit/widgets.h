#pragma once
/// Controls of the canvas, drawn without ImGui's own style. Each stands at ImGui's cursor, takes `width` (0: what is
/// left of the line) and moves the cursor below itself. `id` is also its name in Ui::widgets.
#include "lessons/kit/button.h"
#include "lessons/kit/choice.h"
#include "lessons/kit/flow.h"
#include "lessons/kit/icons.h"
#include "lessons/kit/slider.h"
#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"
#include "lessons/kit/ui.h"
