#include "core/train/monitor.h"

#include "core/train/training_run.h"

namespace nabla {

std::optional<double> Monitor::value(const TrainingRun& run) const {
    const auto* series = run.history().find(name);
    if (!series || series->empty()) return {};
    return series->back();
}

Monitor read_monitor(const JsonReader& config) {
    Monitor monitor{.name = config.text("monitor", "val_loss")};
    const auto mode = config.one_of("mode", "auto", {"auto", "min", "max"});
    monitor.higher_is_better = mode == "max" || (mode == "auto" && monitor.name.ends_with("accuracy"));
    return monitor;
}

}  // namespace nabla
