#pragma once
#include <imgui.h>

#include <span>
#include <vector>

namespace nabla::kit {

/// Heights for the contour lines of values that reach from `low` to `high`: a base below `low` plus 1, 2 or 5 times powers of ten,
/// so that lines crowd where the valley is flat. About `count`, rising.
struct Levels {
    double base = 0, finest = 1;        // the smallest step above the base
    std::vector<double> values;
    /// 0 at the base, 1 at `high`: the logarithmic scale on which the levels are about evenly apart.
    double part(double value) const;
    double high = 1;
};
Levels contour_levels(double low, double high, int count = 9);

/// One connected line of equal height, in grid units: x 0..columns - 1, y 0..rows - 1 from the top.
struct Contour {
    double level = 0;
    std::vector<ImVec2> points;
    bool closed = false;
};
/// Marching squares over the nodes of a grid, rows from the top.
std::vector<Contour> contours(std::span<const double> nodes, int columns, int rows, std::span<const double> levels);

}  // namespace nabla::kit
