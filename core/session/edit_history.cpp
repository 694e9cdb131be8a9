#include "core/session/edit_history.h"

#include <algorithm>
#include <utility>

namespace nabla {
namespace {

constexpr double moment = 1.0;      // seconds between two moves of one drag
constexpr std::size_t most_steps = 200;

/// A drag may have come back to where it began; while it goes on it stays a step.
bool is_idle(const EditHistory::Step& step) {
    return std::ranges::all_of(step, [](const Edit& edit) { return edit.before == edit.after; });
}

}  // namespace

bool EditHistory::joins_newest(const Edit& edit) const {
    if (steps_.empty()) return false;
    const Step& newest = steps_.back();
    if (edit.action != 0 && edit.action == newest.back().action) return true;
    const bool keyed = edit.what.find(':') != std::string::npos;
    return keyed && edit.what == newest.front().what && edit.time - newest.front().time < moment;
}

void EditHistory::add(Edit edit) {
    steps_.resize(position_);
    if (!joins_newest(edit)) {
        drop_idle();
        steps_.push_back({std::move(edit)});
        if (steps_.size() > most_steps) steps_.erase(steps_.begin());
    } else {
        Step& step = steps_.back();
        for (Edit& older : step) older.action = edit.action;
        const auto same = std::ranges::find_if(step, [&](const Edit& older) { return older.what == edit.what || (!older.of_state() && !edit.of_state()); });
        if (same == step.end()) step.push_back(std::move(edit));
        else same->after = std::move(edit.after), same->time = edit.time;
    }
    position_ = steps_.size();
}

/// Where nothing can be done again any more.
void EditHistory::drop_idle() {
    if (!steps_.empty() && is_idle(steps_.back())) steps_.pop_back();
}

bool EditHistory::can_undo() const { return position_ > 1 || (position_ == 1 && !is_idle(steps_[0])); }

EditHistory::Step EditHistory::undo() {
    if (position_ == steps_.size()) drop_idle(), position_ = steps_.size();
    if (position_ == 0) return {};
    return steps_[--position_];
}

EditHistory::Step EditHistory::redo() { return can_redo() ? steps_[position_++] : Step{}; }

}  // namespace nabla
