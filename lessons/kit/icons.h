#pragma once
#include <imgui.h>

namespace nabla::kit {

/// Drawn from strokes on a 16 x 16 grid, so that they need no font.
enum class Icon {
    none, play, pause, step_batch, step_epoch, reset, undo, redo, back, next, up, down, plus, minus, close, eye, eye_off,
    check, warning, target, pencil, more, grip, search,
};
void draw_icon(ImDrawList* draw, Icon icon, ImVec2 center, float size, ImU32 color, float thickness = 1.5f);

}  // namespace nabla::kit
