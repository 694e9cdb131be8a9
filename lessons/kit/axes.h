#pragma once
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Two linear axes around a drawing: the ground that planes and curves share. Ranges are given, never fitted, so that what is drawn
/// stays in its place while a network trains.
class Axes {
public:
    struct Options {
        Box area;                             // numbers and names included
        double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
        std::string_view x_name = {}, y_name = {};
        bool square = false;                  // one unit is as long on both axes
        bool numbers = true, grid = true;
        bool zero_lines = false;              // x = 0 and y = 0 drawn stronger
    };
    /// Places the drawing inside of options.area; call it before anything else in a frame.
    void layout(const Ui& ui, const Options& options);
    /// Grid, numbers and names. Drawn after a field, so that it stays readable.
    void draw(const Ui& ui, const Options& options) const;

    Box plot() const { return plot_; }
    ImVec2 place(double x, double y) const;
    double x_at(float screen_x) const;
    double y_at(float screen_y) const;
    float x_unit() const { return plot_.width() / static_cast<float>(x_high_ - x_low_); }   // pixels

private:
    Box plot_{};
    double x_low_ = 0, x_high_ = 1, y_low_ = 0, y_high_ = 1;
    Ticks x_ticks_, y_ticks_;
};

/// Dashes of `on` pixels with gaps of `off`.
void dashed_line(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 color, float width = 1.5f, float on = 6, float off = 4);

}  // namespace nabla::kit
