#include "core/metrics/metric.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/experiment/json_reader.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 6> names = {"accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "mae", "mse"};

/// Share of values on the right side of 0.5. Keras averages over a row's columns first: with equal rows, the same mean.
class BinaryAccuracy : public Metric {
public:
    using Metric::Metric;
    void update(ConstTensor prediction, ConstTensor target) override {
        for (std::int64_t i = 0; i < prediction.size(); ++i) sum_ += (prediction.data[i] > 0.5f) == (target.data[i] > 0.5f);
        count_ += prediction.size();
    }
};

std::int64_t arg_max(const float* row, std::int64_t width) { return std::max_element(row, row + width) - row; }

class CategoricalAccuracy : public Metric {
public:
    CategoricalAccuracy(std::string_view name, bool sparse) : Metric(name), sparse_(sparse) {}
    void update(ConstTensor prediction, ConstTensor target) override {
        const auto width = prediction.stride();
        for (std::int64_t row = 0; row < prediction.batch(); ++row) {
            const auto truth = sparse_ ? static_cast<std::int64_t>(target.data[row]) : arg_max(target.data + row * width, width);
            sum_ += arg_max(prediction.data + row * width, width) == truth;
        }
        count_ += prediction.batch();
    }

private:
    bool sparse_;
};

class MeanDifference : public Metric {
public:
    MeanDifference(std::string_view name, bool squared) : Metric(name), squared_(squared) {}
    void update(ConstTensor prediction, ConstTensor target) override {
        for (std::int64_t i = 0; i < prediction.size(); ++i) {
            const double d = double{prediction.data[i]} - target.data[i];
            sum_ += squared_ ? d * d : std::abs(d);
        }
        count_ += prediction.size();
    }

private:
    bool squared_;
};

}  // namespace

std::span<const std::string_view> metric_names() { return names; }

std::string canonical_metric_name(std::string_view name, const std::string& path) {
    if (name == "acc") return "accuracy";
    if (name == "mean_absolute_error" || name == "MeanAbsoluteError" || name == "MAE") return "mae";
    if (name == "mean_squared_error" || name == "MeanSquaredError" || name == "MSE") return "mse";
    if (std::find(names.begin(), names.end(), name) == names.end()) throw unknown_name(path, "a metric", name, names);
    return std::string(name);
}

std::unique_ptr<Metric> make_metric(std::string_view given, std::string_view loss, const std::string& path) {
    const std::string canonical = canonical_metric_name(given, path);
    const std::string_view name = *std::find(names.begin(), names.end(), canonical);
    if (name == "mae" || name == "mse") return std::make_unique<MeanDifference>(name, name == "mse");
    if (name == "accuracy" && loss.ends_with("categorical_crossentropy"))
        return std::make_unique<CategoricalAccuracy>(name, loss.starts_with("sparse"));
    if (name == "categorical_accuracy" || name == "sparse_categorical_accuracy")
        return std::make_unique<CategoricalAccuracy>(name, name.starts_with("sparse"));
    return std::make_unique<BinaryAccuracy>(name);
}

}  // namespace nabla
