#pragma once
#include <memory>
#include <span>
#include <string_view>

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

/// The epoch, from 1, where the folds' mean of that validation number is smallest; of epochs that all folds have. 0: they have none.
int best_epoch(std::span<const History> folds, std::string_view name);
/// {"folds": [score, ...], "mean": {...}, "deviation": {...}, "history": {...}, "best_epoch": n}. A score is a fold's last epoch: its
/// validation numbers without their "val_", null where they are not finite; the deviation is that of the folds themselves (divided by
/// their number); history is the folds' mean epoch by epoch. Best is by mae where there is one, else by the loss.
Json fold_summary(std::span<const History> folds);

}  // namespace nabla
