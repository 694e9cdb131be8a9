#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <algorithm>
#include <cmath>

#include "core/experiment/keras_code.h"
#include "lessons/forward-propagation/state.h"
#include "lessons/numerals.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
namespace forward = nabla::lessons::forward_propagation;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double six_digits = 6e-7;

/// A room with the lesson open at a step.
struct Room : test::LessonRoom {
    explicit Room(const char* step) { session.open("forward-propagation", step); }
};

}  // namespace

TEST_CASE("forward-propagation: the numbers on the learner's screen, from the core") {
    const HandNumbers n = hand_numbers(hand_weights);
    CHECK(n.w == std::array<std::array<float, 2>, 2>{{{2, 1}, {-1, -1}}});
    CHECK(n.product(0, 0) == 2);
    CHECK(n.product(0, 1) == -1);
    CHECK(n.product(1, 0) == -1);
    CHECK(n.product(1, 1) == 1);
    CHECK(n.z == std::array<float, 2>{1, 0});
    CHECK_THAT(n.h[0], WithinAbs(.731059, six_digits));
    CHECK(n.h[1] == .5f);
    CHECK_THAT(n.contribution(0), WithinAbs(-.657953, six_digits));
    CHECK_THAT(n.contribution(1), WithinAbs(.4, six_digits));
    CHECK_THAT(n.z3, WithinAbs(-.257953, six_digits));
    CHECK_THAT(n.y, WithinAbs(.435867, six_digits));
    CHECK_THAT(n.y - n.target, WithinAbs(.035867, six_digits));
    CHECK_THAT(n.loss, WithinAbs(.001286, six_digits));
}

TEST_CASE("forward-propagation: the session's own network is the one worked out by hand, and says so in Keras") {
    Room room("wires");
    REQUIRE(is_hand_network(room.session.experiment()));
    REQUIRE(room.session.probe());
    CHECK(present_weights(room.session) == hand_weights);
    const std::string code = keras_code(room.session.experiment());
    CHECK(code.find("keras.initializers.Constant(value=[[2.0, -1.0], [1.0, -1.0]])") != std::string::npos);
    room.session.step_batch();
    lessons::wait(room.session);
    CHECK_THAT(present_weights(room.session)[0], WithinAbs(2.003121, 1e-6));   // the figure follows a run
    CHECK_THAT(forward::numbers(room.session).y, WithinAbs(.427221, 1e-6));
}

TEST_CASE("forward-propagation: another v gives the same rounded output") {
    Room room("many");
    set(room.session, {{"figure.v1", .4}, {"figure.v2", -1.1}});
    CHECK_THAT(forward::tried(room.session).y, WithinAbs(.435960, six_digits));
    CHECK(forward::found_another(room.session));
    set(room.session, {{"figure.v1", -.9}, {"figure.v2", .8}});
    CHECK_FALSE(forward::found_another(room.session));   // the start itself is no other
    set(room.session, {{"figure.v1", .5}});
    CHECK_FALSE(forward::found_another(room.session));
    CHECK(forward::found_another(forward::tried(room.session, .5, -1.246)));   // where a point dragged to the line is held
    CHECK_FALSE(forward::found_another(forward::tried(room.session, .11, -.68)));
}

TEST_CASE("forward-propagation: what a slip leads to gets a reason of its own") {
    Room room("first");
    Session& s = room.session;
    const TypedNumber& h1 = forward::hidden_value();
    const auto say = [&](double value) { return set(s, {{h1.control(), value}}), verdict(s, h1); };
    CHECK(verdict(s, h1).empty());
    CHECK(say(1) == "sum");
    CHECK(say(.953) == "plus");
    CHECK(say(.269) == "flipped");
    CHECK(say(.5) == "off");
    CHECK(say(.737) == "off");
    CHECK(say(.736) == "right");
    CHECK(say(.73) == "right");
    for (const char* word : {"sum", "plus", "flipped", "off", "right", "ask"}) CHECK_FALSE(s.step().label(std::string("h1.") + word).en.empty());
}

