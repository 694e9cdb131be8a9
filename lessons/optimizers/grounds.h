#pragma once
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/optimizers/walk.h"
#include "core/text.h"

namespace nabla::lessons::optimizers {

/// A function to walk on, with its gradient, its usual range and start.
struct Ground {
    std::string id;
    Text name;
    std::function<double(double x, double y)> value;
    std::function<std::array<double, 2>(double x, double y)> gradient;
    double x_low, x_high, y_low, y_high;
    std::array<double, 2> start;
    std::array<double, 2> minimum;     // of the saddle: the point itself
    double rate;                       // at which plain gradient descent gets on
    std::optional<double> ridge = {};  // of the saddle: the y along which it falls to neither side
    std::vector<std::array<double, 2>> floors = {};   // and where it ends
    Objective objective() const;
};
/// A long bowl (x^2 + 20 y^2) / 10, the saddle x^2 - y^2 (+ y^4 / 4, so that it has a floor), Rosenbrock's valley (1960), Beale's function.
const std::vector<Ground>& grounds();
const Ground& find_ground(std::string_view id);

}  // namespace nabla::lessons::optimizers
