#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace nabla {

/// One change a learner made: the Experiment, or one key of lesson_state.
struct Edit {
    std::string what;     // "experiment", "experiment:fit.epochs", "state:zoom": equal ones in a row are one drag
    Json before, after;
    double time = 0;      // seconds
    bool of_state() const { return what.starts_with("state:"); }
    std::string key() const { return what.substr(what.find(':') + 1); }
};

/// Undo and redo. A slider's many values within a moment are one step.
class EditHistory {
public:
    void add(Edit edit);
    bool can_undo() const { return position_ > 0; }
    bool can_redo() const { return position_ < edits_.size(); }
    const Edit& undo() { return edits_[--position_]; }
    const Edit& redo() { return edits_[position_++]; }

private:
    std::vector<Edit> edits_;
    std::size_t position_ = 0;  // edits in front of it are in force
};

}  // namespace nabla
