#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A view of numbers that stay where they are: an array of float or double, or one field of an array of structs.
class Values {
public:
    Values() = default;
    Values(std::span<const float> v) : Values(v.data(), v.size(), sizeof(float), false) {}
    Values(std::span<const double> v) : Values(v.data(), v.size(), sizeof(double), true) {}
    Values(const float* first, std::size_t count, std::size_t stride) : Values(first, count, stride, false) {}
    /// first, first + step, ... as many as the other axis has.
    static Values counting(double first, double step = 1);
    double operator[](std::size_t i) const;
    std::size_t size() const { return count_; }
    bool is_counting() const { return data_ == nullptr && step_ != 0; }

private:
    Values(const void* data, std::size_t count, std::size_t stride, bool is_double)
        : data_(static_cast<const std::byte*>(data)), count_(count), stride_(stride), double_(is_double) {}
    const std::byte* data_ = nullptr;
    std::size_t count_ = 0, stride_ = 0;
    bool double_ = false;
    double first_ = 0, step_ = 0;
};

struct Series {
    std::string_view name;       // drawn at the line's end and in the read-out
    Values x, y;                 // NaN is a gap
    ImU32 color = 0;
    bool dashed = false;         // validation
    bool markers = false;        // a dot at every point
    bool smooth = false;         // the plot's EMA applies
    float width = 1.6f;
    float opacity = 1;
    bool points_only = false;    // no line
};

struct PlotOptions {
    std::string_view id, title = {}, x_name = {};
    ImVec2 size;                          // at ImGui's cursor
    bool log_y = false, log_x = false;
    bool include_zero = false;            // keep y = 0 in sight
    double x_min = 0, x_max = 0;          // equal: from the data
    double y_min = 0, y_max = 0;          // equal: from the data
    float smoothing = 0;                  // EMA weight of the past, 0..1
    int digits = 4;
    bool integer_x = false;               // ticks at whole numbers
    bool end_labels = true;               // names beside the last points
    std::string_view empty = {};          // words while there are no data
    double cursor_x = 0;                  // vertical line shared with another plot; NaN or cursor == false: none
    bool cursor = false;
};

/// Lines over thin axes. Wheel or pinch zooms about the pointer, dragging moves, a double click shows all again;
/// hovering (or a tap) reads exact values. Keeps only what is on screen: zoom, hover, and scratch memory.
class Plot {
public:
    void draw(Ui& ui, const PlotOptions& options, std::span<const Series> series);
    bool zoomed() const { return zoomed_; }
    void show_all() { zoomed_ = false; }
    bool hovered() const { return hovered_; }
    double hovered_x() const { return hovered_x_; }   // meaningful while hovered()
    /// From data to the canvas, valid after draw(): for a scene's own marks.
    ImVec2 to_screen(double x, double y) const;
    double x_at(float screen_x) const;
    double y_at(float screen_y) const;
    ImVec2 area_min() const { return min_; }
    ImVec2 area_max() const { return max_; }

private:
    struct Range { double low = 0, high = 1; };
    void fit(const PlotOptions& options, std::span<const Series> series);
    void interact(Ui& ui, const PlotOptions& options);
    void draw_axes(Ui& ui, const PlotOptions& options);
    void draw_line(Ui& ui, const Series& series, float smoothing);
    void draw_end_labels(Ui& ui, std::span<const Series> series, float smoothing);
    void draw_read_out(Ui& ui, const PlotOptions& options, std::span<const Series> series);

    Range x_, y_, all_x_, all_y_;
    bool log_x_ = false, log_y_ = false, zoomed_ = false, hovered_ = false, dragging_ = false;
    double hovered_x_ = 0;
    ImVec2 min_{}, max_{};
    std::vector<ImVec2> points_;
};

/// Round numbers between low and high, about `count` of them: 1, 2, 5 times a power of ten; powers of ten on a log axis.
struct Ticks {
    std::vector<double> values;
    int decimals = 0;
};
void nice_ticks(Ticks& ticks, double low, double high, int count, bool logarithmic, bool integers = false);

}  // namespace nabla::kit
