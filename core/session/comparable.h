#pragma once
#include "core/experiment/experiment.h"
#include "core/session/kept_runs.h"

namespace nabla {

/// Whether a run's curves belong on one axis with those of an Experiment: the same data set and the same loss. The network, the
/// optimizer, the number of rows may differ: that is what runs are compared for.
bool comparable(const KeptRun& run, const Experiment& experiment);

}  // namespace nabla
