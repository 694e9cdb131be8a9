#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "lessons/backpropagation/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
namespace back = nabla::lessons::backpropagation;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double six_digits = 6e-7;

struct Room : test::LessonRoom {
    explicit Room(const char* step) { session.open("backpropagation", step); }
};

}  // namespace

TEST_CASE("backpropagation: every number of the backward pass, from the core") {
    const HandNumbers n = hand_numbers(hand_weights);
    CHECK_THAT(n.d_y, WithinAbs(.071734, six_digits));
    CHECK_THAT(n.slope3, WithinAbs(.245887, six_digits));
    CHECK_THAT(n.delta, WithinAbs(.017638, six_digits));
    CHECK_THAT(n.d_v[0], WithinAbs(.012895, six_digits));
    CHECK_THAT(n.d_v[1], WithinAbs(.008819, six_digits));
    CHECK_THAT(n.d_c, WithinAbs(.017638, six_digits));
    CHECK_THAT(n.d_h[0], WithinAbs(-.015875, six_digits));
    CHECK_THAT(n.d_h[1], WithinAbs(.014111, six_digits));
    CHECK_THAT(n.slope[0], WithinAbs(.196612, six_digits));
    CHECK_THAT(n.slope[1], WithinAbs(.25, six_digits));
    const double d_z[] = {-.003121, .003528};
    for (std::size_t j = 0; j < 2; ++j) {
        CHECK_THAT(n.d_z[j], WithinAbs(d_z[j], six_digits));
        CHECK_THAT(n.d_b[j], WithinAbs(d_z[j], six_digits));
        CHECK_THAT(n.d_w[j][0], WithinAbs(d_z[j], six_digits));
        CHECK_THAT(n.d_w[j][1], WithinAbs(-d_z[j], six_digits));
    }
    for (const std::string_view key : hand_parts())
        if (hand_index(key) >= 0) CHECK(std::abs(back::gradient_of(n, key)) > 0);
    CHECK(back::gradient_of(n, "w21") == n.d_w[1][0]);
    CHECK(back::gradient_of(n, "w12") == n.d_w[0][1]);
}

TEST_CASE("backpropagation: a larger w11 lowers the loss, since v1 is negative") {
    HandWeights more = hand_weights, less = hand_weights;
    more[0] += .1f, less[0] -= .1f;
    CHECK(hand_numbers(more).loss < hand_numbers(hand_weights).loss);
    CHECK(hand_numbers(less).loss > hand_numbers(hand_weights).loss);
}

TEST_CASE("backpropagation: the nudge reads the gradient at .01, and 32-bit noise at 1e-5") {
    const back::Nudge good = back::nudge(hand_weights, "w11", .01);
    CHECK_THAT(good.high, WithinAbs(.001255, six_digits));
    CHECK_THAT(good.low, WithinAbs(.001318, six_digits));
    CHECK_THAT(good.estimate, WithinAbs(-.003121, 5e-6));
    CHECK(good.error() < back::nudge_tolerance);
    CHECK(back::nudge(hand_weights, "w11", 1).error() > back::nudge_tolerance);   // where the slider begins
    CHECK(back::nudge(hand_weights, "w22", 1e-5).error() > .02);
    CHECK(back::nudge(hand_weights, "w22", .01).error() < back::nudge_tolerance);
    for (const std::string_view key : hand_parts())
        if (hand_index(key) >= 0) CHECK(back::nudge(hand_weights, key, .01).error() < back::nudge_tolerance);
}

TEST_CASE("backpropagation: one update, for five learning rates") {
    const HandWeights one = back::updated(hand_weights, 1);
    const double expected[] = {2.003121, -1.003528, .996879, -.996472, .003121, -.003528, -.912895, .791181, -.017638};
    for (std::size_t i = 0; i < 9; ++i) CHECK_THAT(one[i], WithinAbs(expected[i], 1e-6));
    const HandNumbers before = hand_numbers(hand_weights), after = hand_numbers(one);
    CHECK_THAT(after.y, WithinAbs(.427221, 1e-6));
    CHECK_THAT(after.loss, WithinAbs(.000741, 1e-6));
    CHECK_THAT(before.loss - after.loss, WithinAbs(.000545, 1e-6));
    double promised = 0;   // rate times the squared length of the gradient
    for (const std::string_view key : hand_parts()) promised += std::pow(back::gradient_of(before, key), 2);
    CHECK_THAT(promised, WithinAbs(.000622, 1e-6));
    CHECK_THAT(hand_numbers(back::updated(hand_weights, 5)).y, WithinAbs(.393146, 1e-6));
    CHECK_THAT(hand_numbers(back::updated(hand_weights, 10)).y, WithinAbs(.352049, 1e-6));
    CHECK_THAT(hand_numbers(back::updated(hand_weights, 10)).loss, WithinAbs(.002299, 1e-6));
    CHECK_THAT(hand_numbers(back::updated(hand_weights, 4.19)).y, WithinAbs(.4, 5e-5));
    for (const double rate : {3.82, 4.54}) CHECK(static_cast<double>(hand_numbers(back::updated(hand_weights, rate)).loss) < back::update_target);
    for (const double rate : {3.8, 4.6}) CHECK(static_cast<double>(hand_numbers(back::updated(hand_weights, rate)).loss) > back::update_target);
}

