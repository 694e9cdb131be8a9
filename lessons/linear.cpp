#include "lessons/linear.h"

#include <algorithm>
#include <cmath>

namespace nabla::lessons {
namespace {

struct Column {
    double mean = 0, deviation = 1;
};

std::vector<Column> columns_of(std::span<const float> x, std::size_t rows, std::size_t count) {
    std::vector<Column> columns(count);
    for (std::size_t j = 0; j < count; ++j) {
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < rows; ++i) sum += x[i * count + j];
        columns[j].mean = sum / static_cast<double>(rows);
        for (std::size_t i = 0; i < rows; ++i) squares += std::pow(x[i * count + j] - columns[j].mean, 2);
        columns[j].deviation = std::sqrt(squares / static_cast<double>(rows));
    }
    return columns;
}

/// Gauss-Jordan with pivoting on an n x (n + 1) system; a column that depends on others gets 0.
std::vector<double> solve(std::vector<std::vector<double>> m) {
    const std::size_t n = m.size();
    std::vector<double> solution(n);
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t k = i; k < n; ++k)
            if (std::abs(m[k][i]) > std::abs(m[pivot][i])) pivot = k;
        if (std::abs(m[pivot][i]) < 1e-9) continue;   // before the swap: a row that other columns need stays where it is
        std::swap(m[i], m[pivot]);
        for (std::size_t k = 0; k < n; ++k) {
            if (k == i) continue;
            const double factor = m[k][i] / m[i][i];
            for (std::size_t j = i; j <= n; ++j) m[k][j] -= factor * m[i][j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) solution[i] = std::abs(m[i][i]) < 1e-9 ? 0 : m[i][n] / m[i][i];
    return solution;
}

}  // namespace

double LinearModel::predict(std::span<const float> row) const {
    double sum = bias;
    for (std::size_t j = 0; j < weights.size(); ++j) sum += weights[j] * row[j];
    return sum;
}

LinearModel fit_linear(std::span<const float> x, std::span<const float> y) {
    LinearModel model;
    const std::size_t rows = y.size(), count = rows ? x.size() / rows : 0;
    if (count == 0) return model;
    const auto columns = columns_of(x, rows, count);
    double mean = 0;
    for (float target : y) mean += target;
    mean /= static_cast<double>(rows);

    std::vector<std::vector<double>> system(count, std::vector<double>(count + 1));
    std::vector<double> z(count);
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < count; ++j)
            z[j] = columns[j].deviation > 0 ? (x[i * count + j] - columns[j].mean) / columns[j].deviation : 0;
        for (std::size_t a = 0; a < count; ++a) {
            for (std::size_t b = 0; b < count; ++b) system[a][b] += z[a] * z[b];
            system[a][count] += z[a] * (y[i] - mean);
        }
    }
    model.weights = solve(std::move(system));
    model.bias = mean;
    for (std::size_t j = 0; j < count; ++j) {
        model.weights[j] = columns[j].deviation > 0 ? model.weights[j] / columns[j].deviation : 0;
        model.bias -= model.weights[j] * columns[j].mean;
    }
    return model;
}

double explained(const LinearModel& model, std::span<const float> x, std::span<const float> y) {
    if (y.empty() || model.empty()) return 0;
    const std::size_t count = x.size() / y.size();
    double mean = 0, error = 0, total = 0;
    for (float target : y) mean += target / static_cast<double>(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        error += std::pow(y[i] - model.predict(x.subspan(i * count, count)), 2);
        total += std::pow(y[i] - mean, 2);
    }
    return total > 0 ? 1 - error / total : 0;
}

}  // namespace nabla::lessons
