#include "core/train/monitor.h"

#include "core/metrics/metric.h"
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
    std::string_view metric = monitor.name;
    if (metric.starts_with("val_")) metric.remove_prefix(4);
    monitor.higher_is_better = mode == "max" || (mode == "auto" && higher_is_better(metric));
    return monitor;
}

}  // namespace nabla
