#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/layers/layer.h"
#include "core/model/model.h"
#include "lessons/activations/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
using namespace nabla::lessons::activations;
using Catch::Approx;

namespace {

double value(const char* name, double z) { return find_activation(name)->value(z); }
double slope(const char* name, double z) { return find_activation(name)->derivative(z); }

std::unique_ptr<Layer> layer(const char* class_name) { return make_layer({{"class_name", class_name}, {"config", Json::object()}}, "model"); }

void close(const std::array<float, 3>& found, const std::array<double, 3>& expected) {
    for (std::size_t i = 0; i < 3; ++i) CHECK(found[i] == Approx(expected[i]).margin(1e-6));
}

}  // namespace

TEST_CASE("Lesson activations: slopes and values are the ones that the texts give") {
    CHECK(slope("sigmoid", 0) == Approx(0.25));
    CHECK(slope("sigmoid", 5) == Approx(0.006648).margin(5e-7));
    CHECK(value("tanh", -1) == Approx(-0.761594).margin(5e-7));
    CHECK(value("elu", -1) == Approx(-0.632121).margin(5e-7));
    CHECK(value("gelu", -1) == Approx(-0.158655).margin(5e-7));
}

TEST_CASE("Lesson activations: the leaky ReLU function has slope 0.2 below zero, Keras's layer 0.3") {
    CHECK(slope("leaky_relu", -1) == Approx(0.2));
    CHECK(layer("LeakyReLU")->activation_function().derivative(-1) == Approx(0.3));
}

TEST_CASE("Lesson activations: cross-entropy and softmax of the texts, by the core's own loss") {
    CHECK(-std::log(0.7) == Approx(0.356675).margin(5e-7));
    CHECK(-std::log(0.2) == Approx(1.609438).margin(5e-7));
    CHECK(chance_loss == Approx(2.302585).margin(5e-7));
    const ThreeClasses three = three_classes({2, 1, 0}, 1);
    close(three.probability, {0.665241, 0.244728, 0.090031});
    close(three.gradient, {0.665241, -0.755272, 0.090031});
    const ThreeClasses moved = three_classes({7, 6, 5}, 1);
    close(moved.probability, {0.665241, 0.244728, 0.090031});
}

TEST_CASE("Lesson activations: linear layers multiply out to the function they compute, never below the best line") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("activations", "none");
    load_data(s);
    REQUIRE(s.dataset());
    Model* model = s.probe();
    REQUIRE(model);
    CHECK(model->parameter_count() == 51);
    const LinearModel line = collapse(*model), best = best_plane(*s.dataset());
    REQUIRE(line.weights.size() == 3);
    const auto row = s.dataset()->train.x.floats().first(3);
    std::copy(row.begin(), row.end(), model->input(1).data);
    CHECK(line.predict(row) == Approx(model->forward(1, {}).data[0]).margin(1e-4));
    train(s);
    double error = 0;
    const auto& part = s.dataset()->train;
    for (std::size_t r = 0; r < part.y.size(); ++r) error += std::pow(best.predict(part.x.floats().subspan(r * 3, 3)) - part.y[r], 2);
    error /= static_cast<double>(part.y.size());
    const double own = mean_squared_error(*s.probe(), *s.dataset());
    CHECK(own >= error - 1e-5);
    CHECK(own < error * 1.05);
}

TEST_CASE("Lesson activations: Sales cannot be said by a sigmoid") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("activations", "output");
    load_data(s);
    REQUIRE(s.dataset());
    if (s.dataset()->generated) SKIP("the real data are not on this machine");
    CHECK(best_under_sigmoid(s.dataset()->train.y) == Approx(196.67).margin(0.005));
    CHECK(mean_answer(s.dataset()->train.y) == Approx(27.09).margin(0.005));
}

TEST_CASE("Lesson activations: figures follow the network") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("activations", "layers");
    load_data(s);
    REQUIRE(s.dataset());
    const auto stats = layer_stats(*s.probe(), s.experiment(), *s.dataset());
    REQUIRE(stats.size() == hidden_layers + 1);
    CHECK(stats.front().gradient < 1e-4 * stats[9].gradient);
    set(s, {{"figure.activation", "tanh"}});
    CHECK(hidden_activation(s.experiment()) == "tanh");
    const auto other = layer_stats(*s.probe(), s.experiment(), *s.dataset());
    CHECK(other.front().gradient > 0.01 * other[9].gradient);
    s.open("activations", "dead");
    load_data(s);
    const auto shares = share_on(*s.probe(), *s.dataset());
    REQUIRE(shares.size() == dead_units);
    CHECK(dead_of(shares) < 10);
    CHECK_FALSE(first_loss(s) == std::nullopt);
}

TEST_CASE("Lesson activations: what a link carries is read back, and nonsense is put right") {
    Json json = starting_state();
    json["function"] = "softmax", json["z"] = 99, json["logits"] = {1, "x", 50}, json["notes"] = {{0.1, "relu", 93}, "?"};
    const State state = State::read(json);
    CHECK(state.function == "sigmoid");
    CHECK(state.z == z_limit);
    CHECK(state.logits == std::array<double, 3>{1, 1, 6});
    REQUIRE(state.notes.size() == 1);
    CHECK(state.notes[0].dead == 93);
}
