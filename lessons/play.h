#pragma once
#include <initializer_list>
#include <string_view>
#include <utility>

#include "core/session/session.h"

/// What a step's demo() needs to act like a learner who waits: each returns when the session has come to rest.
namespace nabla::lessons {

void wait(Session& session);                 // until nothing is under way
void load_data(Session& session, bool test = false);
void train(Session& session);                // to the end of the run
void evaluate(Session& session);
/// Sets controls one after another, as a learner does.
void set(Session& session, std::initializer_list<std::pair<std::string_view, Json>> values);

}  // namespace nabla::lessons
