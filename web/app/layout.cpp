#include "web/app/layout.h"

#include <algorithm>

namespace nabla {
namespace {

constexpr float beside_from = 720;   // narrower canvases put the panel below the figure

float panel_width(float width) { return width < 900 ? 320 : std::clamp(width * 0.34f, 340.0f, 380.0f); }
bool beside(float width, View view) { return view == View::both && width >= beside_from; }

}  // namespace

float header_width(float width, View view) { return beside(width, view) ? width - panel_width(width) : width; }

Layout arrange(float width, float height, View view, float header_height, bool touch, bool plots_below, bool run_bar) {
    Layout l;
    l.narrow = width < beside_from;
    const float main_width = header_width(width, view);
    if (beside(width, view)) l.panel = {main_width, 0, width - main_width, height};
    if (view == View::experiment) {
        l.panel = {0, 0, width, height};
        l.plots_in_panel = true;
        return l;
    }
    l.header = {0, 0, main_width, header_height};
    float bottom = height;
    if (view == View::both && l.narrow) {
        l.panel = {0, height * 0.56f, width, height * 0.44f};
        l.plots_in_panel = true;
        bottom = l.panel.y;
    }
    if (run_bar && view == View::figure && l.panel.empty()) {
        const float bar = touch ? 98.0f : 90.0f;
        l.run_bar = {0, bottom - bar, main_width, bar};
        bottom -= bar;
    }
    const float rest = bottom - header_height;
    if (plots_below && !l.plots_in_panel && rest >= 440) {
        const float plots = std::clamp(rest * 0.30f, 170.0f, 250.0f);
        l.plots = {0, bottom - plots, main_width, plots};
        bottom -= plots;
    } else if (beside(width, view)) {
        l.plots_in_panel = true;
    }
    l.figure = {0, header_height, main_width, std::max(0.0f, bottom - header_height)};
    return l;
}

}  // namespace nabla
