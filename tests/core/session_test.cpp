#include <catch2/catch_test_macros.hpp>

#include "core/session/controls.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;
using State = Session::State;

namespace {

std::vector<float> weights_of(Session& session) { return copy(session.probe()->weights()); }

const Control* find(const Session& session, std::string_view id) {
    for (const auto& control : session.controls())
        if (control.id == id) return &control;
    return nullptr;
}

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
    CHECK(find(room.session, "run.pause") != nullptr);
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
    saved["lessons"]["moons"]["state"] = {{"digit", "a text"}, {"gone", 1}};
    saved["lessons"]["atlantis"] = {{"step", "x"}};
    Classroom room;
    room.session.restore_state(saved);
    CHECK(room.session.experiment().fit.batch_size == 10);
    CHECK(room.session.lesson_state()["digit"] == 3);
    CHECK(room.session.runs().size() == 1);
    for (const Json& rubbish : {Json(), Json::array(), Json("x"), Json{{"version", 99}}, Json{{"version", 1}, {"lessons", 3}, {"lesson", 4}}}) {
        CHECK_NOTHROW(room.session.restore_state(rubbish));
        CHECK(room.session.lesson().id == "moons");
    }
}

TEST_CASE("Session: saved models come back with their weights, and training continues from them") {
    Classroom room;
    room.train();
    const auto trained = weights_of(room.session);
    Json files;
    room.session.save_model([&](const Json& json, std::optional<ErrorInfo>) { files = json; });
    room.session.tick();
    REQUIRE(files.contains("weights.bin"));
    room.session.reset();
    room.until_settled();
    REQUIRE(weights_of(room.session) != trained);
    room.session.load_model(files);
    CHECK(weights_of(room.session) == trained);
    room.until_settled();
    CHECK(weights_of(room.session) == trained);
    CHECK(room.session.state() == State::idle);
    room.session.step_batch();
    room.until_settled();
    CHECK(room.session.view().update == 1);
    files["weights.bin"] = "AAAA";
    CHECK_THROWS_AS(room.session.load_model(files), Error);
}

TEST_CASE("Session: cross-validation trains a run for each fold, then one on all rows, and sums the folds up") {
    for (bool worker : worker_modes()) {
        Classroom room(worker);
        Json json = housing_experiment().to_json();
        json["cross_validation"] = {{"folds", 3}};
        room.session.open("housing");
        room.session.set_experiment(Experiment::parse(json));
        room.train();
        CHECK(room.session.state() == State::done);
        REQUIRE(room.session.runs().size() == 4);
        CHECK(room.session.runs()[1].name == "#2 · 2/3");
        CHECK(room.session.runs()[3].name == "#4");
        CHECK(room.session.runs()[0].history.find("val_mae") != nullptr);
        CHECK(room.session.runs()[3].history.find("val_mae") == nullptr);
        const Json summary = room.session.cross_validation();
        CHECK(summary["fold"] == 0);
        REQUIRE(summary["folds"].size() == 3);
        double sum = 0;
        for (int i = 0; i < 3; ++i) {
            CHECK(summary["folds"][i]["mae"] == room.session.runs()[i].history.find("val_mae")->back());
            sum += summary["folds"][i]["mae"].get<double>();
        }
        CHECK(std::abs(summary["mean"]["mae"].get<double>() - sum / 3) < 1e-9);
        room.session.reset();
        CHECK(room.session.cross_validation().is_null());
    }
}

TEST_CASE("Session: a paused fold continues where it stood") {
    Classroom straight, broken;
    Json json = housing_experiment().to_json();
    json["cross_validation"] = {{"folds", 2}};
    json["fit"]["epochs"] = 20;
    for (auto* room : {&straight, &broken}) {
        room->session.open("housing");
        room->session.set_experiment(Experiment::parse(json));
    }
    straight.train();
    broken.session.train();
    REQUIRE(broken.until([&] { return broken.session.view().history.epochs() == 3; }));
    broken.session.pause();
    broken.until_settled();
    CHECK(broken.session.state() == State::paused);
    broken.train();
    REQUIRE(broken.session.runs().size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(broken.session.runs()[i].history.same_numbers(straight.session.runs()[i].history));
}

TEST_CASE("Session: each lesson has a group of runs of its own, which ticks advance") {
    Classroom room;
    room.session.want_data();
    room.session.tick();
    std::vector<GroupRun> runs;
    for (std::uint64_t seed : {1u, 2u}) {
        runs.push_back({.name = "seed " + std::to_string(seed), .experiment = room.session.experiment(), .data = room.session.dataset()});
        runs.back().experiment.seed = seed;
    }
    room.session.group().start(std::move(runs), 2);
    CHECK(room.session.busy());
    REQUIRE(room.until_settled());
    CHECK(room.session.group().ended() == 2);
    room.session.open("housing");
    CHECK(room.session.group().views().empty());
    room.session.open("moons");
    CHECK(room.session.group().views().at(1).name == "seed 2");
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
