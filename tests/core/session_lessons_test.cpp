#include <catch2/catch_test_macros.hpp>

#include "core/session/controls.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;
using State = Session::State;

namespace {

std::vector<float> probe_weights(Session& session) { return copy(session.probe()->weights()); }

const Control* find(const Session& session, std::string_view id) {
    for (const auto& control : session.controls())
        if (control.id == id) return &control;
    return nullptr;
}

}  // namespace

TEST_CASE("Session: undo and redo go through the experiment and the lesson's state") {
    Classroom room;
    const auto start = room.session.experiment();
    CHECK_FALSE(room.session.can_undo());
    room.session.set_control("fit.batch_size", 20);
    room.session.set_lesson_state("digit", 5);
    room.session.set_control("figure.digit", 7);  // the same key within a moment: one step with the one before
    room.session.undo();
    CHECK(room.session.lesson_state()["digit"] == 3);
    CHECK(room.session.experiment().fit.batch_size == 20);
    room.session.undo();
    CHECK(room.session.experiment() == start);
    CHECK_FALSE(room.session.can_undo());
    room.session.redo();
    room.session.redo();
    CHECK(room.session.experiment().fit.batch_size == 20);
    CHECK(room.session.lesson_state()["digit"] == 7);
    CHECK_FALSE(room.session.can_redo());
    room.session.undo();
    room.session.set_control("seed", 8);
    CHECK_FALSE(room.session.can_redo());
}

TEST_CASE("Session: a divergence is a state with an explanation, and training again is offered") {
    Classroom room;
    room.session.open("housing");
    Experiment e = room.session.experiment();
    e.compile.optimizer = optimizer("SGD", {{"learning_rate", 1e6}});
    room.session.set_experiment(e);
    room.train();
    CHECK(room.session.state() == State::diverged);
    REQUIRE(room.session.notice());
    CHECK(room.session.notice()->received.starts_with("epoch 1"));
    CHECK(find(room.session, "run.train") != nullptr);
    CHECK(room.session.runs().size() == 1);
}

TEST_CASE("Session: steps without a starting point of their own share the experiment of the step before") {
    Classroom room;
    room.session.open("moons", "train");
    CHECK(room.session.experiment().fit.epochs == 3);
    room.session.set_control("fit.epochs", 2);
    room.train();
    room.session.open("moons", "after");
    CHECK(room.session.experiment().fit.epochs == 2);
    CHECK(room.session.view().history.epochs() == 2);  // and its run
    room.session.open("moons", "look");
    CHECK(room.session.experiment().fit.epochs == 4);
    CHECK(room.session.state() == State::idle);
    room.session.open("moons", "after");
    CHECK(room.session.experiment().fit.epochs == 2);
    CHECK(room.session.runs().size() == 1);
}

TEST_CASE("Session: a step is done when its check holds, once, and stays done") {
    Classroom room;
    room.session.open("moons", "train");
    CHECK_FALSE(room.session.step_done("train"));
    room.session.step().demo(room.session);
    room.until_settled();
    CHECK(room.session.step_done("train"));
    CHECK(room.count("done") == 1);
    room.session.reset();
    room.until_settled();
    CHECK(room.session.step_done("train"));
    CHECK(room.count("done") == 1);
    room.session.reset_lesson();
    CHECK_FALSE(room.session.step_done("train"));
}

TEST_CASE("Session: an unknown lesson or step is an error and nothing moves") {
    Classroom room;
    CHECK(error_of([&] { room.session.open("sun"); }).code == "unknown_lesson");
    CHECK(error_of([&] { room.session.open("moons", "fly"); }).code == "unknown_step");
    CHECK(room.session.step().id == "look");
}

TEST_CASE("Session: runs belong to their lesson and survive visits elsewhere") {
    Classroom room;
    room.session.step_batch();
    room.until_settled();
    room.session.open("housing");
    CHECK(room.session.runs().empty());
    CHECK(room.session.state() == State::idle);
    room.train();
    CHECK(room.session.runs().size() == 1);
    room.session.open("moons");
    REQUIRE(room.session.runs().size() == 1);
    CHECK(room.session.runs()[0].batch_points.size() == 1);
}

TEST_CASE("Session: a kept run can be restored and gives the same numbers") {
    Classroom room;
    room.train();
    const auto history = room.session.runs()[0].history;
    room.session.set_control("optimizer.learning_rate", 0.5);
    room.train();
    CHECK_FALSE(room.session.view().history.same_numbers(history));
    room.session.restore_run(1);
    CHECK(room.session.state() == State::idle);
    room.train();
    CHECK(room.session.view().history.same_numbers(history));
    CHECK(error_of([&] { room.session.restore_run(99); }).code == "unknown_run");
}

