#include <catch2/catch_test_macros.hpp>

#include "core/session/controls.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;
using State = Session::State;

namespace {

std::vector<float> weights_of(Session& session) { return copy(session.probe()->weights()); }

}  // namespace

TEST_CASE("Session: a run goes from idle to done, tells each epoch once, and is kept") {
    for (bool worker : worker_modes()) {
        INFO("worker thread: " << worker);
        Classroom room(worker);
        CHECK(room.session.state() == State::idle);
        room.train();
        CHECK(room.session.state() == State::done);
        CHECK(room.session.view().history.epochs() == 4);
        CHECK(room.count("epoch") == 4);
        REQUIRE(room.session.runs().size() == 1);
        const auto& run = room.session.runs()[0];
        CHECK(run.name == "#1");
        CHECK(run.visible);
        CHECK(run.history.same_numbers(room.session.view().history));
        CHECK(run.experiment == room.session.experiment().to_json());
        CHECK(room.session.current_run() == 1);
    }
}

TEST_CASE("Session: of epochs that end in one tick the newest are told") {
    FakeProvider provider;
    Session session({.lessons = two_lessons(), .data = &provider, .now = [] { return 0.0; }, .worker_thread = false, .max_threads = 1});   // time stands still
    Api api(session);
    std::vector<std::size_t> told;
    api.on_event([&](const Json& event) {
        if (event.at("event") == "epoch") told.push_back(event.at("epoch"));
    });
    session.set_control("fit.epochs", 120);
    session.train();
    for (int i = 0; i < 20 && !(session.settled() && session.state() == State::done); ++i) session.tick(1);
    CHECK(session.view().history.epochs() == 120);
    REQUIRE(told.size() == 50);
    CHECK(told.front() == 71);
    CHECK(told.back() == 120);
}

TEST_CASE("Session: the same seed trains to the same bits with a worker, pumped, and after reset") {
    std::vector<std::vector<float>> results;
    for (bool worker : worker_modes()) {
        Classroom room(worker);
        const auto start = weights_of(room.session);
        room.train();
        results.push_back(weights_of(room.session));
        CHECK(results.back() != start);
        room.session.reset();
        room.until_settled();
        CHECK(room.session.state() == State::idle);
        CHECK(room.session.view().history.epochs() == 0);
        CHECK(weights_of(room.session) == start);
        room.train();
        results.push_back(weights_of(room.session));
        CHECK(room.session.runs().size() == 2);
    }
    for (const auto& result : results) CHECK(result == results.front());
}

TEST_CASE("Session: train on a finished run starts afresh, on a paused one continues") {
    Classroom room;
    room.session.step_epoch();
    room.until_settled();
    CHECK(room.session.state() == State::paused);
    CHECK(room.session.view().epoch == 1);
    room.train();
    CHECK(room.session.view().history.epochs() == 4);
    CHECK(room.session.runs().size() == 1);
    const auto first = room.session.view().history;
    room.train();
    CHECK(room.session.view().history.same_numbers(first));
    CHECK(room.session.runs().size() == 2);
    CHECK(room.session.runs()[1].name == "#2");
}

TEST_CASE("Session: one batch is one update, and pausing keeps the place") {
    Classroom room;
    for (int batch = 1; batch <= 3; ++batch) {
        room.session.step_batch();
        room.until_settled();
        CHECK(room.session.view().update == batch);
        CHECK(room.session.state() == State::paused);
    }
    CHECK(room.session.runs().size() == 1);
}

TEST_CASE("Session: a changed experiment while training stops the run, keeps it, and begins at idle") {
    for (bool worker : worker_modes()) {
        Classroom room(worker);
        Experiment longer = room.session.experiment();
        longer.fit.epochs = 100'000;
        room.session.set_experiment(longer);
        room.session.train();
        REQUIRE(room.until([&] { return room.session.view().history.epochs() > 2; }));
        room.session.set_control("optimizer.learning_rate", 0.2);
        CHECK(room.session.state() == State::idle);
        CHECK(room.session.view().history.epochs() == 0);
        REQUIRE(room.session.runs().size() == 1);
        CHECK(room.session.runs()[0].history.epochs() > 2);
        CHECK(room.session.runs()[0].experiment == longer.to_json());
        room.until_settled();
        CHECK(room.session.state() == State::idle);
        room.session.undo();
        CHECK(room.session.experiment() == longer);
    }
}

