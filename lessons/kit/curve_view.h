#pragma once
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// The curve of a function with a point on it that can be dragged along; thin lines lead from it to both axes.
struct CurveView {
    std::string_view id, x_name, y_name;      // the point is "ID"
    Box area;
    std::function<double(double)> f;
    double low = -6, high = 6, y_low = 0, y_high = 1;
    double x = 0;
    double step = 0.01;                       // x is rounded to it
    std::vector<double> magnets = {};         // a drag that comes near one of these lands on it
    std::function<double(double)> slope = {}; // draws the tangent
    bool draggable = true;
    int decimals = 3;
};
/// Where the point was dragged to in this frame.
std::optional<double> curve_view(Ui& ui, const CurveView& options);

}  // namespace nabla::kit