TEST_CASE("forward-propagation: a number may be typed as the calculation that leads to it") {
    Room room("output");
    Session& s = room.session;
    const TypedNumber& product = *forward::output_values()[0];
    set(s, {{product.control(), "-0.9 * 0.731"}});
    CHECK(verdict(s, product) == "right");
    CHECK_THAT(typed_value(s.lesson_state(), product.id).get<double>(), WithinAbs(-.6579, 1e-9));
    set(s, {{product.control(), "0.9 × 0.731"}});
    CHECK(verdict(s, product) == "unsigned");
    const TypedNumber& output = *forward::output_values()[3];
    for (const auto& [value, words] : {std::pair{.436, "right"}, {.435, "right"}, {.438, "off"}}) {
        set(s, {{output.control(), value}});
        CHECK(verdict(s, output) == words);
    }
    for (const char* text : {"0.9 times 0.731", "20 * 20"}) {
        CHECK_THROWS_AS(s.set_control(product.control(), text), Error);
        CHECK(verdict(s, product) == "unsigned");   // what stood there stays
    }
}

TEST_CASE("forward-propagation: nearly off is a weighted sum of about -4.6") {
    CHECK(1 / (1 + std::exp(4.59)) > forward::off_output);
    CHECK(1 / (1 + std::exp(4.6)) < forward::off_output);
}

TEST_CASE("forward-propagation: the matrix product's first row is the network by hand, its open cell is 7") {
    Room room("matrix");
    const forward::BatchSums sums = forward::batch_sums(room.session);
    CHECK(sums.z[0][0] == 1);
    CHECK(sums.z[0][1] == 0);
    CHECK(sums.z[1][0] == 2);
    CHECK(sums.z[1][1] == -2);
    CHECK(sums.z[2][0] == 7);
    CHECK(sums.z[2][1] == -4);
    const TypedNumber& cell = forward::matrix_cell();
    const auto say = [&](double value) { return set(room.session, {{cell.control(), value}}), verdict(room.session, cell); };
    CHECK(say(5) == "row");
    CHECK(say(-4) == "other");
    CHECK(say(6) == "first_only");
    CHECK(say(7) == "right");
}

TEST_CASE("forward-propagation: parameters are counted as the core counts them") {
    Room room("digit");
    const Model model(room.session.experiment().model, room.session.experiment().input_shape());
    CHECK(forward::dense_parameters(784, 256) == 200'960);
    CHECK(forward::dense_parameters(256, 128) == 32'896);
    CHECK(forward::dense_parameters(128, 10) == 1'290);
    CHECK(model.parameter_count() == 235'146);
    const Model small(hand_experiment(1).model, Shape{2});
    CHECK(small.parameter_count() == 6 + 3);
}

TEST_CASE("forward-propagation: an untrained network's largest probability is a little above 0.1", "[slow]") {
    Room room("digit");
    load_data(room.session);
    REQUIRE(room.session.dataset());
    for (const std::uint64_t seed : {1, 2, 3}) {
        Experiment e = room.session.experiment();
        e.seed = seed;
        room.session.set_experiment(e);
        room.session.tick();
        double largest = 0, smallest = 1;
        for (int row = 0; row < 50; ++row) {
            const auto pass = forward::digit_pass(room.session, row);
            REQUIRE(pass.layers.size() == 3);
            const double top = *std::max_element(pass.layers.back().begin(), pass.layers.back().end());
            largest = std::max(largest, top), smallest = std::min(smallest, top);
        }
        INFO("seed " << seed << ": " << smallest << " to " << largest);
        CHECK(smallest > 0.1);
        CHECK(largest < 0.5);
    }
}

TEST_CASE("numerals: a true minus, no minus before zero, no zeros at the end") {
    CHECK(fixed(-.25795, 3) == "−0.258");
    CHECK(fixed(-.0001, 3) == "0.000");
    CHECK(short_number(-.9f) == "−0.9");
    CHECK(short_number(2) == "2");
    CHECK(short_number(100) == "100");
    CHECK(short_number(.43587) == "0.436");
    CHECK(factor(-1) == "(−1)");
    CHECK(factor(.8f) == "0.8");
}
