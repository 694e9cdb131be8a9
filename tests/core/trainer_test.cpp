#include "core/train/trainer.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "tests/core/two_ended.h"

using namespace nabla;
using namespace nabla::test;
using TrainerState = TrainerView::State;

namespace {

std::vector<bool> modes() { return threads_available() ? std::vector<bool>{false, true} : std::vector<bool>{false}; }

/// Pumps as frames do until the condition holds; a hang fails after a minute instead of blocking the whole run.
template <class F>
bool wait_until(Trainer& trainer, F&& condition) {
    const double end = clock_seconds() + 60;
    while (!condition()) {
        if (clock_seconds() > end) return false;
        trainer.pump(0.002);
        std::this_thread::yield();
    }
    return true;
}
/// A command shows in the view at once; what it led to is there when the view is current.
bool wait_for(Trainer& trainer, TrainerState state) {
    return wait_until(trainer, [&] { return trainer.current() && trainer.view().state == state; });
}
bool wait_stopped(Trainer& trainer) {
    return wait_until(trainer, [&] { return trainer.current() && trainer.view().state != TrainerState::training; });
}

struct Fixture {
    std::shared_ptr<const Dataset> data = toy_data(400, 12, 4);
    Experiment experiment = toy_experiment(*data, sequential({dense(24, "relu"), dropout(.2), dense(4, "softmax")}), optimizer("RMSprop"), 3, 32, 0.2);
    Outcome plain = fit(experiment, data);
};
Trainer::Options options(bool worker) { return {.worker_thread = worker, .now = clock_seconds}; }

}  // namespace

TEST_CASE("trained on a worker or pumped, a run has the plain loop's history and weights") {
    const Fixture f;
    for (bool worker : modes())
        for (int threads : {1, 2}) {
            if (threads > 1 && !threads_available()) continue;
            Trainer trainer(options(worker));
            trainer.prepare(f.experiment, f.data);
            trainer.train(threads);
            INFO("worker " << worker << ", threads " << threads);
            REQUIRE(wait_for(trainer, TrainerState::done));
            CHECK(trainer.view().history.same_numbers(f.plain.history));
            REQUIRE(trainer.weights());
            CHECK(same_bits(*trainer.weights(), f.plain.weights));
            CHECK(trainer.view().update == 30);
            CHECK(trainer.epoch_snapshots().size() == 4);
        }
}

TEST_CASE("prepare publishes initial weights and an idle view") {
    const Fixture f;
    TrainingRun reference(f.experiment, f.data, {});
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        REQUIRE(wait_for(trainer, TrainerState::idle));
        CHECK(trainer.view().state == TrainerState::idle);
        CHECK(trainer.view().history.epochs() == 0);
        CHECK(trainer.view().epochs == 3);
        CHECK(same_bits(*trainer.weights(), copy(reference.model().weights())));
    }
}

TEST_CASE("single batches and single epochs lead to the same end") {
    const Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        INFO("worker " << worker);
        for (std::int64_t i = 1; i <= 3; ++i) {
            trainer.step_batch();
            REQUIRE(wait_for(trainer, TrainerState::paused));
            CHECK(trainer.view().update == i);
        }
        trainer.step_epoch();
        REQUIRE(wait_for(trainer, TrainerState::paused));
        CHECK(trainer.view().history.epochs() == 1);
        CHECK(trainer.view().update == 10);
        trainer.step_epoch();
        REQUIRE(wait_for(trainer, TrainerState::paused));
        CHECK(trainer.view().history.epochs() == 2);
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        CHECK(trainer.view().history.same_numbers(f.plain.history));
        CHECK(same_bits(*trainer.weights(), f.plain.weights));
    }
}

TEST_CASE("a run can be paused and goes on where it was") {
    Fixture f;
    f.experiment.fit.epochs = 200;
    const Outcome plain = fit(f.experiment, f.data);
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        INFO("worker " << worker);
        // On a busy machine the worker may be done before the pause arrives: then there is nothing left to pause.
        for (int pauses = 0; pauses < 4 && trainer.view().state != TrainerState::done; ++pauses) {
            const auto before = trainer.view().update;
            trainer.train(1);
            REQUIRE(wait_until(trainer, [&] { return trainer.view().update > before; }));
            trainer.pause();
            REQUIRE(wait_stopped(trainer));
            const auto update = trainer.view().update;
            for (int i = 0; i < 20; ++i) trainer.pump(0.001);
            CHECK(trainer.view().update == update);
        }
        if (trainer.view().state != TrainerState::done) trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        CHECK(trainer.view().history.same_numbers(plain.history));
        CHECK(same_bits(*trainer.weights(), plain.weights));
    }
}

