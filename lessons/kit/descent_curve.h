#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// An arrow along the parameter's axis, at the height of a place of the curve: an update, a velocity, a gradient.
struct CurveArrow {
    double from = 0, by = 0;
    std::string_view name;
    ImU32 color = 0;
    int lane = 0;                  // 0: from the curve's own point; 1, 2, ...: in rows below the curve
};

/// A loss of one parameter, a point on it that can be dragged, its tangent, and the way of an optimizer from place to place.
struct DescentCurve {
    std::string_view id, x_name, y_name;
    Box area;
    std::function<double(double)> f;
    double low = -1, high = 1, y_low = 0, y_high = 1;
    std::optional<double> point = {};               // draggable, if there is one
    std::function<double(double)> slope = {};       // draws the tangent at the point
    double step = 0.01;
    std::span<const double> places = {};            // the walk
    double upto = 1e9;                              // updates of it that are shown; a fraction lies between two
    ImU32 color = 0;                                // of the walk; 0: the accent
    std::span<const CurveArrow> arrows = {};
    std::optional<double> minimum = {};
};
/// Where the point was dragged to in this frame.
std::optional<double> descent_curve(Ui& ui, const DescentCurve& options);

}  // namespace nabla::kit
