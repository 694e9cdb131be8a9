#include <algorithm>

#include "core/session/session_impl.h"

namespace nabla {
namespace {

using Snapshots = std::vector<std::shared_ptr<const RunSnapshot>>;

/// The list is thinned out in long runs: the first one at `epoch` or behind it, the last one at it or in front.
std::shared_ptr<const RunSnapshot> nearest(const Snapshots& snapshots, std::int64_t epoch, bool forward) {
    if (epoch >= snapshots.back()->epoch) return snapshots.back();
    if (forward) return *std::find_if(snapshots.begin(), snapshots.end(), [&](const auto& s) { return s->epoch >= epoch; });
    const auto later = std::find_if(snapshots.begin(), snapshots.end(), [&](const auto& s) { return s->epoch > epoch; });
    return later == snapshots.begin() ? *later : *std::prev(later);
}

}  // namespace

std::int64_t Session::last_epoch() const {
    const Impl& s = *impl_;
    if (!s.prepared_run || s.experiment.folds > 0 || s.trainer.epoch_snapshots().empty()) return 0;
    return s.trainer.epoch_snapshots().back()->epoch;
}

bool Session::looking_back() const { return impl_->rewound; }

void Session::show_epoch(std::int64_t epoch) {
    if (last_epoch() == 0) return;
    if (state() == State::training) impl_->trainer.pause();
    const auto found = nearest(impl_->trainer.epoch_snapshots(), epoch, epoch > view().epoch);
    impl_->look_back(found);
}

void Session::rewind_to_epoch(std::size_t epoch) {
    if (!impl_->prepared_run || impl_->trainer.epoch_snapshots().empty()) return;
    impl_->look_back(nearest(impl_->trainer.epoch_snapshots(), static_cast<std::int64_t>(epoch), false));
}

void Session::Impl::look_back(const std::shared_ptr<const RunSnapshot>& snapshot) {
    keep_run();
    if (!rewound) newest_update = trainer.view().update;
    trainer.rewind(snapshot);
    rewound = snapshot->update < newest_update;
    changed = controls_stale = true;
}

bool Session::all_controls() const { return impl_->all_controls; }

void Session::set_all_controls(bool all) {
    impl_->all_controls = all;
    impl_->changed = impl_->controls_stale = true;
}

const Restrictions& Session::restrictions() const { return impl_->restrictions; }

void Session::restrict(Restrictions restrictions) {
    if (restrictions == impl_->restrictions) return;
    impl_->restrictions = std::move(restrictions);
    impl_->changed = impl_->controls_stale = true;
}

double Session::animation_speed() const { return impl_->animation_speed; }

void Session::set_animation_speed(double speed) {
    impl_->animation_speed = std::clamp(speed, 0.1, 10.0);
    impl_->changed = impl_->controls_stale = true;
}

std::size_t Session::hints_shown() const {
    const auto it = impl_->memory().hints.find(step_index());
    return it == impl_->memory().hints.end() ? 0 : it->second.shown;
}

bool Session::hint_offered() const {
    const auto it = impl_->memory().hints.find(step_index());
    if (it == impl_->memory().hints.end() || !it->second.offered || it->second.shown >= step().hints.size()) return false;
    return !step().done || !step_done(step().id);  // who is done needs none
}

void Session::offer_hint() {
    auto& hints = impl_->memory().hints[step_index()];
    if (hints.offered || hints.shown >= step().hints.size()) return;
    hints.offered = true;
    impl_->changed = impl_->controls_stale = true;
    emit({{"event", "hint"}});
}

void Session::show_hint() {
    if (!hint_offered()) return;
    auto& hints = impl_->memory().hints[step_index()];
    ++hints.shown;
    hints.offered = false;
    impl_->changed = impl_->controls_stale = true;
    emit({{"event", "hint"}});
}

}  // namespace nabla
