#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/tensor/tensor.h"

namespace nabla {

/// A running mean over rows; the sum is kept in double.
class Metric {
public:
    explicit Metric(std::string_view name) : name_(name) {}
    virtual ~Metric() = default;
    /// As it stands in History: "accuracy", "mae", ...
    std::string_view name() const { return name_; }
    virtual void update(ConstTensor prediction, ConstTensor target) = 0;
    double result() const { return count_ ? sum_ / static_cast<double>(count_) : 0; }
    void reset() { sum_ = 0, count_ = 0; }

    /// The mean's two halves, for a snapshot of an unfinished epoch.
    double sum() const { return sum_; }
    std::int64_t count() const { return count_; }
    void restore(double sum, std::int64_t count) { sum_ = sum, count_ = count; }

protected:
    double sum_ = 0;
    std::int64_t count_ = 0;

private:
    std::string_view name_;
};

std::span<const std::string_view> metric_names();
/// "acc", "mean_absolute_error", ... by their short names; throws Error at `path` for an unknown one.
std::string canonical_metric_name(std::string_view name, const std::string& path);
/// "accuracy" becomes binary, categorical or sparse by the loss, as in Keras.
std::unique_ptr<Metric> make_metric(std::string_view name, std::string_view loss, const std::string& path);

}  // namespace nabla
