#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace nabla {

/// Targets that a learner wrote, in a CSV or in the Experiment itself.
struct OwnTargets {
    Task task = Task::regression;
    std::vector<float> y = {};       // [rows, width]
    std::int64_t width = 1;
    std::vector<Text> class_names = {};  // classification
    bool one_hot = false;            // given as one column a class
};

/// Numbers, lists of numbers, or words. Without a task: classification where every target is a word, a row with one 1 among
/// zeros, or a class number 0, 1, ... (none left out, each twice on average). Throws Error with the path of what does not fit.
OwnTargets read_targets(const Json& targets, const std::optional<std::string>& task, const std::string& path);

/// A list of equally long lists of numbers, or of numbers alone; flattened into `values`, returns the width.
std::size_t read_number_rows(const Json& rows, const std::string& path, std::vector<double>& values);

}  // namespace nabla
