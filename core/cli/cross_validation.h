#pragma once
#include <memory>

#include "core/cli/console.h"
#include "core/cli/epoch_report.h"
#include "core/experiment/experiment.h"

namespace nabla::cli {

/// Trains the Experiment once for each fold; each fold's held-out rows validate every epoch.
/// {"folds": [{"loss", ...}], "mean": {...}, "deviation": {...}}: the last epoch's validation numbers.
Json cross_validate(const Experiment& experiment, const Dataset& data, ThreadPool& pool, EpochReport& report, Console& console);

}  // namespace nabla::cli
