#include "lessons/line_loss.h"

#include <algorithm>
#include <cmath>

namespace nabla::lessons {

double LineMeans::deviation() const { return std::sqrt(std::max(0.0, xx - x * x)); }

LineMeans line_means(const Dataset& data) {
    LineMeans means;
    const auto it = std::ranges::find(data.feature_names, "TV");
    const auto rows = static_cast<std::size_t>(data.raw_train.rows());
    if (it == data.feature_names.end() || rows == 0) return means;
    const auto columns = data.feature_names.size(), column = static_cast<std::size_t>(it - data.feature_names.begin());
    const auto x = data.raw_train.x.floats();
    const auto n = static_cast<double>(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const double tv = x[row * columns + column], sales = data.raw_train.y[row];
        means.x += tv / n, means.xx += tv * tv / n, means.y += sales / n, means.xy += tv * sales / n, means.yy += sales * sales / n;
    }
    return means;
}

LineLoss::LineLoss(const LineMeans& m, double shift, double unit)
    : x_((m.x - shift) / unit), xx_((m.xx - 2 * shift * m.x + shift * shift) / (unit * unit)), y_(m.y), xy_((m.xy - shift * m.y) / unit), yy_(m.yy) {}

double LineLoss::loss(double b, double w) const { return yy_ - 2 * b * y_ - 2 * w * xy_ + b * b + 2 * b * w * x_ + w * w * xx_; }

std::array<double, 2> LineLoss::gradient(double b, double w) const { return {2 * (b + w * x_ - y_), 2 * (b * x_ + w * xx_ - xy_)}; }

std::array<double, 2> LineLoss::minimum() const {
    const double w = (xy_ - x_ * y_) / (xx_ - x_ * x_);
    return {y_ - w * x_, w};
}

double LineLoss::steepest() const { return 1 + xx_ + std::hypot(1 - xx_, 2 * x_); }
/// The determinant over the other one: the difference of two nearly equal numbers would lose every digit of raw columns.
double LineLoss::flattest() const { return 4 * (xx_ - x_ * x_) / steepest(); }

Objective LineLoss::objective() const {
    return {.loss = [*this](std::span<const float> p) { return loss(p[0], p[1]); },
            .gradient = [*this](std::span<const float> p, std::span<float> g) {
                const auto exact = gradient(p[0], p[1]);
                g[0] = static_cast<float>(exact[0]), g[1] = static_cast<float>(exact[1]);
            }};
}

Objective LineLoss::slope_objective(double b) const {
    return {.loss = [*this, b](std::span<const float> p) { return loss(b, p[0]); },
            .gradient = [*this, b](std::span<const float> p, std::span<float> g) { g[0] = static_cast<float>(gradient(b, p[0])[1]); }};
}

std::int64_t updates_to_minimum(const LineLoss& loss, const Named& rule, std::array<float, 2> start, std::int64_t most) {
    const auto minimum = loss.minimum();
    Walker walker(make_optimizer(rule, "optimizer"), loss.objective(), {start[0], start[1]});
    const auto far = [&] { return std::hypot(walker.w()[0] - minimum[0], walker.w()[1] - minimum[1]); };
    const double near = 0.01 * far();
    std::int64_t reached = far() <= near ? 0 : -1;
    while (walker.updates() < most && walker.step()) {
        if (!(far() <= near)) reached = -1;
        else if (reached < 0) reached = walker.updates();
    }
    return reached;
}

}  // namespace nabla::lessons
