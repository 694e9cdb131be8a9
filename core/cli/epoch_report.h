#pragma once
#include <fstream>
#include <optional>
#include <string>

#include "core/cli/console.h"
#include "core/train/training_run.h"

namespace nabla::cli {

/// Follows a run: a line on stderr for each epoch (overwritten batch by batch on a terminal), an object in the history file.
class EpochReport {
public:
    /// history: path of a .jsonl file, made anew; none: no file.
    EpochReport(Console& console, const std::optional<std::string>& history);
    /// Calls run.step() until it is done. fold: from 1, written into the history; 0: none.
    void follow(TrainingRun& run, int fold = 0);
    /// The same lines for a fold that has run by itself.
    void tell(const History& history, std::int64_t epochs, int fold);

private:
    void show_batch(const TrainingRun& run);
    void show_epoch(const History& history, std::size_t epoch, std::int64_t epochs, int fold);

    Console& console_;
    std::ofstream history_;
    std::string path_;
    double last_shown_ = 0;
};

/// Why a run diverged, in one sentence.
std::string divergence_text(const Divergence& divergence);

}  // namespace nabla::cli