TEST_CASE("Session: an invalid experiment is refused and changes nothing") {
    Classroom room;
    room.train();
    Experiment bad = room.session.experiment();
    bad.model["config"]["layers"][1]["config"]["units"] = 7;
    CHECK(error_of([&] { room.session.set_experiment(bad); }).code == "wrong_units");
    CHECK(room.session.state() == State::done);
    CHECK(room.session.view().history.epochs() == 4);
}

TEST_CASE("Session: train waits for slow data and then begins by itself; only the rows asked for are requested") {
    Classroom room;
    room.session.open("housing");
    room.provider.waits = 5;
    room.session.train();
    CHECK(room.session.state() == State::loading);
    room.session.tick();
    CHECK(room.session.data_progress().bytes_done > 0);
    CHECK(find_control(room.session, "run.pause") != nullptr);
    REQUIRE(room.until_settled());
    CHECK(room.session.state() == State::done);
    CHECK(room.provider.requests.front().rows == 100);
    CHECK_FALSE(room.provider.requests.front().test);
}

TEST_CASE("Session: pause while waiting for data forgets the wish to train") {
    Classroom room;
    room.session.open("housing");
    room.provider.waits = 3;
    room.session.train();
    room.session.pause();
    CHECK(room.session.state() == State::idle);
    for (int i = 0; i < 20; ++i) room.session.tick();
    CHECK(room.session.state() == State::idle);
    CHECK(room.session.dataset() != nullptr);
}

TEST_CASE("Session: missing files become the labelled stand-in") {
    Classroom room;
    room.session.open("housing");
    room.train();
    REQUIRE(room.session.dataset());
    CHECK(room.session.dataset()->generated);
}

TEST_CASE("Session: a failed download is an error that Train tries again") {
    Classroom room;
    room.session.open("housing");
    room.provider.fails = true;
    room.session.train();
    room.until_settled();
    CHECK(room.session.state() == State::failed);
    REQUIRE(room.session.error());
    CHECK(room.session.error()->code == "damaged_file");
    CHECK(room.count("error") == 1);
    room.provider.fails = false;
    room.train();
    CHECK(room.provider.retries == 1);
    CHECK(room.session.state() == State::done);
}

TEST_CASE("Session: data are not asked for before somebody needs them") {
    Classroom room;
    room.session.open("housing");
    for (int i = 0; i < 5; ++i) room.session.tick();
    CHECK(room.provider.requests.empty());
    room.session.want_data();
    room.session.tick();
    CHECK(room.session.dataset() != nullptr);
    CHECK(room.session.state() == State::idle);
}

TEST_CASE("Session: data are there at once when they are only prepared otherwise") {
    Classroom room;
    room.session.open("housing");
    room.session.want_data();
    room.session.tick();
    REQUIRE(room.session.dataset());
    Experiment e = room.session.experiment();
    e.dataset.standardize = !e.dataset.standardize;
    room.session.set_experiment(e);
    REQUIRE(room.session.dataset());
    CHECK(room.session.dataset()->scaler.has_value() == e.dataset.standardize);
    e.dataset.rows = 50;
    room.session.set_experiment(e);
    CHECK(room.session.dataset() == nullptr);
}

TEST_CASE("Session: evaluate gives the test loss, a confusion matrix, the worst rows, and marks the run") {
    Classroom room;
    room.train();
    Json result;
    room.session.evaluate([&](const Json& json, std::optional<ErrorInfo>) { result = json; });
    room.until_settled();
    REQUIRE(result.contains("accuracy"));
    REQUIRE(room.session.test_result());
    const auto& test = *room.session.test_result();
    int rows = 0, right = 0;
    for (std::size_t t = 0; t < 2; ++t)
        for (std::size_t p = 0; p < 2; ++p) rows += test.confusion[t][p], right += t == p ? test.confusion[t][p] : 0;
    CHECK(rows == room.session.dataset()->test->rows());
    CHECK(std::abs(result["accuracy"].get<double>() - double(right) / rows) < 1e-6);
    CHECK(static_cast<int>(test.worst.size()) == rows - right);
    for (std::size_t i = 1; i < test.worst.size(); ++i) CHECK(test.evaluation.losses[test.worst[i - 1]] >= test.evaluation.losses[test.worst[i]]);
    CHECK(test.version == room.session.weights_version());
    CHECK(*room.session.runs()[0].test == result);
    room.session.set_control("seed", 4);
    CHECK_FALSE(room.session.test_result());
}

