#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/session/comparable.h"
#include "tests/core/classroom.h"
#include "tests/core/two_ended.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

TEST_CASE("Session: an Experiment with several inputs and outputs trains, is evaluated, predicts, saves and loads") {
    Classroom room;
    Json json = two_ended(40);
    json["dataset"]["test_split"] = 0.25;
    room.session.open("moons");
    REQUIRE_FALSE(room.call({{"call", "setExperiment"}, {"experiment", json}}).contains("error"));
    room.train();
    CHECK(room.session.state() == Session::State::done);
    CHECK(room.session.view().history.find("val_kind_accuracy")->size() == 3);
    REQUIRE(room.session.runs().size() == 1);
    Experiment other = room.session.experiment();
    CHECK(comparable(room.session.runs().front(), other));
    other.compile.outputs[0].loss = "mean_absolute_error";
    CHECK_FALSE(comparable(room.session.runs().front(), other));
    other = room.session.experiment();
    other.compile.outputs[1].weight = 1;
    CHECK_FALSE(comparable(room.session.runs().front(), other));  // sums of another scale
    const auto evaluated = room.call({{"call", "evaluate"}});
    CHECK(evaluated["ok"]["kind_loss"].is_number());
    REQUIRE(room.session.test_result());
    CHECK(room.session.test_result()->confusion.empty());  // of the first output, which is a number

    const auto answers = room.call({{"call", "predict"}, {"rows", {{0, 0.5, 1, 0.25, -1}, {1, 1, 0, 0, 0}}}})["ok"];
    REQUIRE(answers.size() == 2);
    REQUIRE(answers[0].size() == 4);
    CHECK_THAT(answers[0][1].get<double>() + answers[0][2].get<double>() + answers[0][3].get<double>(), WithinAbs(1, 1e-5));
    const auto report = room.call({{"call", "gradientCheck"}})["ok"];
    REQUIRE(report.size() == 6);  // a kernel and a bias of each Dense layer; the shared one once
    for (const auto& row : report) CHECK(row["error"].get<double>() < 1e-2);

    const auto files = room.call({{"call", "saveModel"}})["ok"];
    room.call({{"call", "reset"}});
    CHECK(room.call({{"call", "predict"}, {"rows", {{0, 0.5, 1, 0.25, -1}}}})["ok"][0] != answers[0]);
    CHECK_FALSE(room.call({{"call", "loadModel"}, {"files", files}}).contains("error"));
    CHECK(room.call({{"call", "predict"}, {"rows", {{0, 0.5, 1, 0.25, -1}}}})["ok"][0] == answers[0]);
}

TEST_CASE("Session: of several outputs the first one's classes make the confusion matrix") {
    Classroom room;
    Json json = two_ended(40);
    json["dataset"]["test_split"] = 0.25;
    json["model"]["config"]["output_layers"] = Json::parse(R"([["kind", 0, 0], ["price", 0, 0]])");
    room.session.open("moons");
    room.call({{"call", "setExperiment"}, {"experiment", json}});
    room.call({{"call", "evaluate"}});
    REQUIRE(room.session.test_result());
    const auto& confusion = room.session.test_result()->confusion;
    REQUIRE(confusion.size() == 3);
    int rows = 0;
    for (const auto& line : confusion)
        for (const int count : line) rows += count;
    CHECK(rows == 10);
}

TEST_CASE("Session: an output that is compared with nothing has no confusion matrix; the first that is has") {
    Classroom room;
    Json json = two_ended(40);
    json["dataset"]["test_split"] = 0.25;
    json["dataset"]["targets"].erase("price"), json["dataset"]["task"].erase("price");
    auto& config = json["model"]["config"];
    config["layers"][4] = graph_layer("Dense", "feature", {{"units", 4}}, {{"both"}});
    config["output_layers"] = Json::parse(R"([["feature", 0, 0], ["kind", 0, 0]])");
    json["compile"] = {{"optimizer", "adam"}, {"loss", {{"feature", nullptr}, {"kind", "sparse_categorical_crossentropy"}}}};
    room.session.open("moons");
    REQUIRE(room.call({{"call", "setExperiment"}, {"experiment", json}}).contains("ok"));
    room.call({{"call", "evaluate"}});
    REQUIRE(room.session.test_result());
    const auto& result = *room.session.test_result();
    CHECK(result.confusion.size() == 3);
    REQUIRE(result.evaluation.predictions.size() == 10 * 3);
    double loss = 0;
    for (std::size_t row = 0; row < 10; ++row) {
        const auto p = std::span(result.evaluation.predictions).subspan(row * 3, 3);
        CHECK_THAT(p[0] + p[1] + p[2], WithinAbs(1, 1e-5));
        loss += double{result.evaluation.losses[row]} / 10;
    }
    CHECK_THAT(loss, WithinAbs(result.evaluation.loss, 1e-5));
}

TEST_CASE("Session: kept runs of one output are compared by its loss's weight") {
    Classroom room;
    room.train();
    Experiment other = room.session.experiment();
    CHECK(comparable(room.session.runs().front(), other));
    Json json = other.to_json();
    json["compile"]["loss_weights"] = {2};
    CHECK_FALSE(comparable(room.session.runs().front(), Experiment::parse(json)));
}