TEST_CASE("reset returns to the same initial weights, at any time") {
    Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        REQUIRE(wait_for(trainer, TrainerState::idle));
        const auto initial = *trainer.weights();
        trainer.train(1);
        REQUIRE(wait_until(trainer, [&] { return trainer.view().update > 0; }));
        trainer.reset();
        REQUIRE(wait_for(trainer, TrainerState::idle));
        CHECK(same_bits(*trainer.weights(), initial));
        CHECK(trainer.view().update == 0);
        CHECK(trainer.view().history.epochs() == 0);
        CHECK(trainer.view().batch_points.empty());
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        CHECK(trainer.view().history.same_numbers(f.plain.history));
    }
}

TEST_CASE("training again after the end starts afresh from the seed") {
    const Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        for (int round = 0; round < 2; ++round) {
            trainer.train(1);
            REQUIRE(wait_for(trainer, TrainerState::done));
            CHECK(trainer.view().history.same_numbers(f.plain.history));
        }
    }
}

TEST_CASE("rewinding to an epoch's snapshot replays the rest") {
    const Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        const auto snapshots = trainer.epoch_snapshots();
        REQUIRE(snapshots.size() == 4);
        trainer.rewind(snapshots[1]);
        REQUIRE(wait_for(trainer, TrainerState::paused));
        CHECK(trainer.view().history.epochs() == 1);
        CHECK(same_bits(*trainer.weights(), snapshots[1]->weights));
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        CHECK(trainer.view().history.same_numbers(f.plain.history));
        CHECK(same_bits(*trainer.weights(), f.plain.weights));
    }
}

TEST_CASE("questions are answered between two batches and change nothing") {
    const Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        int answered = 0;
        double loss = 0;
        const auto caller = std::this_thread::get_id();
        bool on_owner = true;
        const auto ask = [&] {
            trainer.ask([&](TrainingRun& run) { loss = run.evaluate(run.data().train).loss; },
                        [&](std::optional<ErrorInfo> error) { answered += !error, on_owner = on_owner && std::this_thread::get_id() == caller; });
        };
        ask();
        REQUIRE(wait_until(trainer, [&] { return answered == 1; }));
        CHECK(loss > 0);
        trainer.train(1);
        ask();
        ask();
        REQUIRE(wait_for(trainer, TrainerState::done));
        REQUIRE(wait_until(trainer, [&] { return answered == 3; }));
        CHECK(on_owner);
        CHECK(trainer.view().history.same_numbers(f.plain.history));
    }
}

TEST_CASE("a question that fails is answered with its error") {
    const Fixture f;
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(f.experiment, f.data);
        std::optional<ErrorInfo> error;
        trainer.ask([](TrainingRun&) { throw Error({.code = "too_odd", .where = "here", .expected = "", .received = "", .advice = ""}); },
                    [&](std::optional<ErrorInfo> e) { error = e; });
        REQUIRE(wait_until(trainer, [&] { return error.has_value(); }));
        CHECK(error->code == "too_odd");
        trainer.train(1);
        CHECK(wait_for(trainer, TrainerState::done));
    }
}

TEST_CASE("divergence is a state with its place, and the trainer stays usable") {
    const auto data = toy_data(200, 8, 0);
    const Json model = sequential({dense(16, "relu"), dense(16), dense(1)});
    for (bool worker : modes()) {
        Trainer trainer(options(worker));
        trainer.prepare(toy_experiment(*data, model, optimizer("SGD", {{"learning_rate", 1000}}), 5, 16), data);
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::diverged));
        REQUIRE(trainer.view().divergence);
        CHECK_FALSE(trainer.view().divergence->layer.empty());
        const Experiment good = toy_experiment(*data, model, optimizer("SGD", {{"learning_rate", .001}}), 2, 16);
        trainer.prepare(good, data);
        REQUIRE(wait_for(trainer, TrainerState::idle));
        CHECK_FALSE(trainer.view().divergence);
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        CHECK(trainer.view().history.same_numbers(fit(good, data).history));
    }
}

TEST_CASE("a run that never leaves chance is recognised") {
    auto data = toy_data(400, 12, 4);
    const auto stuck = [&](Named rule) {
        Trainer trainer(options(false));
        trainer.prepare(toy_experiment(*data, sequential({dense(24, "relu"), dense(4, "softmax")}), std::move(rule), 2, 32), data);
        trainer.train(1);
        REQUIRE(wait_stopped(trainer));
        return trainer.view().stuck_at_chance;
    };
    CHECK(stuck(optimizer("SGD", {{"learning_rate", 1e-20}})));
    CHECK_FALSE(stuck(optimizer("Adam", {{"learning_rate", .01}})));
}

