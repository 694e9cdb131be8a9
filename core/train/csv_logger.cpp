#include "core/train/csv_logger.h"

#include <cmath>
#include <map>

namespace nabla {
namespace {

std::string cell_text(double value) {
    if (std::isnan(value)) return "nan";
    return std::isinf(value) ? (value > 0 ? "inf" : "-inf") : Json(value).dump();
}

}  // namespace

CsvLoggerOptions read_csv_logger(const Json& config, const std::string& path) {
    const JsonReader read(config, path);
    CsvLoggerOptions options{.filename = read.text("filename"), .separator = read.text("separator", ","), .append = read.boolean("append", false)};
    read.finish();
    return options;
}

void CsvLogger::on_epoch_end(TrainingRun& run) {
    if (!run.files()) return;
    std::map<std::string, double> logs;
    std::size_t epoch = 0;
    for (const auto& [name, values] : run.history().series)
        if (!values.empty()) logs[name] = values.back(), epoch = values.size() - 1;
    std::string header = "epoch", line = std::to_string(epoch);
    for (const auto& [name, value] : logs) header += options_.separator + name, line += options_.separator + cell_text(value);
    run.files()(options_.filename, (began_ ? "" : header + "\n") + line + "\n", began_);
    began_ = true;
}

}  // namespace nabla
