#pragma once
#include "core/data/own_targets.h"

namespace nabla {

/// Targets of several outputs, side by side in one row.
struct NamedTargets {
    OwnTargets joined;                   // task and class names are the first output's
    std::vector<TargetColumns> columns;  // which are whose
};
/// by_output: {"price": [1.5, 2], "kind": ["a", "b"]}, each as read_targets takes them. task: one for all, or by output.
/// to_categorical: class numbers become one column a class.
NamedTargets read_named_targets(const Json& by_output, const Json& task, bool to_categorical, const std::string& path);

/// The key "task" of a data set, checked: absent, a text, or texts by output where `targets` are by output, too.
void check_task(const Json& dataset, const std::string& path);
/// What it says of one output.
std::optional<std::string> task_of(const Json& task, const std::string& output);

}  // namespace nabla
