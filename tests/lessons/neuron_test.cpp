#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "lessons/neuron/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
namespace neuron = nabla::lessons::neuron;
using Catch::Matchers::WithinAbs;

namespace {

struct Room : test::LessonRoom {
    explicit Room(const char* step) { session.open("neuron", step); }
};

float xor_output(Model& model, float a, float b) {
    float* x = model.input(1).data;
    x[0] = a, x[1] = b;
    return model.forward(1, {}).data[0];
}

}  // namespace

TEST_CASE("neuron: products, sum and output of the first neuron, from the core") {
    const auto n = neuron::first_neuron();
    CHECK(n.products == std::array<float, 3>{1, -1, -1});
    CHECK(n.sum == -1);
    CHECK_THAT(n.output, WithinAbs(.268941, 5e-7));
    CHECK(neuron::logistic(2.1972f) < .9f);
    CHECK_THAT(neuron::logistic(2.197225f), WithinAbs(.9, 1e-6));   // ln 9
}

TEST_CASE("neuron: squash is done at z = 2.2 and not at 2.19") {
    Room room("squash");
    Session& s = room.session;
    set(s, {{"figure.z", 2.19}});
    CHECK_FALSE(s.step_done("squash"));
    set(s, {{"figure.z", 2.2}});
    CHECK(s.step_done("squash"));
}

TEST_CASE("neuron: a typed sum is answered by its slip, and again until it is right") {
    Room room("sum");
    Session& s = room.session;
    const auto& sum = neuron::sum_value();
    for (const auto& [value, said] : {std::pair{-.5, "plain"}, {3.0, "signs"}, {1.5, "inputs"}, {7.0, "off"}, {-1.0, "right"}}) {
        set(s, {{sum.control(), value}});
        CHECK(verdict(s, sum) == said);
    }
}

TEST_CASE("neuron: XOR worked out by hand answers all four points") {
    Model model = neuron::xor_by_hand();
    CHECK(xor_output(model, 0, 0) < 1e-4f);
    CHECK(xor_output(model, 1, 1) < 1e-4f);
    CHECK(xor_output(model, 0, 1) > 1 - 1e-4f);
    CHECK(xor_output(model, 1, 0) > 1 - 1e-4f);
    Room room("two-units");
    const auto samples = neuron::samples_of(room.session.experiment());
    CHECK(neuron::fit_of(model, samples).right == 4);
}

TEST_CASE("neuron: one line gets at most three points of XOR, and its loss lies above ln 2") {
    Room room("xor");
    const auto samples = neuron::samples_of(room.session.experiment());
    CHECK_THAT(neuron::fit_of(neuron::Line{0, 0, 0}, samples).loss, WithinAbs(.693147, 5e-7));
    int best = 0;
    for (double w1 = -3; w1 <= 3; w1 += 1)
        for (double w2 = -3; w2 <= 3; w2 += 1)
            for (double b = -3; b <= 3; b += 0.5) {
                const auto fit = neuron::fit_of(neuron::Line{w1, w2, b}, samples);
                best = std::max(best, fit.right);
                CHECK(fit.loss >= .693147 - 1e-6);
            }
    CHECK(best == 3);
}

TEST_CASE("neuron: a single neuron's training on XOR ends at ln 2") {
    Room room("xor");
    Session& s = room.session;
    train(s);
    CHECK_THAT(s.view().history.find("loss")->back(), WithinAbs(.693147, 1e-4));
}

TEST_CASE("neuron: ten points are beyond any line, and the machine finds the lowest loss") {
    Room room("machine");
    Session& s = room.session;
    for (const int seed : {1, 2, 3}) {
        set(s, {{"seed", seed}});
        train(s);
        CHECK_THAT(s.view().history.find("loss")->back(), WithinAbs(.2043, .001));
        CHECK(s.view().history.find("accuracy")->back() < 1);
    }
    const auto samples = neuron::samples_of(s.experiment());
    CHECK(neuron::fit_of(neuron::Line{2, 2, -2.5}, samples).loss <= neuron::wanted_loss);   // and a hand can reach the goal
    CHECK(neuron::fit_of(neuron::Line{.5, -.5, 0}, samples).loss > .5);
}

TEST_CASE("neuron: dragging a point changes the experiment, and one undo takes the drag back") {
    Room room("by-hand");
    Session& s = room.session;
    const auto before = neuron::samples_of(s.experiment());
    set(s, {{"figure.sample", 3}, {"figure.x1", .5}, {"figure.x2", 2.0}, {"figure.x1", .6}});
    auto after = neuron::samples_of(s.experiment());
    CHECK_THAT(after[2].x1, WithinAbs(.6, 1e-6));
    CHECK_THAT(after[2].x2, WithinAbs(2, 1e-6));
    CHECK(s.experiment().to_json()["dataset"]["rows"][2] == Json({.6, 2.0}));   // as it was written, not as float
    s.undo();
    CHECK(neuron::samples_of(s.experiment())[2].x1 == before[2].x1);
}

TEST_CASE("neuron: 2-4-1 finds XOR from nearly every seed (148 of 150), 2-2-1 from about two in five (58 of 150)", "[slow]") {
    Room four("hidden");
    for (const int seed : {1, 2, 3, 4, 5}) {
        set(four.session, {{"seed", seed}});
        train(four.session);
        CHECK(four.session.view().history.find("accuracy")->back() == 1);
    }
    Room two("two-units");
    neuron::start_seeds(two.session);
    wait(two.session);
    CHECK(neuron::seeds_ended(two.session) == 10);
    CHECK(neuron::seeds_right(two.session) >= 2);
    CHECK(neuron::seeds_right(two.session) <= 8);
}
