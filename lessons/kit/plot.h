#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "lessons/kit/ticks.h"
#include "lessons/kit/ui.h"
#include "lessons/kit/values.h"

namespace nabla::kit {

struct Series {
    std::string_view name;       // in the read-out and at the line's end; empty: in neither
    std::string_view end_name = {};   // at the end instead; "-": nothing there
    Values x, y;                 // NaN is a gap
    ImU32 color = 0;
    bool dashed = false;         // validation
    bool markers = false;        // a dot at every point
    bool smooth = false;         // the plot's smoothing applies; the raw line stays faint behind
    bool points_only = false;
    float width = 1.75f;
    float opacity = 1;
};

std::string_view end_name(const Series& series);

struct PlotOptions {
    std::string_view id, title = {}, x_name = {};
    ImVec2 size;                          // at ImGui's cursor
    bool log_x = false, log_y = false;
    bool include_zero = false;            // keep y = 0 in sight
    double x_min = 0, x_max = 0;          // equal: from the data
    double y_min = 0, y_max = 0;          // equal: from the data
    float smoothing = 0;                  // weight of the past in an exponential moving average, 0..1
    int digits = 4;
    bool integer_x = false;               // ticks at whole numbers
    bool end_labels = true;
    bool wheel_zooms = true;              // false inside a panel that scrolls: there Ctrl and the wheel do
    std::string_view empty = {};          // words while there are no data
    bool cursor = false;                  // show a line at cursor_x: another plot's pointer
    double cursor_x = 0;
};

/// Lines over thin axes. Wheel, pinch or dragging across a range zooms in x, y follows what is in sight; dragging then
/// moves, a double click shows all again. Hovering (or a tap) reads exact values. Keeps only what is on screen.
class Plot {
public:
    void draw(Ui& ui, const PlotOptions& options, std::span<const Series> series);
    bool zoomed() const { return zoomed_; }
    void show_all() { zoomed_ = false; }
    bool hovered() const { return hovered_; }
    double hovered_x() const { return hovered_x_; }   // meaningful while hovered()
    /// Between data and canvas, valid after draw(): for a scene's own marks.
    ImVec2 to_screen(double x, double y) const;
    float screen_x(double x) const;
    float screen_y(double y) const;
    double x_at(float screen_x) const;
    double y_at(float screen_y) const;
    ImVec2 area_min() const { return min_; }
    ImVec2 area_max() const { return max_; }

private:
    struct Range {
        double low = 0, high = 1;
    };
    struct EndLabel {
        float y;
        std::string_view name;
        ImU32 color;
        ImVec2 from;                       // the line's end
    };
    void fit_x(const PlotOptions& options, std::span<const Series> series);
    void fit_y(const PlotOptions& options, std::span<const Series> series);
    void layout(Ui& ui, const PlotOptions& options, std::span<const Series> series);
    void interact(Ui& ui, const PlotOptions& options);
    void zoom_about(double center, double factor);
    // plot_draw.cpp
    void draw_axes(const Ui& ui, const PlotOptions& options) const;
    void draw_series(const Series& series, float smoothing);
    void stroke(ImDrawList* draw, const Series& series, ImU32 color) const;
    void draw_end_labels(const Ui& ui, std::span<const Series> series);
    void draw_read_out(Ui& ui, const PlotOptions& options, std::span<const Series> series) const;

    Range x_, y_, all_x_;
    bool log_x_ = false, log_y_ = false, zoomed_ = false, hovered_ = false, selecting_ = false, panning_ = false;
    bool has_data_ = false;
    double hovered_x_ = 0, grabbed_x_ = 0;
    float right_ = 0;               // of the whole plot, end labels included
    ImVec2 min_{}, max_{};
    Ticks x_ticks_, y_ticks_;
    std::vector<ImVec2> points_;
    std::vector<EndLabel> ends_;
};

}  // namespace nabla::kit
