#pragma once
#include <span>
#include <string_view>

#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Shows `text` near the item while it is shown (hovered, after a moment, or pinned by a tap).
void hint(Ui& ui, std::string_view id, std::string_view text, ImVec2 min, ImVec2 max, bool shown);

struct InspectorLine {
    std::string_view name, value;
    ImU32 color = 0;               // a swatch; 0: none
};
/// A card of values beside a point of a figure, above everything else and inside the canvas, at once.
void inspector(Ui& ui, ImVec2 beside, std::string_view title, std::span<const InspectorLine> lines);
/// The application calls it once, after everything else.
void draw_tip(Ui& ui);

}  // namespace nabla::kit
