#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/train/trainer.h"

namespace nabla {

/// A finished or stopped run, kept for comparison.
struct KeptRun {
    int number = 0;                 // 1, 2, 3, ... in the order of training
    std::string name;               // "#1", or what the learner called it
    Json experiment;
    History history;
    std::vector<TrainerView::BatchPoint> batch_points;
    std::optional<Json> test;       // {"loss":..., "accuracy":...} if evaluated
    bool visible = true;
};

/// For storage: numbers with 6 digits, at most `max_points` batch points (means of neighbours).
Json kept_run_json(const KeptRun& run, std::size_t max_points = 120);
/// Throws Error for what kept_run_json would not have written.
KeptRun kept_run_from(const Json& json, const std::string& path);

/// What to tell of an evaluation in one number: its first metric, by name; none where there are losses alone.
std::optional<std::pair<std::string, double>> first_metric(const Json& evaluation);

/// {"loss": [...], "val_loss": [...], ..., "seconds": [...]}; what is not finite is null.
Json history_json(const History& history);
History history_from(const Json& json, const std::string& path);

}  // namespace nabla
