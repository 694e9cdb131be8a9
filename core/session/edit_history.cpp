#include "core/session/edit_history.h"

namespace nabla {
namespace {

constexpr double moment = 1.0;      // seconds between two values of one drag
constexpr std::size_t most_edits = 200;

}  // namespace

void EditHistory::add(Edit edit) {
    edits_.resize(position_);
    const bool drag = !edits_.empty() && edit.what.find(':') != std::string::npos && edits_.back().what == edit.what && edit.time - edits_.back().time < moment;
    if (drag) {
        edits_.back().after = std::move(edit.after);
        edits_.back().time = edit.time;
        if (edits_.back().after == edits_.back().before) edits_.pop_back();
    } else {
        edits_.push_back(std::move(edit));
    }
    if (edits_.size() > most_edits) edits_.erase(edits_.begin());
    position_ = edits_.size();
}

}  // namespace nabla
