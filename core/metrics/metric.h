#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/tensor/tensor.h"

namespace nabla {

/// A running mean, over rows mostly; the sum is kept in double.
class Metric {
public:
    /// What was added up so far, for a snapshot of an unfinished epoch. columns: further sums, where a mean is not enough.
    struct Sums {
        double sum = 0;
        std::int64_t count = 0;
        std::vector<double> columns = {};
    };
    explicit Metric(std::string_view name) : name_(name) {}
    virtual ~Metric() = default;
    /// As it stands in History: "accuracy", "mae", ...
    std::string_view name() const { return name_; }
    virtual void update(ConstTensor prediction, ConstTensor target) = 0;
    virtual double result() const { return count_ ? sum_ / static_cast<double>(count_) : 0; }
    void reset() { sum_ = 0, count_ = 0, columns_.assign(columns_.size(), 0.0); }
    Sums sums() const { return {sum_, count_, columns_}; }
    void restore(const Sums& sums) { sum_ = sums.sum, count_ = sums.count, columns_ = sums.columns; }

protected:
    double sum_ = 0;
    std::int64_t count_ = 0;
    std::vector<double> columns_;

private:
    std::string_view name_;
};

/// accuracy (binary, categorical, sparse), top-k accuracy, precision, recall, mae, mse, r2_score.
std::span<const std::string_view> metric_names();
/// "acc", "mean_absolute_error", ... by their short names; throws Error at `path` for an unknown one.
std::string canonical_metric_name(std::string_view name, const std::string& path);
/// "accuracy" is binary for one output column, sparse where a row's target is one class number, categorical else, as in Keras. config: k of top-k accuracy (5), thresholds of
/// precision and recall (one number, 0.5).
std::unique_ptr<Metric> make_metric(std::string_view name, const std::string& path, const Json& config = nullptr);
/// The direction that Keras's mode "auto" takes for a metric of this name: true for accuracies, precision, recall, r2_score.
bool higher_is_better(std::string_view name);

}  // namespace nabla
