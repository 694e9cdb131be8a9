#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"

namespace nabla {

/// One change a learner made: the Experiment, or one key of lesson_state.
struct Edit {
    std::string what;     // "experiment", "experiment:fit.epochs", "state:zoom"
    Json before, after;
    double time = 0;      // seconds
    std::int64_t action = 0;   // what one press or move changed has one number; 0: alone
    bool of_state() const { return what.starts_with("state:"); }
    std::string key() const { return what.substr(what.find(':') + 1); }
};

/// Undo and redo by steps. A step is what one action changed, or a drag: actions within a moment of each other that begin with the
/// same thing. It holds each key of the state once, and the Experiment once.
class EditHistory {
public:
    using Step = std::vector<Edit>;
    void add(Edit edit);
    bool can_undo() const;
    bool can_redo() const { return position_ < steps_.size(); }
    /// The step's edits in the order they were made, to be taken back from the last one; empty if there is none.
    Step undo();
    Step redo();

private:
    bool joins_newest(const Edit& edit) const;
    void drop_idle();

    std::vector<Step> steps_;
    std::size_t position_ = 0;      // steps in front of it are in force; only the newest may be one that changes nothing
};

}  // namespace nabla
