#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"
#include "core/train/history.h"

namespace nabla {

/// One turn of an Experiment's cross-validation as a run of its own: the held-out rows stand last and validate, so that
/// History has val_... and callbacks can watch them.
struct FoldTurn {
    Experiment experiment;
    std::shared_ptr<const Dataset> data;
};
/// index from 0. Rows are dealt to folds in an order that the Experiment's seed decides.
FoldTurn fold_turn(const Experiment& experiment, const Dataset& data, int index);

/// The last epoch's validation numbers without their "val_": {"loss": ..., "mae": ...}; what is not finite is null.
Json fold_score(const History& history);
/// {"folds": [score, ...], "mean": {...}, "deviation": {...}}; the deviation is that of the folds themselves (divided by their number).
Json fold_summary(const Json& scores);

}  // namespace nabla