TEST_CASE("Session: evaluate works before training, on the initial weights") {
    Classroom room;
    room.session.open("housing");
    Json result;
    room.session.evaluate([&](const Json& json, std::optional<ErrorInfo>) { result = json; });
    room.until_settled();
    CHECK(result["mae"].get<double>() > 5);
    CHECK(room.session.state() == State::idle);
    CHECK(room.session.test_result()->confusion.empty());
}

TEST_CASE("Session: what was awaited is answered with \"cancelled\" when the experiment changes") {
    Classroom room;
    room.session.open("housing");
    room.provider.waits = 1000;
    std::optional<ErrorInfo> error;
    room.session.evaluate([&](const Json&, std::optional<ErrorInfo> e) { error = std::move(e); });
    room.session.tick();
    room.session.set_control("seed", 9);
    room.session.tick();
    REQUIRE(error);
    CHECK(error->code == "cancelled");
}

TEST_CASE("Session: predict answers with the newest weights") {
    Classroom room;
    room.train();
    Model* probe = room.session.probe();
    const std::vector<float> rows = {0.5f, 0.25f, -1, 2};
    std::copy(rows.begin(), rows.end(), probe->input(2).data);
    const auto expected = copy(probe->forward(2, {}).flat());
    Json result;
    room.session.predict(rows, [&](const Json& json, std::optional<ErrorInfo>) { result = json; });
    room.session.tick();
    REQUIRE(result.size() == 2);
    CHECK(result[0][0].get<float>() == expected[0]);
    CHECK(result[1][0].get<float>() == expected[1]);
    std::optional<ErrorInfo> error;
    room.session.predict({1, 2, 3}, [&](const Json&, std::optional<ErrorInfo> e) { error = std::move(e); });
    room.session.tick();
    REQUIRE(error);
    CHECK(error->code == "wrong_length");
}

TEST_CASE("Session: a second click on Train or Pause that comes too late is no mistake") {
    Classroom room;
    room.session.set_control("run.pause", nullptr);
    room.session.set_control("run.train", nullptr);
    CHECK_NOTHROW(room.session.set_control("run.train", nullptr));
    room.session.set_control("run.pause", nullptr);
    CHECK_NOTHROW(room.session.set_control("run.pause", nullptr));
    room.until_settled();
    CHECK(room.session.runs().size() <= 1);
}

TEST_CASE("Session: idle means idle") {
    Classroom room;
    room.train();
    for (int i = 0; i < 5; ++i) room.session.tick();
    CHECK_FALSE(room.session.busy());
    CHECK_FALSE(room.session.tick());
    const auto events = room.events.size();
    for (int i = 0; i < 5; ++i) CHECK_FALSE(room.session.tick());
    CHECK(room.events.size() == events);
}

TEST_CASE("Session: listeners may call the session from inside of an event") {
    Classroom room;
    int calls = 0;
    room.session.on_event([&](const Json& event) {
        if (event.at("event") == "epoch" && ++calls == 2) room.session.set_control("seed", 5);
    });
    room.train();
    CHECK(room.session.experiment().seed == 5);
    CHECK(room.session.state() == State::idle);
}

TEST_CASE("Session: every control it shows can be set to what it offers, in every state") {
    Classroom room;
    room.train();
    for (int round = 0; round < 3; ++round) {
        const auto controls = room.session.controls();
        for (const auto& control : controls) {
            if (!control.enabled || control.group == "run" || control.id.ends_with(".remove")) continue;
            const auto now = room.session.controls();
            const auto still = std::find_if(now.begin(), now.end(), [&](const Control& c) { return c.id == control.id; });
            if (still == now.end() || !still->enabled) continue;
            INFO(control.id);
            Json value = still->value;
            if (control.kind == Control::Kind::select) value = still->choices.back().value;
            if (control.kind == Control::Kind::toggle) value = !still->value.get<bool>();
            CHECK_NOTHROW(room.session.set_control(control.id, value));
        }
        room.session.undo();
    }
}
