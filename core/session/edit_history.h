#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/json.h"

namespace nabla {

/// One change a learner made: the Experiment, or one key of lesson_state.
struct Edit {
    std::string what;     // "experiment", "experiment:fit.epochs", "state:zoom": equal ones in a row are one drag
    Json before, after;
    double time = 0;      // seconds
    std::int64_t action = 0;   // what one press or drag changed has one number and is taken back together; 0: alone
    bool of_state() const { return what.starts_with("state:"); }
    std::string key() const { return what.substr(what.find(':') + 1); }
};

/// Undo and redo. A slider's many values within a moment are one step, so is all that one action changed.
class EditHistory {
public:
    void add(Edit edit);
    bool can_undo() const { return position_ > 0; }
    bool can_redo() const { return position_ < edits_.size(); }
    /// The step's edits in the order they were made; undo takes them back from the last one.
    std::span<const Edit> undo();
    std::span<const Edit> redo();

private:
    bool together(std::size_t a, std::size_t b) const { return edits_[a].action != 0 && edits_[a].action == edits_[b].action; }
    bool continues_drag(const Edit& edit);

    std::vector<Edit> edits_;
    std::size_t position_ = 0;      // edits in front of it are in force
    std::int64_t absorbed_ = 0;     // an action that goes on with the drag before it
};

}  // namespace nabla
