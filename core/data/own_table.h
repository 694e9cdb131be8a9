#pragma once
#include "core/data/own_targets.h"
#include "core/data/table.h"

namespace nabla {

/// The learner's own rows, from the Experiment itself ({"rows": [[..]], "targets": [..]}) or from a CSV file.
struct OwnTable {
    Table table;
    TableOptions options;
};
OwnTable with_targets(Table table, OwnTargets targets, std::string target_name, const std::string& path);
/// Throws Error with the path of the first value that does not fit.
OwnTable read_inline(const Json& dataset, const std::string& path);
/// The last share of the rows tests, in random order; no share, no shuffling.
Dataset finish_own(const DatasetSpec& spec, OwnTable own, double test_share);

/// The key "task", if it is there.
std::optional<std::string> own_task(const Json& dataset);

}  // namespace nabla
