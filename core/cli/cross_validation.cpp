#include "core/cli/cross_validation.h"

#include "core/train/cross_validation.h"

namespace nabla::cli {

Json cross_validate(const Experiment& experiment, const Dataset& data, ThreadPool& pool, EpochReport& report, Console& console) {
    Json scores = Json::array();
    for (int index = 0; index < static_cast<int>(experiment.folds); ++index) {
        auto turn = fold_turn(experiment, data, index);
        TrainingRun run(std::move(turn.experiment), std::move(turn.data), {.pool = &pool, .now = console.now});
        report.follow(run, index + 1);
        if (run.divergence()) console.err << "fold " << index + 1 << ": " << divergence_text(*run.divergence()) << std::endl;
        scores.push_back(fold_score(run.history()));
    }
    return fold_summary(scores);
}

}  // namespace nabla::cli
