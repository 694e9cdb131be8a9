#pragma once
#include <string>
#include <vector>

#include "core/experiment/named.h"

namespace nabla {

/// How one of several outputs is judged.
struct OutputOptions {
    std::string name;                    // the output's, as Keras has it: its layer's
    std::string loss;                    // Keras's name; "": it is compared with nothing, Keras's None
    Json loss_config = Json::object();
    double weight = 1;                   // its loss's share in the sum: loss_weights
    std::vector<std::string> metrics = {};
    Json metric_configs = Json::object();
};

struct CompileOptions {
    Named optimizer{"RMSprop", Json::object()};
    std::string loss;                    // Keras's name
    Json loss_config = Json::object();   // what is not Keras's default: huber's delta, a cross-entropy's label_smoothing and from_logits
    std::vector<std::string> metrics;    // Keras's names
    Json metric_configs = Json::object();  // by name, of those that are not at their defaults: {"top_k_categorical_accuracy": {"k": 3}}
    /// In the model's order, where there are several (or one whose loss has a weight). Then loss above is the first one's that has one, and
    /// metrics are as History names them: "price_mae".
    std::vector<OutputOptions> outputs = {};
};
/// outputs: names of the model's. Keras's forms: a loss for all, a list in their order, or by name; loss_weights and metrics a list or by name.
CompileOptions parse_compile(const Json& json, const std::string& path, const std::vector<std::string>& outputs);
/// Each output's options, also where there is but one.
std::vector<OutputOptions> output_options(const CompileOptions& options);
/// The number of the first output that has a loss: the one whose answers are looked at row by row.
std::size_t compared_output(const CompileOptions& options);
/// What History has before the names of an output's loss and metrics: "price_", nothing for an only output.
std::string log_prefix(const CompileOptions& options, const OutputOptions& output);
/// Names of what an epoch logs, besides their "val_" twins: loss, each output's own where several are compared, metrics.
std::vector<std::string> logged_names(const CompileOptions& options);
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
