#pragma once
#include "core/data/csv_columns.h"
#include "core/experiment/experiment.h"

namespace nabla {

/// Why one that is not usable is not.
std::string reason_to_drop(const CsvColumn& column, std::size_t rows);
/// The last usable column that differs from row to row. Throws Error "no_target".
std::string likely_target(const Csv& csv, const std::vector<CsvColumn>& columns);

/// Where a learner can begin with a table of their own: columns that are not usable are dropped, words become one-hot,
/// numbers are standardized, rows that lack a value are left out; two hidden layers, Adam, the loss that fits the target.
/// `file` is what "csv" says. Throws Error where no Experiment can be made of this table and target.
Experiment first_experiment(const Csv& csv, const std::vector<CsvColumn>& columns, const std::string& file, const std::string& target);

}  // namespace nabla
