#pragma once
#include <string>
#include <vector>

#include "core/experiment/named.h"

namespace nabla {

struct CompileOptions {
    Named optimizer{"RMSprop", Json::object()};
    std::string loss;                    // Keras's name
    Json loss_config = Json::object();   // what is not Keras's default: huber's delta, a cross-entropy's label_smoothing and from_logits
    std::vector<std::string> metrics;    // Keras's names
    Json metric_configs = Json::object();  // by name, of those that are not at their defaults: {"top_k_categorical_accuracy": {"k": 3}}
};
CompileOptions parse_compile(const Json& json, const std::string& path);
Json compile_json(const CompileOptions& options);

struct FitOptions {
    std::int64_t epochs = 1, batch_size = 32;
    double validation_split = 0;
    bool shuffle = true;
    std::vector<Named> callbacks;
    std::vector<double> class_weight = {};   // by class number; empty: all count alike. Training rows only, as in Keras
    std::vector<float> sample_weight = {};   // by row, before the validation tail is cut; empty: all count alike
};
/// rows: training rows before the split, 0 if not known yet. What callbacks monitor is checked against what will be logged.
FitOptions parse_fit(const Json& json, const std::string& path, const CompileOptions& compile, std::int64_t rows, bool folds);
Json fit_json(const FitOptions& options);

/// The rows in front, as Keras cuts them: floor(rows * (1 - split)).
std::int64_t rows_before_validation(std::int64_t rows, double validation_split);

}  // namespace nabla
