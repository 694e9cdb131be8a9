#pragma once
#include "core/session/session.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Draws any Control at ImGui's cursor with the widget of its kind and sends what the learner does through
/// Ui::set_control. `width` 0: what is left of the line.
void control(Ui& ui, const Control& control, float width = 0);
/// The same, found by id; nothing if the present state has no such control.
void control(Ui& ui, const Session& session, std::string_view id, float width = 0);

}  // namespace nabla::kit
