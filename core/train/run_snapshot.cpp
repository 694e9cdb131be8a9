#include <algorithm>

#include "core/train/training_run.h"

namespace nabla {

RunSnapshot TrainingRun::snapshot() const {
    RunSnapshot out{.epoch = epoch_, .batch = epoch_open_ ? batch_ : 0, .update = update_, .optimizer_iterations = optimizer_->iterations(),
                    .weights = {model_.weights().begin(), model_.weights().end()}, .state = {model_.state().begin(), model_.state().end()},
                    .slots = optimizer_->slots(), .learning_rate = optimizer_->learning_rate, .history = history_, .sums = {},
                    .first_loss = first_loss_, .stopped = state_ == RunState::done && epoch_ < experiment_.fit.epochs, .divergence = divergence_, .callbacks = {}};
    out.sums.push_back({training_.loss_sum, training_.rows});
    for (const auto& [name, sum] : training_.own_losses) out.sums.push_back({sum, training_.rows});
    for (const auto& scored : training_.metrics) out.sums.push_back(scored.metric->sums());
    for (const auto& callback : callbacks_) out.callbacks.push_back(callback->memory());
    return out;
}

void TrainingRun::rewind(const RunSnapshot& snapshot) {
    if (snapshot.weights.size() != model_.weights().size() || snapshot.state.size() != model_.state().size())
        throw Error({.code = "wrong_length", .where = "snapshot", .expected = std::to_string(model_.weights().size()) + " weights", .received = std::to_string(snapshot.weights.size()), .advice = {}});
    std::copy(snapshot.weights.begin(), snapshot.weights.end(), model_.weights().begin());
    std::copy(snapshot.state.begin(), snapshot.state.end(), model_.state().begin());
    optimizer_->restore(snapshot.optimizer_iterations, snapshot.slots);
    optimizer_->learning_rate = snapshot.learning_rate;
    history_ = snapshot.history;
    divergence_ = snapshot.divergence;
    stop_requested_ = false;
    first_loss_ = snapshot.first_loss;
    epoch_ = snapshot.epoch;
    update_ = snapshot.update;
    epoch_open_ = false;
    batch_ = 0;
    for (std::size_t i = 0; i < std::min(callbacks_.size(), snapshot.callbacks.size()); ++i) callbacks_[i]->recall(snapshot.callbacks[i]);
    if (divergence_) state_ = RunState::diverged;
    else if (snapshot.stopped || epoch_ >= experiment_.fit.epochs) state_ = RunState::done;
    else state_ = update_ == 0 ? RunState::ready : RunState::running;
    if (snapshot.batch == 0) return;
    begin_epoch();  // the same order again; then the sums so far
    batch_ = snapshot.batch;
    training_.loss_sum = snapshot.sums[0].sum, training_.rows = snapshot.sums[0].count;
    std::size_t next = 1;
    for (auto& [name, sum] : training_.own_losses) sum = snapshot.sums[next++].sum;
    for (auto& scored : training_.metrics) scored.metric->restore(snapshot.sums[next++]);
}

}  // namespace nabla
