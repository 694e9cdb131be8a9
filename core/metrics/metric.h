#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/tensor/tensor.h"

namespace nabla {

/// A running mean over rows; the sum is kept in double.
class Metric {
public:
    virtual ~Metric() = default;
    /// As it stands in History: "accuracy", "mae", ...
    virtual std::string_view name() const = 0;
    void reset() { sum_ = 0, count_ = 0; }
    virtual void update(ConstTensor prediction, ConstTensor target) = 0;
    double result() const { return count_ ? sum_ / static_cast<double>(count_) : 0; }

protected:
    double sum_ = 0;
    std::int64_t count_ = 0;
};

/// "accuracy" becomes binary, categorical or sparse by the loss, as in Keras.
std::unique_ptr<Metric> make_metric(std::string_view name, std::string_view loss, const std::string& path);

}  // namespace nabla
