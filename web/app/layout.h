#pragma once
#include <imgui.h>

namespace nabla {

enum class View { both, figure, experiment };

struct Area {
    float x = 0, y = 0, width = 0, height = 0;
    bool empty() const { return width <= 0 || height <= 0; }
    ImVec2 min() const { return {x, y}; }
    ImVec2 max() const { return {x + width, y + height}; }
};

/// Where the parts of the screen are, in CSS pixels. What a view does not show is empty.
struct Layout {
    Area header, figure, plots, panel;
    Area run_bar;                  // of its own where the panel is not in sight
    bool plots_in_panel = false;
    bool narrow = false;
};
/// `header_height` is what the step's words need at the width that header_width() gives. Without `plots_below` the plots
/// stand in the panel, and without `run_bar` a phone's figure reaches to the bottom.
float header_width(float width, View view);
Layout arrange(float width, float height, View view, float header_height, bool touch, bool plots_below = true, bool run_bar = true);

}  // namespace nabla
