#include <catch2/catch_test_macros.hpp>

#include "core/session/comparable.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;

namespace {

/// The two lessons, with a step that is about two things alone.
std::vector<Lesson> focused_lessons() {
    auto all = two_lessons();
    Step& step = all[0].steps[1];
    step.controls = {"optimizer", "fit.epochs"};
    step.animated = true;
    step.hints = {{"하나", "One"}, {"둘", "Two"}};
    return all;
}

struct Room {
    FakeProvider provider;
    Session session{{.lessons = focused_lessons(), .data = &provider, .now = clock_for(false), .worker_thread = false, .max_threads = 1}};
    Room() { session.open("moons", "train"); }
    void train() {
        session.train();
        for (int i = 0; i < 20'000 && (!session.settled() || session.busy()); ++i) session.tick(0.002);
    }
    void settle() {
        for (int i = 0; i < 200; ++i) session.tick(0.002);
    }
};

}  // namespace

TEST_CASE("Session: a step folds the controls that it is not about, until all are asked for") {
    Room room;
    CHECK_FALSE(find_control(room.session, "optimizer.learning_rate")->folded);
    CHECK_FALSE(find_control(room.session, "fit.epochs")->folded);
    CHECK(find_control(room.session, "fit.batch_size")->folded);
    CHECK(find_control(room.session, "model.layers.0.units")->folded);
    CHECK_FALSE(find_control(room.session, "figure.digit")->folded);
    CHECK_FALSE(find_control(room.session, "run.train")->folded);
    room.session.set_control("fit.batch_size", 7);  // folded, not forbidden
    CHECK(room.session.experiment().fit.batch_size == 7);
    room.session.set_control("view.all_controls", true);
    CHECK_FALSE(find_control(room.session, "fit.batch_size")->folded);
    room.session.open("moons", "wild");
    CHECK(find_control(room.session, "view.all_controls") == nullptr);
    CHECK_FALSE(find_control(room.session, "fit.batch_size")->folded);
}

TEST_CASE("Session: a step about its figure folds Train too, while nothing runs") {
    auto lessons = two_lessons();
    lessons[0].steps[1].controls = {"figure", "fit.epochs"};
    FakeProvider provider;
    Session session{{.lessons = lessons, .data = &provider, .now = clock_for(false), .worker_thread = false, .max_threads = 1}};
    session.open("moons", "train");
    for (const char* id : {"run.train", "run.step_epoch", "run.evaluate", "fit.batch_size"}) CHECK(find_control(session, id)->folded);
    for (const char* id : {"edit.undo", "fit.epochs", "view.all_controls"}) CHECK_FALSE(find_control(session, id)->folded);
    const auto settle = [&] {
        for (int i = 0; i < 20'000 && (!session.settled() || session.busy()); ++i) session.tick(0.002);
    };
    session.set_control("run.step_batch", {});  // folded, not forbidden
    settle();
    REQUIRE(session.state() == Session::State::paused);
    CHECK_FALSE(find_control(session, "run.train")->folded);
    session.reset();
    settle();
    CHECK(find_control(session, "run.train")->folded);
    session.set_control("view.all_controls", true);
    CHECK_FALSE(find_control(session, "run.train")->folded);
}

TEST_CASE("Session: a link hides controls and locks others, by id, by the beginning of an id, by group") {
    Room room;
    room.session.restrict({.hide = {"model", "fit.seed"}, .lock = {"optimizer", "fit.epochs"}});
    CHECK(find_control(room.session, "model.layers.0.units") == nullptr);
    CHECK(find_control(room.session, "fit.batch_size")->enabled);
    CHECK_FALSE(find_control(room.session, "fit.epochs")->enabled);
    CHECK_FALSE(find_control(room.session, "optimizer.learning_rate")->enabled);
    CHECK(error_of([&] { room.session.set_control("fit.epochs", 9); }).code == "control_disabled");
    CHECK(error_of([&] { room.session.set_control("model.layers.0.units", 9); }).code == "unknown_control");
    CHECK_FALSE(names_control("fit.epoch", *find_control(room.session, "fit.epochs")));
    room.session.restrict({});
    CHECK(find_control(room.session, "model.layers.0.units") != nullptr);
    CHECK(find_control(room.session, "fit.epochs")->enabled);
}

TEST_CASE("Session: a figure's control is locked with what it sets, with all of it or with a part") {
    const Control rate{.id = "figure.rate", .group = "figure", .sets = "optimizer.learning_rate"}, rule{.id = "figure.rule", .group = "figure", .sets = "optimizer"},
        scale{.id = "figure.raw", .group = "figure", .sets = "dataset"}, plain{.id = "figure.at", .group = "figure"};
    for (const char* name : {"optimizer", "optimizer.learning_rate"})
        for (const Control* control : {&rate, &rule}) CHECK(names_what_it_sets(name, *control));
    for (const char* name : {"data", "dataset", "dataset.standardize"}) CHECK(names_what_it_sets(name, scale));
    CHECK(names_what_it_sets("optimizer.momentum", rule));
    CHECK_FALSE(names_what_it_sets("optimizer.momentum", rate));
    CHECK_FALSE(names_what_it_sets("fit", rule));
    CHECK_FALSE(names_what_it_sets("", plain));
}

TEST_CASE("Session: hints open one after the other, each once its time has come") {
    Room room;
    CHECK(find_control(room.session, "view.hint") == nullptr);
    room.session.show_hint();
    CHECK(room.session.hints_shown() == 0);
    room.session.offer_hint();
    REQUIRE(find_control(room.session, "view.hint") != nullptr);
    room.session.set_control("view.hint", {});
    CHECK(room.session.hints_shown() == 1);
    CHECK_FALSE(room.session.hint_offered());
    room.session.offer_hint();
    room.session.show_hint();
    room.session.offer_hint();
    CHECK(room.session.hints_shown() == 2);
    CHECK_FALSE(room.session.hint_offered());
    room.session.open("moons", "look");
    CHECK(room.session.hints_shown() == 0);
    room.session.open("moons", "train");
    CHECK(room.session.hints_shown() == 2);
}

TEST_CASE("Session: a hint that was offered goes once the step is done") {
    Room room;
    room.session.offer_hint();
    REQUIRE(find_control(room.session, "view.hint") != nullptr);
    room.train();
    REQUIRE(room.session.step_done("train"));
    CHECK_FALSE(room.session.hint_offered());
    CHECK(find_control(room.session, "view.hint") == nullptr);
}

TEST_CASE("Session: the speed of figures is one for all, offered where the step moves") {
    Room room;
    room.session.set_control("view.speed", 4);
    CHECK(room.session.animation_speed() == 4);
    room.session.open("moons", "look");
    CHECK(find_control(room.session, "view.speed") == nullptr);
    CHECK(room.session.animation_speed() == 4);
}

TEST_CASE("Session: past epochs are dragged back and forth, and the run is still there at its end") {
    Room room;
    CHECK(find_control(room.session, "run.epoch") == nullptr);
    room.train();
    const auto full = room.session.view().history;
    const auto weights = room.session.weights_version();
    REQUIRE(find_control(room.session, "run.epoch") != nullptr);
    CHECK(find_control(room.session, "run.epoch")->max == 3);
    room.session.set_control("run.epoch", 1);
    room.settle();
    CHECK(room.session.view().epoch == 1);
    CHECK(room.session.looking_back());
    CHECK(room.session.weights_version() > weights);
    room.session.set_control("run.epoch", 2);
    room.settle();
    CHECK(room.session.view().epoch == 2);
    room.session.set_control("run.epoch", 3);
    room.settle();
    CHECK_FALSE(room.session.looking_back());
    CHECK(room.session.view().history.same_numbers(full));
    CHECK(room.session.runs().size() == 1);
    CHECK(room.session.runs()[0].history.same_numbers(full));
}

TEST_CASE("Session: a run stopped within an epoch comes back to that very batch, and goes on as the same run") {
    Room room;
    room.session.step_epoch();
    room.settle();
    room.session.step_batch();
    room.settle();
    const auto update = room.session.view().update;
    room.session.show_epoch(0);
    room.settle();
    CHECK(room.session.view().update == 0);
    CHECK(room.session.runs().at(0).history.epochs() == 1);
    room.session.show_epoch(room.session.last_epoch());
    room.settle();
    CHECK(room.session.view().update == update);
    CHECK_FALSE(room.session.looking_back());
    room.train();
    CHECK(room.session.runs().size() == 1);

    Room straight;
    straight.train();
    CHECK(room.session.view().history.same_numbers(straight.session.view().history));
}

TEST_CASE("Session: training from a past epoch is a run of its own and forgets the other future") {
    Room room;
    room.train();
    const auto full = room.session.view().history;
    room.session.show_epoch(1);
    room.settle();
    room.session.step_epoch();
    room.settle();
    CHECK(room.session.runs().size() == 2);
    CHECK(room.session.last_epoch() == 2);
    for (const auto& point : room.session.view().batch_points) CHECK(point.epoch <= 2);
    CHECK(room.session.runs()[0].history.same_numbers(full));
}

TEST_CASE("Session: kept runs of other data or of another loss belong on other axes") {
    Room room;
    room.train();
    REQUIRE(room.session.runs().size() == 1);
    const KeptRun& run = room.session.runs().front();
    Experiment now = room.session.experiment();
    CHECK(comparable(run, now));
    now.fit.epochs += 3;
    now.dataset.rows = 50;
    now.compile.optimizer.class_name = "Adam";
    CHECK(comparable(run, now));
    Experiment other_data = now, other_loss = now;
    other_data.dataset.name = "circles";
    CHECK_FALSE(comparable(run, other_data));
    other_loss.compile.loss = "mean_squared_error";
    CHECK_FALSE(comparable(run, other_loss));
}
