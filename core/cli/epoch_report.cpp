#include "core/cli/epoch_report.h"

#include "core/error.h"
#include "core/number_text.h"
#include "core/session/api_json.h"

namespace nabla::cli {
namespace {

constexpr double seconds_between_updates = 0.1;

std::string shown(double value) { return number_text(value, 4); }

}  // namespace

EpochReport::EpochReport(Console& console, const std::optional<std::string>& history) : console_(console), path_(history.value_or("")) {
    if (!history) return;
    history_.open(path_, std::ios::binary | std::ios::trunc);
    if (!history_)
        throw Error({.code = "unwritable_file", .where = path_, .expected = "a file that can be written", .received = "none", .advice = "Check the folder."});
}

void EpochReport::follow(TrainingRun& run, int fold) {
    bool more = true;
    while (more) {
        const auto before = run.history().epochs();
        more = run.step();
        if (run.history().epochs() > before) show_epoch(run.history(), run.history().epochs(), run.experiment().fit.epochs, fold);
        else if (console_.interactive) show_batch(run);
    }
}

void EpochReport::show_batch(const TrainingRun& run) {
    if (console_.now() - last_shown_ < seconds_between_updates) return;
    last_shown_ = console_.now();
    console_.err << "\r\033[Kepoch " << run.epoch() + 1 << "/" << run.experiment().fit.epochs << "  " << run.batch() << "/" << run.batches()
                 << (run.validating() ? "  validating" : "  loss " + shown(run.running("loss"))) << std::flush;
}

void EpochReport::tell(const History& history, std::int64_t epochs, int fold) {
    for (std::size_t epoch = 1; epoch <= history.epochs(); ++epoch) show_epoch(history, epoch, epochs, fold);
}

/// epoch: from 1.
void EpochReport::show_epoch(const History& history, std::size_t epoch, std::int64_t epochs, int fold) {
    console_.err << (console_.interactive ? "\r\033[K" : "") << (fold ? "fold " + std::to_string(fold) + "  " : "") << "epoch " << epoch << "/" << epochs;
    for (const auto& [name, values] : history.series)
        if (values.size() >= epoch) console_.err << "  " << name << " " << shown(values[epoch - 1]);
    console_.err << "  " << shown(history.seconds[epoch - 1]) << " s" << std::endl;
    if (path_.empty()) return;
    Json line = Json::object();
    if (fold) line["fold"] = fold;
    line["epoch"] = epoch;
    line.update(epoch_logs(history, epoch - 1));
    history_ << line.dump() << "\n";
    if (!history_.flush())
        throw Error({.code = "unwritable_file", .where = path_, .expected = "a file that can be written", .received = "a write that failed", .advice = "Check the free space."});
}

std::string divergence_text(const Divergence& d) {
    const auto where = "epoch " + std::to_string(d.epoch) + ", batch " + std::to_string(d.batch);
    const std::string advice = ". Try a smaller learning rate, or scale the inputs.";
    switch (d.what) {
    case Divergence::What::output: return "training diverged at " + where + ": layer \"" + d.layer + "\" put out infinity or NaN" + advice;
    case Divergence::What::weights: return "training diverged at " + where + ": a weight of layer \"" + d.layer + "\" became infinite or NaN" + advice;
    case Divergence::What::loss: return "training diverged at " + where + ": the loss became infinite or NaN" + advice;
    case Divergence::What::exploded: break;
    }
    return "training diverged at " + where + ": the mean loss rose to " + shown(d.value) + ", far above where it began" + advice;
}

}  // namespace nabla::cli
