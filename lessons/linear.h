#pragma once
#include <span>
#include <vector>

namespace nabla::lessons {

/// A plane through data: prediction = bias + sum of weight * feature, the smallest mean squared error there is.
struct LinearModel {
    double bias = 0;
    std::vector<double> weights;
    double predict(std::span<const float> row) const;
    bool empty() const { return weights.empty(); }
};

/// Solves the normal equations on standardized columns. x: [rows, columns], y: [rows]. A constant column gets weight 0.
LinearModel fit_linear(std::span<const float> x, std::span<const float> y);

/// Share of y's variance that the plane explains on the same rows, 0..1.
double explained(const LinearModel& model, std::span<const float> x, std::span<const float> y);

}  // namespace nabla::lessons
