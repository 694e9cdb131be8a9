#include <catch2/catch_test_macros.hpp>

#include "tests/core/classroom.h"
#include "tests/core/two_ended.h"

using namespace nabla;
using namespace nabla::test;

namespace {

Json use(Classroom& room, const Json& experiment) { return room.call({{"call", "setExperiment"}, {"experiment", experiment}}); }

/// Two inputs of no written shape, each with a layer of its own.
Json two_inputs(const Json& inputs) {
    Json json = two_ended(20);
    json["dataset"]["inputs"] = inputs;
    json["dataset"]["targets"].erase("kind"), json["dataset"]["task"].erase("kind");
    json["model"] = functional(Json::array({graph_layer("InputLayer", "a", Json::object(), {}), graph_layer("InputLayer", "b", Json::object(), {}),
                                            graph_layer("Dense", "of_a", {{"units", 3}}, {{"a"}}), graph_layer("Dense", "of_b", {{"units", 3}}, {{"b"}}),
                                            graph_layer("Add", "both", Json::object(), {{"of_a", "of_b"}}), graph_layer("Dense", "price", {{"units", 1}}, {{"both"}})}),
                               {"a", "b"}, {"price"});
    json["compile"] = {{"optimizer", "adam"}, {"loss", "mse"}};
    return json;
}

std::shared_ptr<const RawFiles> own_files(const std::string& text) {
    auto files = std::make_shared<RawFiles>();
    files->files.push_back({.name = "table", .chunks = {{text.begin(), text.end()}}, .chunk_names = {"own.csv"}});
    return files;
}

}  // namespace

TEST_CASE("Session: other columns for an input make another probe") {
    Classroom room;
    room.session.open("housing");
    Json all = housing_experiment().to_json(), few = all;
    few["dataset"]["inputs"] = {{"input", {"RM"}}};
    REQUIRE(use(room, few).contains("ok"));
    REQUIRE(room.session.probe()->input_shape().elements() == 1);
    REQUIRE(use(room, all).contains("ok"));
    REQUIRE(room.session.probe()->input_shape().elements() == 13);
    room.train();
    CHECK(room.session.state() == Session::State::done);
    CHECK(room.call({{"call", "predict"}, {"rows", {std::vector<float>(13, 1)}}})["ok"].size() == 1);
}

TEST_CASE("Session: a column that moves from one input to the other makes another probe") {
    Classroom room;
    room.session.open("moons");
    REQUIRE(use(room, two_inputs({{"a", {"p"}}, {"b", {"q", "r", "s", "t"}}})).contains("ok"));
    REQUIRE(room.session.probe()->input_shape(0).elements() == 1);
    REQUIRE(use(room, two_inputs({{"a", {"p", "q"}}, {"b", {"r", "s", "t"}}})).contains("ok"));
    REQUIRE(room.session.probe()->input_shape(0).elements() == 2);
    REQUIRE(room.session.probe()->input_shape(1).elements() == 3);
}

TEST_CASE("Session: while a file is read anew its columns are the standing probe's") {
    Classroom room;
    room.provider.files = own_files("x1,x2,y\n1,2,3\n2,1,3\n0,1,1\n4,1,5\n2,2,4\n");
    room.provider.waits = 1'000'000;
    Json json = {{"dataset", {{"csv", "own.csv"}, {"targets", {"y"}}, {"task", "regression"}}}, {"model", sequential({dense(1)})}, {"compile", {{"loss", "mse"}}}, {"seed", 1}};
    room.session.open("moons");
    REQUIRE(use(room, json).contains("ok"));
    CHECK(room.call({{"call", "predict"}, {"rows", Json::array()}})["error"]["code"] == "no_run");
    std::optional<ErrorInfo> error;
    room.session.predict({}, [&](const Json&, std::optional<ErrorInfo> e) { error = std::move(e); });
    room.session.tick();
    REQUIRE(error);
    CHECK(error->code == "no_run");

    room.provider.waits = 0;
    room.session.want_data();
    REQUIRE(room.until([&] { return room.session.dataset() != nullptr; }));
    REQUIRE(room.session.probe());
    room.provider.waits = 1'000'000;
    json["seed"] = 2;  // deals the test rows anew
    REQUIRE(use(room, json).contains("ok"));
    REQUIRE_FALSE(room.session.dataset());
    CHECK(room.call({{"call", "predict"}, {"rows", Json::parse("[[0.5, 1]]")}})["ok"].size() == 1);
    CHECK(room.call({{"call", "predict"}, {"rows", Json::array()}})["ok"].empty());
    CHECK(room.call({{"call", "predict"}, {"rows", Json::parse("[[0.5]]")}})["error"]["code"] == "wrong_length");
}
