#include "core/session/session_impl.h"
#include "core/train/cross_validation.h"
#include "core/train/describe_error.h"

namespace nabla {

/// Training an Experiment with cross_validation: a run for each fold, one after another, then one on all rows.
void Session::Impl::begin_folds() {
    fold_histories.clear();
    fold = 1;
    train_fold();
}

void Session::Impl::train_fold() {
    const auto data = loader.dataset();
    try {
        if (fold > 0) {
            auto turn = fold_turn(experiment, *data, fold - 1);
            trainer.prepare(turn.experiment, std::move(turn.data));
        } else {
            trainer.prepare(experiment, data);
        }
    } catch (const std::exception& error) {
        run_error = describe_error(error);
        fold = 0;
        return;
    }
    prepared_run = true;
    weights_loaded = false;
    run_number = 0;
    epochs_told = 0;
    seen_version = 0;
    trainer.train(threads);
}

/// After a fold's run has ended: its entry and history, then the next turn.
void Session::Impl::follow_folds() {
    using enum TrainerView::State;
    if (fold == 0 || !trainer.current()) return;
    const auto state = trainer.view().state;
    if (state == failed) fold = 0;
    if (state != done && state != diverged) return;
    keep_run();
    fold_histories.push_back(trainer.view().history);
    fold = fold < experiment.folds ? fold + 1 : 0;
    train_fold();
}

Json Session::cross_validation() const {
    const Impl& s = *impl_;
    if (s.fold_histories.empty() && s.fold == 0) return nullptr;
    Json summary = fold_summary(s.fold_histories);
    summary["fold"] = s.fold;
    return summary;
}

}  // namespace nabla
