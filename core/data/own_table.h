#pragma once
#include "core/data/named_targets.h"
#include "core/data/table.h"

namespace nabla {

/// The learner's own rows, from the Experiment itself ({"rows": [[..]], "targets": [..]}) or from a CSV file.
struct OwnTable {
    Table table;
    TableOptions options;
};
OwnTable with_targets(Table table, OwnTargets targets, std::string target_name, const std::string& path);
/// The same for several outputs.
OwnTable with_targets(Table table, NamedTargets targets, const std::string& path);
/// Throws Error with the path of the first value that does not fit.
OwnTable read_inline(const Json& dataset, const std::string& path);
/// The last share of the rows tests, in random order; no share, no shuffling.
Dataset finish_own(const DatasetSpec& spec, OwnTable own, double test_share);

/// The key "task", if it is there and is one for all targets.
std::optional<std::string> own_task(const Json& dataset);
/// True where some target is a class.
bool has_classes(Task task, const std::vector<TargetColumns>& targets);
/// The keys "task" and "to_categorical" as named targets take them.
Json task_json(const Json& dataset);
bool wants_categories(const Json& dataset);

}  // namespace nabla
