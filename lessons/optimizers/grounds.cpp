#include "lessons/optimizers/grounds.h"

#include <numbers>

namespace nabla::lessons::optimizers {
namespace {

/// (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2, minimum 0 at (3, 0.5).
double beale(double x, double y) {
    const double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
    return a * a + b * b + c * c;
}

std::array<double, 2> beale_gradient(double x, double y) {
    const double a = 1.5 - x + x * y, b = 2.25 - x + x * y * y, c = 2.625 - x + x * y * y * y;
    return {2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1), 2 * a * x + 4 * b * x * y + 6 * c * x * y * y};
}

/// (1 - x)^2 + 20 (y - x^2)^2: with Rosenbrock's own 100 no plain rule would come round the bend in a figure's time.
double rosenbrock(double x, double y) { return (1 - x) * (1 - x) + 20 * (y - x * x) * (y - x * x); }
std::array<double, 2> rosenbrock_gradient(double x, double y) { return {-2 * (1 - x) - 80 * x * (y - x * x), 40 * (y - x * x)}; }

}  // namespace

Objective Ground::objective() const {
    return {.loss = [f = value](std::span<const float> p) { return f(p[0], p[1]); },
            .gradient = [f = gradient](std::span<const float> p, std::span<float> g) {
                const auto exact = f(p[0], p[1]);
                g[0] = static_cast<float>(exact[0]), g[1] = static_cast<float>(exact[1]);
            }};
}

const std::vector<Ground>& grounds() {
    static const std::vector<Ground> all{
        {.id = "bowl", .name = {"긴 그릇", "Long bowl"}, .value = [](double x, double y) { return (x * x + 20 * y * y) / 10; },
         .gradient = [](double x, double y) { return std::array{x / 5, 4 * y}; }, .x_low = -10, .x_high = 4, .y_low = -4, .y_high = 4, .start = {-9, 2}, .minimum = {0, 0}, .rate = 0.4},
        {.id = "saddle", .name = {"안장", "Saddle"}, .value = [](double x, double y) { return x * x - y * y + y * y * y * y / 4; },
         .gradient = [](double x, double y) { return std::array{2 * x, -2 * y + y * y * y}; }, .x_low = -2.2, .x_high = 2.2, .y_low = -2.2, .y_high = 2.2, .start = {-1.8, 0.001}, .minimum = {0, 0}, .rate = 0.05,
         .ridge = 0.0, .floors = {{0, std::numbers::sqrt2}, {0, -std::numbers::sqrt2}}},
        {.id = "rosenbrock", .name = {"로젠브록", "Rosenbrock"}, .value = rosenbrock, .gradient = rosenbrock_gradient, .x_low = -2, .x_high = 2, .y_low = -1, .y_high = 3, .start = {-1.5, 2.2}, .minimum = {1, 1}, .rate = 0.003},
        {.id = "beale", .name = {"빌", "Beale"}, .value = beale, .gradient = beale_gradient, .x_low = -1, .x_high = 4.2, .y_low = -1.5, .y_high = 1.8, .start = {0.5, 1.4}, .minimum = {3, 0.5}, .rate = 0.01}};
    return all;
}

const Ground& find_ground(std::string_view id) {
    for (const Ground& ground : grounds())
        if (ground.id == id) return ground;
    return grounds().front();
}

}  // namespace nabla::lessons::optimizers
