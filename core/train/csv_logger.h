#pragma once
#include "core/experiment/json_reader.h"
#include "core/train/training_run.h"

namespace nabla {

struct CsvLoggerOptions {
    std::string filename;
    std::string separator = ",";
    bool append = false;   // goes on in the file, without a second header
};
CsvLoggerOptions read_csv_logger(const Json& config, const std::string& path);

/// Keras's CSVLogger: a line an epoch; epoch (from 0), then the logs' names in alphabetical order.
class CsvLogger : public Callback {
public:
    explicit CsvLogger(CsvLoggerOptions options) : options_(std::move(options)), began_(options_.append) {}
    void on_epoch_end(TrainingRun& run) override;

private:
    CsvLoggerOptions options_;
    bool began_;
};

}  // namespace nabla
