#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "lessons/kit/axes.h"
#include "lessons/kit/heatmap.h"

namespace nabla::kit {

struct PlanePoint {
    double x = 0, y = 0;
    bool positive = false;       // class 1, in the blue of the signed scale; class 0 is orange
    bool wrong = false;          // ringed: on the wrong side
    bool operator==(const PlanePoint&) const = default;
};

/// A point as the plane draws it, for a key.
void draw_class_mark(ImDrawList* draw, const Theme& theme, ImVec2 at, bool positive, bool wrong = false);
/// What the field's colours over the ground come to at -1..1.
ImU32 field_color(const Theme& theme, float value, float opacity = 0.62f);

/// A square of the plane: a field of probabilities as its ground, lines, points that can be dragged. Begin with draw(), which paints
/// ground and axes; then lines; points come last, on top.
class Plane {
public:
    struct Options {
        std::string_view id;
        Box area;
        double low = -3, high = 3;            // of both axes
        std::string_view x_name = {}, y_name = {};
        bool numbers = true;
        const Heatmap* field = nullptr;       // over the whole square, its first row on top
        float field_opacity = 0.62f;
    };
    /// Returns the height used.
    float draw(Ui& ui, const Options& options);
    /// a x + b y + c = 0, where it crosses the square.
    void line(double a, double b, double c, ImU32 color, float width = 2, bool dashed = false) const;
    /// An arrow from the middle of that line towards where a x + b y + c grows.
    void normal(double a, double b, double c, ImU32 color) const;

    struct Drag {
        int point = -1;
        double x = 0, y = 0;     // rounded to 0.1, inside of the square
    };
    /// Points are "ID.INDEX". Returns where one is dragged to in this frame.
    std::optional<Drag> points(Ui& ui, std::span<const PlanePoint> points, bool draggable = true);
    int hovered() const { return hovered_; }  // or tapped, or dragged; -1: none
    const Axes& axes() const { return axes_; }

private:
    Axes axes_;
    std::string_view id_;
    double low_ = -3, high_ = 3;
    int hovered_ = -1;
};

}  // namespace nabla::kit
