#include <catch2/catch_test_macros.hpp>

#include "core/session/controls.h"
#include "tests/core/classroom.h"

using namespace nabla;
using namespace nabla::test;
using State = Session::State;

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

TEST_CASE("Session: groups of other names are groups of their own") {
    Classroom room;
    room.session.want_data();
    room.session.tick();
    const auto run = [&](const char* name) { return std::vector<GroupRun>{{.name = name, .experiment = room.session.experiment(), .data = room.session.dataset()}}; };
    room.session.group("short").start(run("a"), 1);
    REQUIRE(room.until_settled());
    room.session.group("long").start(run("b"), 1);
    CHECK(room.session.busy());
    REQUIRE(room.until_settled());
    CHECK(room.session.group("short").views().at(0).name == "a");
    CHECK(room.session.group("long").views().at(0).name == "b");
    CHECK(room.session.group().views().empty());
}