TEST_CASE("a run is at chance where every output that is compared is") {
    const auto stuck = [](Experiment e, const std::shared_ptr<const Dataset>& data, bool still) {
        if (still)
            for (auto& layer : e.model["config"]["layers"])
                if (layer["class_name"] == "Dense") layer["config"]["kernel_initializer"] = "zeros";
        e.compile.optimizer = still ? optimizer("SGD", {{"learning_rate", 1e-20}}) : optimizer("Adam", {{"learning_rate", .01}});
        Trainer trainer(options(false));
        trainer.prepare(e, data);
        trainer.train(1);
        REQUIRE(wait_stopped(trainer));
        return trainer.view().stuck_at_chance;
    };
    const auto data = toy_data(400, 12, 4);
    SECTION("one output with targets of its own") {
        data->targets = {{.output = "output", .task = Task::classification, .classes = 4}};
        const auto e = toy_experiment(*data, sequential({dense(24, "relu"), dense(4, "softmax")}), {}, 3, 32);
        CHECK(stuck(e, data, true));
        CHECK_FALSE(stuck(e, data, false));
    }
    SECTION("two outputs of one class number") {
        auto e = toy_experiment(*data, auxiliary_model(12, 4), {}, 8, 32);
        for (const char* name : {"main", "aux"}) e.compile.outputs.push_back({.name = name, .loss = e.compile.loss, .metrics = {"accuracy"}});
        e.compile.metrics = {"main_accuracy", "aux_accuracy"};
        CHECK(stuck(e, data, true));
        CHECK_FALSE(stuck(e, data, false));
    }
    SECTION("an output that is a number may learn, whatever the classes do") {
        const auto e = Experiment::parse(two_ended(40));
        CHECK_FALSE(stuck(e, built(e), true));
    }
}

TEST_CASE("a trainer can be dropped in the middle of its work") {
    Fixture f;
    f.experiment.fit.epochs = 100000;
    for (bool worker : modes())
        for (int i = 0; i < 3; ++i) {
            Trainer trainer(options(worker));
            trainer.prepare(f.experiment, f.data);
            trainer.train(1);
            for (int n = 0; n < i; ++n) trainer.pump(0.001);
        }
    SUCCEED();
}

TEST_CASE("the live plot's points run along the epochs") {
    const Fixture f;
    Trainer trainer(options(false));
    trainer.prepare(f.experiment, f.data);
    trainer.train(1);
    REQUIRE(wait_for(trainer, TrainerState::done));
    const auto& points = trainer.view().batch_points;
    REQUIRE(points.size() >= 15);
    for (std::size_t i = 0; i < points.size(); ++i) {
        CHECK(points[i].epoch > (i ? points[i - 1].epoch : 0));
        CHECK(points[i].epoch <= 3.0001f);
        CHECK(std::isfinite(points[i].loss));
        CHECK(points[i].metric >= 0);
        CHECK(points[i].metric <= 1);
    }
}

TEST_CASE("after a whole epoch the position is the next one's start, with validation and without") {
    const auto data = toy_data(40, 6, 4);
    for (const double split : {0.0, 0.2}) {
        const Experiment e = toy_experiment(*data, sequential({dense(4, "softmax")}), optimizer("SGD"), 3, 10, split);
        Trainer trainer(options(false));
        trainer.prepare(e, data);
        trainer.step_epoch();
        REQUIRE(wait_for(trainer, TrainerState::paused));
        CHECK(trainer.view().epoch == 1);
        CHECK(trainer.view().batch == 0);
        CHECK(trainer.view().batch_points.back().epoch == 1);
        trainer.train(1);
        REQUIRE(wait_for(trainer, TrainerState::done));
        const auto& points = trainer.view().batch_points;
        for (std::size_t i = 1; i < points.size(); ++i) CHECK(points[i].epoch > points[i - 1].epoch);
        CHECK(points.back().epoch == 3);
    }
}

TEST_CASE("a paced run makes its updates in time, not faster, and its numbers stay the same") {
    const auto data = toy_data(40, 6, 4);
    const Experiment e = toy_experiment(*data, sequential({dense(4, "softmax")}), optimizer("SGD"), 5, 10);
    for (const bool worker : {true, false}) {
        if (worker && !threads_available()) continue;
        std::atomic<double> clock = 100;
        Trainer trainer({.worker_thread = worker, .now = [&] { return clock.load(); }});
        trainer.prepare(e, data);
        trainer.set_pace(10);
        trainer.train(1);
        const auto pump_until = [&](std::int64_t updates) {
            for (int i = 0; i < 2000 && trainer.view().update < updates; ++i) trainer.pump(0.001), std::this_thread::yield();
            for (int i = 0; i < 50; ++i) trainer.pump(0.001), std::this_thread::yield();
            return trainer.view().update;
        };
        CHECK(pump_until(1) <= 3);
        clock = 100.55;
        CHECK(pump_until(3) <= 8);
        CHECK(trainer.view().state == TrainerView::State::training);
        trainer.set_pace(0);
        trainer.wait();
        CHECK(trainer.view().update == 20);
        CHECK(trainer.view().history.same_numbers(fit(e, data).history));
    }
}
