#include "core/cli/cross_validation.h"

#include <exception>

#include "core/train/cross_validation.h"

namespace nabla::cli {
namespace {

struct Fold {
    History history;
    std::optional<Divergence> divergence;
    std::exception_ptr error;
};

/// A thread takes a whole fold: its batches are too small to share. What it computes does not depend on who takes it.
std::vector<Fold> train_together(const Experiment& experiment, const Dataset& data, ThreadPool& pool, Console& console) {
    std::vector<Fold> folds(static_cast<std::size_t>(experiment.folds));
    pool.each(folds.size(), [&](std::size_t i) {
        try {
            auto turn = fold_turn(experiment, data, static_cast<int>(i));
            TrainingRun run(std::move(turn.experiment), std::move(turn.data), {.now = console.now});
            while (run.step()) {}
            folds[i] = {.history = run.history(), .divergence = run.divergence(), .error = {}};
        } catch (...) {
            folds[i].error = std::current_exception();
        }
    });
    return folds;
}

}  // namespace

Json cross_validate(const Experiment& experiment, const Dataset& data, ThreadPool& pool, EpochReport& report, Console& console) {
    std::vector<History> histories;
    const auto note = [&](const std::optional<Divergence>& divergence) {
        if (divergence) console.err << "fold " << histories.size() << ": " << divergence_text(*divergence) << std::endl;
    };
    if (pool.threads() > 1) {
        for (auto& fold : train_together(experiment, data, pool, console)) {
            if (fold.error) std::rethrow_exception(fold.error);
            histories.push_back(std::move(fold.history));
            report.tell(histories.back(), experiment.fit.epochs, static_cast<int>(histories.size()));
            note(fold.divergence);
        }
        return fold_summary(histories);
    }
    for (int index = 0; index < static_cast<int>(experiment.folds); ++index) {
        auto turn = fold_turn(experiment, data, index);
        TrainingRun run(std::move(turn.experiment), std::move(turn.data), {.now = console.now});
        report.follow(run, index + 1);
        histories.push_back(run.history());
        note(run.divergence());
    }
    return fold_summary(histories);
}

}  // namespace nabla::cli
