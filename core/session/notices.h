#pragma once
#include <optional>

#include "core/error.h"
#include "core/experiment/experiment.h"
#include "core/train/trainer.h"

namespace nabla {

/// What a run's numbers mean, where a learner should be told: codes "diverged_output", "diverged_weights", "diverged_loss",
/// "exploded" (where: the layer; received: epoch and batch) and "stuck_at_chance" (received: the loss).
std::optional<ErrorInfo> notice_of(const TrainerView& view, const Experiment& experiment);

}  // namespace nabla
