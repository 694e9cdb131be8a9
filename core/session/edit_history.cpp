#include "core/session/edit_history.h"

#include <utility>

namespace nabla {
namespace {

constexpr double moment = 1.0;      // seconds between two values of one drag
constexpr std::size_t most_edits = 200;

}  // namespace

/// True where the newest step has an edit of the same thing a moment ago: it then ends at the new value.
bool EditHistory::continues_drag(const Edit& edit) {
    if (edit.what.find(':') == std::string::npos) return false;
    for (std::size_t i = edits_.size(); i-- > 0;) {
        if (i + 1 < edits_.size() && !together(i, edits_.size() - 1)) return false;
        if (edits_[i].what != edit.what) continue;
        if (edit.time - edits_[i].time >= moment) return false;
        edits_[i].after = edit.after;
        edits_[i].time = edit.time;
        if (edits_[i].after == edits_[i].before) edits_.erase(edits_.begin() + static_cast<std::ptrdiff_t>(i));
        return true;
    }
    return false;
}

void EditHistory::add(Edit edit) {
    edits_.resize(position_);
    const std::int64_t action = edit.action, step = edits_.empty() ? 0 : edits_.back().action;
    if (action != 0 && action == absorbed_) edit.action = step;
    if (continues_drag(edit)) {
        absorbed_ = action;
    } else {
        edits_.push_back(std::move(edit));
    }
    if (edits_.size() > most_edits) {
        std::size_t first = 1;
        while (first < edits_.size() && together(first, first - 1)) ++first;
        edits_.erase(edits_.begin(), edits_.begin() + static_cast<std::ptrdiff_t>(first));
    }
    position_ = edits_.size();
}

std::span<const Edit> EditHistory::undo() {
    const std::size_t end = position_--;
    while (position_ > 0 && together(position_ - 1, position_)) --position_;
    return {edits_.data() + position_, end - position_};
}

std::span<const Edit> EditHistory::redo() {
    const std::size_t begin = position_++;
    while (position_ < edits_.size() && together(position_, position_ - 1)) ++position_;
    return {edits_.data() + begin, position_ - begin};
}

}  // namespace nabla
