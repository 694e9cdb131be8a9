#pragma once
#include <array>

#include "core/data/dataset.h"
#include "core/optimizers/walk.h"

namespace nabla::lessons {

/// Means over the rows of Advertising from which every loss of a line follows: TV in thousands of dollars, Sales in thousands.
struct LineMeans {
    double x = 0, xx = 0, y = 0, xy = 0, yy = 0;
    double deviation() const;    // of TV, of the population
};
/// Of the unscaled training rows. Throws nothing: without a TV column all is 0.
LineMeans line_means(const Dataset& data);

/// Mean squared error of Sales = b + w x with x = (TV - shift) / unit: a quadratic in (b, w), so five means say all of it.
class LineLoss {
public:
    LineLoss(const LineMeans& means, double shift, double unit);
    static LineLoss standardized(const LineMeans& means) { return {means, means.x, means.deviation()}; }

    double loss(double b, double w) const;
    std::array<double, 2> gradient(double b, double w) const;   // dL/db, dL/dw
    std::array<double, 2> minimum() const;                      // b*, w*
    /// Curvatures along the two axes of the ellipses: the eigenvalues of the Hessian 2 [[1, x], [x, xx]].
    double steepest() const;
    double flattest() const;
    double condition() const { return steepest() / flattest(); }
    /// Gradient descent with a rate above this leaves: 2 / steepest.
    double limit() const { return 2 / steepest(); }

    Objective objective() const;               // of (b, w)
    Objective slope_objective(double b) const; // of w alone

private:
    double x_, xx_, y_, xy_, yy_;
};

/// Updates until (b, w) has come within 1% of its distance from the minimum at the start, and stays there for good as far as `most`
/// tells; -1: not within `most`.
std::int64_t updates_to_minimum(const LineLoss& loss, const Named& rule, std::array<float, 2> start, std::int64_t most);

}  // namespace nabla::lessons
