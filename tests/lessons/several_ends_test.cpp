#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "lessons/activations/state.h"
#include "lessons/backpropagation/state.h"
#include "lessons/dropout/state.h"
#include "lessons/forward-propagation/state.h"
#include "lessons/hand_network.h"
#include "lessons/mnist/state.h"
#include "lessons/neuron/state.h"
#include "lessons/plain_probe.h"
#include "lessons/play.h"
#include "tests/core/two_ended.h"
#include "tests/lessons/classroom.h"

// What a learner may write in the experiment panel and no figure was drawn for: several inputs and outputs, inputs that take some columns,
// targets by name. Figures then have nothing to show.
using namespace nabla;
using namespace nabla::lessons;
using namespace nabla::test;

namespace {

constexpr int rows = 140;

/// Four features; ten kinds, and a price that is no kind's number.
Json four_columns() {
    Json x = Json::array(), kind = Json::array();
    for (int row = 0; row < rows; ++row) {
        Json values = Json::array();
        for (int column = 0; column < 4; ++column) values.push_back((row * 7 + column * 3) % 11 / 11.0);
        x.push_back(std::move(values));
        kind.push_back(row % 10);
    }
    return {{"rows", x}, {"features", {"p", "q", "r", "s"}}, {"targets", kind}, {"task", "classification"}};
}

Json four_to_ten() {
    return {{"dataset", four_columns()}, {"model", sequential({dense(12, "relu"), dense(10, "softmax")})}, {"compile", {{"loss", "sparse_categorical_crossentropy"}}}};
}

/// One input, a layer, and out of it what is named.
Json branches(const std::string& first, const Json& first_config, const std::string& second, const Json& second_config) {
    return functional(Json::array({graph_layer("InputLayer", "in", {{"batch_shape", {nullptr, 4}}}, {}), graph_layer("Dense", "low", {{"units", 8}, {"activation", "relu"}}, {{"in"}}),
                                   graph_layer("Dense", first, first_config, {{"low"}}), graph_layer("Dense", second, second_config, {{"low"}})}),
                      {"in"}, {first, second});
}

const Json softmax = {{"units", 10}, {"activation", "softmax"}};

void use(Session& s, const char* lesson, const char* step, const Json& experiment) {
    s.open(lesson, step);
    s.set_experiment(Experiment::parse(experiment));
    load_data(s);
    REQUIRE(s.dataset());
    REQUIRE(s.probe());
}

}  // namespace

TEST_CASE("Lessons: a chain on all columns is a plain network, and figures measure it") {
    LessonRoom room;
    Session& s = room.session;
    use(s, "backpropagation", "vanish", four_to_ten());
    CHECK(plain_probe(s) == s.probe());
    CHECK(backpropagation::layer_gradients(s).size() == 2);
    CHECK(backpropagation::wishes(s));
    CHECK(activations::layer_stats(*s.probe(), s.experiment(), *s.dataset()).size() == 2);
    CHECK(activations::first_loss(s));
    CHECK_FALSE(dropout::predict(*s.probe(), *s.dataset(), 0, false, 1, 0).empty());
    CHECK_FALSE(forward_propagation::digit_pass(s, 0).layers.empty());
}

TEST_CASE("Lessons: no figure compares one of two outputs with all targets") {
    LessonRoom room;
    Session& s = room.session;
    Json json = four_to_ten();
    SECTION("targets by name") {
        Json price = Json::array();
        for (int row = 0; row < rows; ++row) price.push_back(20 + row / 2.0);
        json["dataset"]["targets"] = {{"price", price}, {"kind", json["dataset"]["targets"]}};
        json["dataset"]["task"] = {{"price", "regression"}, {"kind", "classification"}};
        json["model"] = branches("kind", softmax, "price", {{"units", 1}});
        json["compile"]["loss"] = {{"kind", "sparse_categorical_crossentropy"}, {"price", "mse"}};
    }
    SECTION("the first output has no loss") {
        json["model"] = branches("feature", {{"units", 4}}, "main", softmax);
        json["compile"]["loss"] = {{"feature", nullptr}, {"main", "sparse_categorical_crossentropy"}};
    }
    use(s, "backpropagation", "vanish", json);
    CHECK_FALSE(plain_probe(s));
    CHECK(backpropagation::layer_gradients(s).empty());
    CHECK_FALSE(backpropagation::wishes(s));
    CHECK(activations::layer_stats(*s.probe(), s.experiment(), *s.dataset()).empty());
    CHECK(activations::share_on(*s.probe(), *s.dataset()).empty());
    CHECK(std::isnan(activations::mean_squared_error(*s.probe(), *s.dataset())));
    CHECK_FALSE(activations::first_loss(s));
    CHECK(dropout::predict(*s.probe(), *s.dataset(), 0, false, 1, 0).empty());
    CHECK(forward_propagation::digit_pass(s, 0).layers.empty());
}

TEST_CASE("Lessons: no figure puts a row into an input that takes other columns") {
    LessonRoom room;
    Session& s = room.session;
    Json json = four_to_ten();
    json["dataset"]["inputs"] = {{"input", {"s", "r", "q", "p"}}};
    use(s, "forward-propagation", "digit", json);
    CHECK_FALSE(plain_probe(s));
    CHECK(forward_propagation::digit_pass(s, 0).layers.empty());
    CHECK(activations::share_on(*s.probe(), *s.dataset()).empty());
    CHECK(dropout::predict(*s.probe(), *s.dataset(), 0, false, 1, 0).empty());
    Experiment hand = hand_experiment(0.1);
    CHECK(is_hand_network(hand));
    hand.dataset.inputs = {{"input", {"x2", "x1"}}};
    CHECK_FALSE(is_hand_network(hand));
}

TEST_CASE("Lesson neuron: points have one label each") {
    Json json = {{"dataset", {{"rows", {{0, 1}, {1, 0}}}, {"targets", {{0, 1}, {1, 0.5}}}, {"task", "regression"}}}, {"model", sequential({dense(2)})}, {"compile", {{"loss", "mse"}}}};
    CHECK(neuron::samples_of(Experiment::parse(json)).empty());
}

TEST_CASE("Lesson mnist: mistakes are shown of ten probabilities a row alone") {
    LessonRoom room;
    Session& s = room.session;
    Json json = four_to_ten();
    json["dataset"]["test_split"] = 0.25;
    SECTION("ten") {
        use(s, "mnist", "mistakes", json);
        evaluate(s);
        REQUIRE(s.test_result());
        const TestResult* result = mnist::digit_result(s);
        REQUIRE(result);
        CHECK(mnist::probabilities(*result, 34).size() == 10);
    }
    SECTION("one") {
        json["model"] = sequential({dense(1)});
        json["compile"]["loss"] = "mse";
        use(s, "mnist", "mistakes", json);
        evaluate(s);
        REQUIRE(s.test_result());
        CHECK(s.test_result()->confusion.size() == 10);
        CHECK_FALSE(mnist::digit_result(s));
    }
}
