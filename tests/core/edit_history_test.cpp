#include <catch2/catch_test_macros.hpp>

#include "core/session/edit_history.h"

using namespace nabla;

namespace {

Edit edit(std::string what, int before, int after, double time, std::int64_t action) { return {std::move(what), before, after, time, action}; }

/// What the step's edits are of, in order.
std::string names(const EditHistory::Step& step) {
    std::string all;
    for (const Edit& e : step) all += (all.empty() ? "" : " ") + e.key() + "=" + e.after.dump();
    return all;
}

}  // namespace

TEST_CASE("EditHistory: what one action changed is one step, both ways") {
    EditHistory history;
    history.add(edit("state:a", 0, 1, 0, 1));
    history.add(edit("state:b", 0, 2, 5, 2));
    history.add(edit("experiment", 0, 3, 5, 2));
    history.add(edit("state:c", 0, 4, 9, 0));
    history.add(edit("state:d", 0, 5, 9, 0));   // no action's: each alone
    CHECK(names(history.undo()) == "d=5");
    CHECK(names(history.undo()) == "c=4");
    CHECK(names(history.undo()) == "b=2 experiment=3");
    CHECK(names(history.undo()) == "a=1");
    CHECK_FALSE(history.can_undo());
    CHECK(names(history.redo()) == "a=1");
    CHECK(names(history.redo()) == "b=2 experiment=3");
    history.add(edit("state:e", 0, 6, 20, 3));
    CHECK_FALSE(history.can_redo());
    CHECK(names(history.undo()) == "e=6");
    CHECK(names(history.undo()) == "b=2 experiment=3");
}

TEST_CASE("EditHistory: a drag is one step, also where each of its moves changes two things") {
    EditHistory history;
    for (int i = 0; i < 5; ++i) {
        history.add(edit("state:x", i, i + 1, 0.1 * i, 10 + i));
        history.add(edit("state:y", -i, -i - 1, 0.1 * i, 10 + i));
    }
    const auto step = history.undo();
    CHECK(names(step) == "x=5 y=-5");
    CHECK(step[0].before == 0);
    CHECK_FALSE(history.can_undo());
    history.redo();
    history.add(edit("state:x", 5, 6, 9, 20));   // seconds later: another drag
    CHECK(names(history.undo()) == "x=6");
    CHECK(names(history.undo()) == "x=5 y=-5");
}

TEST_CASE("EditHistory: a move of a drag that changes something more takes it along") {
    EditHistory history;
    history.add(edit("state:x", 0, 1, 0, 1));
    history.add(edit("state:x", 1, 2, 0.1, 2));
    history.add(edit("state:z", 0, 7, 0.1, 2));
    CHECK(names(history.undo()) == "x=2 z=7");
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("EditHistory: a drag that passes its beginning stays one step, one that ends there is none") {
    EditHistory history;
    history.add(edit("state:w", 0, 9, 0, 1));
    double time = 5;
    std::int64_t action = 2;
    for (const auto& [from, to] : {std::pair{0, 3}, std::pair{3, 0}, std::pair{0, -4}}) {
        history.add(edit("state:x", from, to, time, action));
        history.add(edit("state:clock", from, to, time += 0.1, action++));
    }
    CHECK(names(history.undo()) == "x=-4 clock=-4");
    CHECK(names(history.redo()) == "x=-4 clock=-4");
    history.add(edit("state:y", 0, 1, 20, 7));
    history.add(edit("state:y", 1, 0, 20.1, 8));
    CHECK(names(history.undo()) == "x=-4 clock=-4");
    CHECK(names(history.undo()) == "w=9");
    CHECK_FALSE(history.can_undo());

    EditHistory idle;
    idle.add(edit("state:x", 0, 1, 0, 1));
    idle.add(edit("state:x", 1, 0, 0.1, 2));
    CHECK_FALSE(idle.can_undo());
    CHECK(idle.undo().empty());
    CHECK(idle.redo().empty());
}

TEST_CASE("EditHistory: a choice there and back within a moment changes nothing; presses that share something are two steps") {
    EditHistory history;
    history.add(edit("state:w", 0, 9, 0, 1));
    history.add(edit("state:rule", 1, 2, 5, 2));
    history.add(edit("experiment", 1, 2, 5, 2));
    history.add(edit("state:rule", 2, 1, 5.5, 3));
    history.add(edit("experiment", 2, 1, 5.5, 3));
    CHECK(names(history.undo()) == "w=9");
    history.add(edit("state:rate", 0, 1, 10, 4));
    history.add(edit("state:clock", 0, 1, 10, 4));
    history.add(edit("state:clock", 1, 2, 10.2, 5));
    CHECK(names(history.undo()) == "clock=2");
    CHECK(names(history.undo()) == "rate=1 clock=1");
}

TEST_CASE("EditHistory: a step holds the Experiment once, whatever named its changes") {
    EditHistory history;
    history.add(edit("experiment:a", 0, 1, 0, 1));
    history.add(edit("experiment:b", 1, 2, 0, 1));
    history.add(edit("experiment:a", 2, 3, 0.1, 2));
    const auto step = history.undo();
    REQUIRE(step.size() == 1);
    CHECK(step[0].before == 0);
    CHECK(step[0].after == 3);
}

TEST_CASE("EditHistory: the oldest step goes as a whole, a long drag does not push the others out") {
    EditHistory history;
    for (int i = 1; i <= 250; ++i) {
        history.add(edit("state:a", i - 1, i, 10 * i, i));
        history.add(edit("state:b", i - 1, i, 10 * i, i));
    }
    for (int i = 0; i < 500; ++i) history.add(edit("state:x", i, i + 1, 5000 + 0.1 * i, 300 + i));
    CHECK(names(history.undo()) == "x=500");
    int steps = 0;
    for (; history.can_undo(); ++steps) CHECK(history.undo().size() == 2);
    CHECK(steps == 199);
}
