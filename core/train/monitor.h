#pragma once
#include <optional>
#include <string>

#include "core/experiment/json_reader.h"

namespace nabla {

class TrainingRun;

/// Which number of the logs a callback watches, and which way is better.
struct Monitor {
    std::string name = "val_loss";
    bool higher_is_better = false;

    bool better(double value, double than) const { return higher_is_better ? value > than : value < than; }
    /// The last epoch's value; nothing if the run does not log it.
    std::optional<double> value(const TrainingRun& run) const;
};

/// Reads "monitor" and "mode". auto: accuracy rises, everything else falls.
Monitor read_monitor(const JsonReader& config);

}  // namespace nabla
