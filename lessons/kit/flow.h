#pragma once
#include <string_view>

#include "lessons/kit/type.h"
#include "lessons/kit/ui.h"

/// Words in the flow of a panel, at ImGui's cursor.
namespace nabla::kit {

/// A small muted heading above a group of controls.
void caption(Ui& ui, std::string_view text);
void paragraph(Ui& ui, std::string_view text, Type type, ImU32 color, float width = 0);
/// A short labelled pill: "generated data". Returns its width; the cursor moves below it.
float badge(Ui& ui, std::string_view text, ImU32 ink, ImU32 ground);
/// A tinted box with an icon, a heading and sentences: notices and errors.
void notice(Ui& ui, std::string_view id, std::string_view heading, std::string_view text, ImU32 ink, ImU32 ground, float width);
void gap(float height);

}  // namespace nabla::kit