TEST_CASE("Session: rewinding looks back without losing the run") {
    Classroom room;
    room.train();
    const auto full = room.session.runs()[0].history;
    room.session.rewind_to_epoch(1);
    room.until_settled();
    CHECK(room.session.view().history.epochs() == 1);
    CHECK(room.session.runs().size() == 1);
    CHECK(room.session.runs()[0].history.same_numbers(full));
    room.train();
    CHECK(room.session.view().history.same_numbers(full));
    CHECK(room.session.runs().size() == 2);
}

TEST_CASE("Session: saved and restored, nothing that the learner made is lost") {
    Classroom before;
    before.session.open("moons", "train");
    before.session.set_control("fit.batch_size", 7);
    before.session.set_lesson_state("digit", 8);
    before.train();
    before.session.runs()[0].name = "my run";
    before.session.set_language(Language::en);
    before.session.set_dark(false);
    const Json saved = Json::parse(before.session.save_state().dump());

    Classroom after;
    after.session.restore_state(saved);
    CHECK(after.session.lesson().id == "moons");
    CHECK(after.session.step().id == "train");
    CHECK(after.session.experiment() == before.session.experiment());
    CHECK(after.session.lesson_state() == before.session.lesson_state());
    CHECK(after.session.step_done("train"));
    CHECK(after.session.language() == Language::en);
    CHECK_FALSE(after.session.dark());
    REQUIRE(after.session.runs().size() == 1);
    CHECK(after.session.runs()[0].name == "my run");
    CHECK(after.session.runs()[0].history.epochs() == 3);
    after.train();
    CHECK(after.session.runs()[1].number == 2);
    CHECK(after.session.view().history.same_numbers(before.session.view().history));
}

TEST_CASE("Session: damaged storage is left out piece by piece") {
    Classroom source;
    source.session.open("moons", "train");
    source.session.set_control("fit.batch_size", 7);
    source.train();
    Json saved = source.session.save_state();
    saved["lessons"]["moons"]["experiments"]["train"]["compile"]["loss"] = "no such loss";
    saved["lessons"]["moons"]["runs"].push_back({{"number", "x"}});
    Json old_run = saved["lessons"]["moons"]["runs"][0];
    old_run["experiment"] = {{"fit", 3}};
    saved["lessons"]["moons"]["runs"].push_back(old_run);
    saved["lessons"]["moons"]["state"] = {{"digit", "a text"}, {"gone", 1}};
    saved["lessons"]["atlantis"] = {{"step", "x"}};
    Classroom room;
    room.session.restore_state(saved);
    CHECK(room.session.experiment().fit.batch_size == 10);
    CHECK(room.session.lesson_state()["digit"] == 3);
    CHECK(room.session.runs().size() == 1);
    CHECK_NOTHROW(room.session.restore_state({{"version", 1}, {"lessons", 3}, {"lesson", 4}}));
    for (const Json& rubbish : {Json(), Json::array(), Json("x"), Json{{"version", 99}}}) {
        CHECK_THROWS_AS(room.session.restore_state(rubbish), Error);
        CHECK(room.session.lesson().id == "moons");
    }
}

TEST_CASE("Session: saved models come back with their weights, and training continues from them") {
    Classroom room;
    room.train();
    const auto trained = probe_weights(room.session);
    Json files;
    room.session.save_model([&](const Json& json, std::optional<ErrorInfo>) { files = json; });
    room.session.tick();
    REQUIRE(files.contains("weights.bin"));
    room.session.reset();
    room.until_settled();
    REQUIRE(probe_weights(room.session) != trained);
    CHECK(room.session.untrained());
    room.session.load_model(files);
    CHECK_FALSE(room.session.untrained());
    CHECK(probe_weights(room.session) == trained);
    room.until_settled();
    CHECK(probe_weights(room.session) == trained);
    CHECK(room.session.state() == State::idle);
    room.session.step_batch();
    room.until_settled();
    CHECK(room.session.view().update == 1);
    CHECK_FALSE(room.session.untrained());
    room.train();
    room.train();  // begun anew, from the seed
    room.session.show_epoch(0);
    room.until_settled();
    REQUIRE(room.session.view().update == 0);
    CHECK(room.session.untrained());
    std::string told;
    room.session.load_model(files, [&](const Json&, std::optional<ErrorInfo> error) { told = error ? error->code : "loaded"; });
    room.session.reset();  // while they are on their way
    room.until_settled();
    CHECK(told == "cancelled");
    CHECK(room.session.untrained());
    CHECK(probe_weights(room.session) != trained);
    files["weights.bin"] = "AAAA";
    CHECK_THROWS_AS(room.session.load_model(files), Error);
}
