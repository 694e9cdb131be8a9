#pragma once
#include <imgui.h>

#include <span>
#include <string>

#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A name and the mark that it has in the figure.
struct LegendItem {
    enum class Mark { dot, ring, band, cross, line };
    std::string name;
    ImU32 color = 0;
    Mark mark = Mark::dot;
};

/// Names with their marks from `at` on, wrapped at `width` (CSS px; a wider name runs over). Returns the height in px.
float legend(const Ui& ui, ImVec2 at, float width, std::span<const LegendItem> items);

}  // namespace nabla::kit