TEST_CASE("backpropagation: the update is the run's own, from the first weights each time") {
    Room room("update");
    Session& s = room.session;
    set(s, {{"figure.rate", 10}, {"figure.update", nullptr}});
    lessons::wait(s);
    CHECK(s.view().update == 1);
    CHECK(present_weights(s) == back::updated(hand_weights, 10));
    set(s, {{"figure.update", nullptr}});
    lessons::wait(s);
    CHECK(s.view().update == 1);
    const auto& all = s.controls();
    const auto rate = std::ranges::find(all, std::string_view("figure.rate"), &Control::id);
    REQUIRE(rate != all.end());
    CHECK((rate->kind == Control::Kind::log_slider && rate->min == 0.1 && rate->max == 10 && rate->value == 10));
    set(s, {{"figure.rate", 4.2}, {"figure.update", nullptr}});
    lessons::wait(s);
    CHECK(back::update_hits(s));
    const auto rates = back::tried_rates(s);
    REQUIRE(rates.size() >= 2);
    CHECK_THAT(rates.front(), WithinRel(10, 1e-6));
    CHECK_THAT(rates.back(), WithinRel(4.2, 1e-6));
    CHECK(back::tried_rate(s.runs().back()) == rates.back());
    set(s, {{"fit.epochs", 2}});
    train(s);
    CHECK_FALSE(back::tried_rate(s.runs().back()));
    CHECK_FALSE(back::update_hits(s));   // two updates are not one
}

TEST_CASE("backpropagation: the update has one button, before, during and after it") {
    Room room("update");
    Session& s = room.session;
    const auto one_button = [&] {
        for (const Control& c : s.controls()) {
            if (c.id.starts_with("run.")) CHECK(c.folded);
            if (c.id == "figure.update") CHECK_FALSE(c.folded);
            if (c.id == "optimizer.learning_rate") CHECK(c.folded);   // the figure has a slider of its own
        }
    };
    one_button();
    set(s, {{"figure.update", nullptr}});
    one_button();
    lessons::wait(s);
    CHECK(s.view().update == 1);
    one_button();
}

TEST_CASE("backpropagation: a loss below the goal keeps two digits") {
    CHECK(back::loss_text(.00128641) == "0.001286");
    CHECK(back::loss_text(2.493e-6) == "0.0000025");
    CHECK(back::loss_text(0) == "0.000000");
}

TEST_CASE("backpropagation: twins stay equal, a random start does not") {
    const HandNumbers n = hand_numbers(back::twin_weights);
    for (std::size_t j = 0; j < 2; ++j) {
        CHECK_THAT(n.d_w[j][0], WithinAbs(.006397, six_digits));
        CHECK_THAT(n.d_w[j][1], WithinAbs(-.006397, six_digits));
    }
    const back::Twins equal = back::twin_path(back::twin_experiment(true)), random = back::twin_path(back::twin_experiment(false));
    REQUIRE(equal.first.size() == back::twin_updates + 1);
    CHECK(equal.first == equal.second);
    CHECK(equal.first.back() != equal.first.front());
    CHECK(random.first.back() != random.second.back());
    Room room("twins");
    CHECK(back::starts_equal(room.session.experiment()));
    set(room.session, {{"figure.equal", false}});
    CHECK_FALSE(back::starts_equal(room.session.experiment()));
}

TEST_CASE("backpropagation: the mean of 32 gradients is much shorter than one of them", "[slow]") {
    Room room("wishes");
    load_data(room.session);
    CHECK(room.session.probe()->parameter_count() == 50'890);
    for (const std::uint64_t seed : {1, 2, 3}) {
        Experiment e = room.session.experiment();
        e.seed = seed;
        room.session.set_experiment(e);
        room.session.tick();
        const auto w = back::wishes(room.session);
        REQUIRE(w);
        INFO("seed " << seed << ": mean of norms " << w->mean_norm << ", norm of mean " << w->norm_of_mean);
        CHECK(w->norm_of_mean < w->mean_norm / 2);
        for (std::size_t i = 0; i < 3; ++i) CHECK(w->delta[i][static_cast<std::size_t>(w->label[i])] < 0);   // each wants its own output larger
    }
}

TEST_CASE("backpropagation: ten sigmoid layers leave the first a millionth of the gradient, or less", "[slow]") {
    Room room("vanish");
    load_data(room.session);
    for (const std::uint64_t seed : {1, 2, 3}) {
        Experiment e = back::deep_experiment();
        e.seed = seed;
        room.session.set_experiment(e);
        room.session.tick();
        const auto sizes = back::layer_gradients(room.session);
        REQUIRE(sizes.size() == 11);
        INFO("seed " << seed << ": first " << sizes.front() << ", output " << sizes.back());
        CHECK(sizes.front() < 1e-6 * sizes.back());
        back::use_hidden_activation(e, "tanh");
        room.session.set_experiment(e);
        room.session.tick();
        const auto tanh = back::layer_gradients(room.session);
        CHECK(tanh.front() > 0.01 * tanh.back());
    }
}
