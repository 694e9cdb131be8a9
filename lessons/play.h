#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/session/session.h"

/// What a step's demo() needs to act like a learner who waits: each returns when the session has come to rest.
namespace nabla::lessons {

void wait(Session& session);                 // until nothing is under way
void load_data(Session& session, bool test = false);
void train(Session& session);                // to the end of the run
void evaluate(Session& session);
void step_epoch(Session& session);
/// Sets controls one after another, as a learner does.
void set(Session& session, std::initializer_list<std::pair<std::string_view, Json>> values);

/// One of the above as a learner does it: a control is set or pressed (a button's value is null); "run.train" and its like too.
struct Act {
    std::string control;
    Json value;
};
/// Everything a demo does from now on goes to `acts` as well, nowhere if null: the browser's tests do it again by hand.
void record_acts(std::vector<Act>* acts);

}  // namespace nabla::lessons
