#include "core/metrics/metric.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/experiment/json_reader.h"
#include "core/experiment/named.h"
#include "core/metrics/counting_metric.h"

namespace nabla {
namespace {

constexpr std::array<std::string_view, 11> known_metrics = {"accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "mae", "mse",
                                                    "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy", "precision", "recall", "r2_score"};

/// Share of values on the right side of a threshold. Keras averages over a row's columns first: with equal rows, the same mean.
class BinaryAccuracy : public Metric {
public:
    BinaryAccuracy(std::string_view name, float threshold) : Metric(name), threshold_(threshold) {}
    void update(ConstTensor prediction, ConstTensor target) override {
        for (std::int64_t i = 0; i < prediction.size(); ++i) sum_ += (prediction.data[i] > threshold_) == (target.data[i] > 0.5f);
        count_ += prediction.size();
    }

private:
    float threshold_;
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

/// Keras's "accuracy": which of the three it is, the shapes say.
class Accuracy : public Metric {
public:
    using Metric::Metric;
    void update(ConstTensor prediction, ConstTensor target) override {
        const auto width = prediction.stride(), truths = target.stride();
        for (std::int64_t row = 0; row < prediction.batch(); ++row) {
            const float *p = prediction.data + row * width, *t = target.data + row * truths;
            if (width == 1) sum_ += (*p > 0.5f) == (*t > 0.5f);
            else sum_ += arg_max(p, width) == (truths == 1 ? static_cast<std::int64_t>(*t) : arg_max(t, width));
        }
        count_ += prediction.batch();
    }
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

std::span<const std::string_view> metric_names() { return known_metrics; }

std::string canonical_metric_name(std::string_view name, const std::string& path) {
    if (name == "acc") return "accuracy";
    if (name == "mean_absolute_error" || name == "MeanAbsoluteError" || name == "MAE") return "mae";
    if (name == "mean_squared_error" || name == "MeanSquaredError" || name == "MSE") return "mse";
    if (const auto known = match_name(name, known_metrics); !known.empty()) return known;  // "TopKCategoricalAccuracy", "Precision"
    throw unknown_name(path, "a metric", name, known_metrics);
}

std::unique_ptr<Metric> make_metric(std::string_view given, const std::string& path, const Json& config) {
    const std::string canonical = canonical_metric_name(given, path);
    const std::string_view name = *std::find(known_metrics.begin(), known_metrics.end(), canonical);
    const Json empty = Json::object();
    const JsonReader reader(config.is_null() ? empty : config, path + ".config");
    reader.ignore({"name", "dtype", "fn"});
    const bool top_k = name.ends_with("top_k_categorical_accuracy"), counts = name == "precision" || name == "recall";
    const auto k = top_k ? reader.integer("k", 5, {.min = 1, .max = 1e6}) : 0;
    const auto threshold = counts || name == "binary_accuracy" ? reader.number(counts ? "thresholds" : "threshold", 0.5, NumberRange::between(0, 1)) : 0.5;
    if (counts) reader.only_default("top_k", nullptr), reader.only_default("class_id", nullptr);
    if (name == "r2_score") reader.only_default("class_aggregation", "uniform_average"), reader.only_default("num_regressors", 0);
    reader.finish();
    if (top_k) return std::make_unique<TopKAccuracy>(name, k, name.starts_with("sparse"));
    if (counts) return std::make_unique<PositiveShare>(name, name == "recall", static_cast<float>(threshold));
    if (name == "r2_score") return std::make_unique<R2Score>(name);
    if (name == "mae" || name == "mse") return std::make_unique<MeanDifference>(name, name == "mse");
    if (name == "accuracy") return std::make_unique<Accuracy>(name);
    if (name == "categorical_accuracy" || name == "sparse_categorical_accuracy")
        return std::make_unique<CategoricalAccuracy>(name, name.starts_with("sparse"));
    return std::make_unique<BinaryAccuracy>(name, static_cast<float>(threshold));
}

bool higher_is_better(std::string_view name) {
    const auto is = [&](std::string_view metric) { return name == metric || (name.ends_with(metric) && name[name.size() - metric.size() - 1] == '_'); };  // "kind_recall"
    return name.ends_with("accuracy") || is("acc") || is("precision") || is("recall") || is("r2_score");
}

}  // namespace nabla
