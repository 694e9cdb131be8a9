#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <algorithm>
#include <cmath>

#include "lessons/overfitting/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
namespace over = nabla::lessons::overfitting;
using Catch::Matchers::WithinAbs;

namespace {

struct Room : test::LessonRoom {
    explicit Room(const char* step) { session.open("overfitting", step); }
    void compare() {
        set(session, {{"figure.compare", nullptr}});
        wait(session);
    }
    bool has_digits() {
        load_data(session);
        return !session.dataset()->generated;
    }
};

}  // namespace

TEST_CASE("overfitting: the noise's variance is 0.04, and the true curve itself has about that error on new points") {
    CHECK_THAT(over::noise_level * over::noise_level, WithinAbs(over::noise_variance, 1e-12));
    const Dataset data = build_dataset(parse_dataset({{"name", "sine"}, {"rows", 20000}, {"noise", over::noise_level}}), nullptr, nullptr, 1);
    double sum = 0;
    for (std::size_t i = 0; i < data.train.y.size(); ++i) sum += std::pow(double{data.train.y[i]} - over::true_curve(data.train.x.floats()[i]), 2);
    CHECK_THAT(sum / 20000, WithinAbs(.04, .0015));
}

TEST_CASE("overfitting: width, points and noise are the Experiment's own, and a drag is one undo") {
    Room room("points");
    Session& s = room.session;
    CHECK(over::width_of(s.experiment()) == "64-64");
    set(s, {{"figure.width", "4"}});
    CHECK(over::width_of(s.experiment()) == "4");
    set(s, {{"figure.rows", 50}, {"figure.rows", 100}});
    CHECK(s.experiment().dataset.rows == 100);
    s.undo();
    CHECK(s.experiment().dataset.rows == 20);
    set(s, {{"figure.noise", .5}});
    CHECK(s.experiment().dataset.noise == .5);
}

TEST_CASE("overfitting: a perfect network has no error, and zero everywhere one half") {
    std::vector<float> perfect, zero(over::curve_points, 0.0f);
    for (int i = 0; i < over::curve_points; ++i) perfect.push_back(over::true_curve(static_cast<float>(i) / (over::curve_points - 1)));
    CHECK(over::curve_error(perfect) == 0);
    CHECK_THAT(over::curve_error(zero), WithinAbs(.5, .003));
}

TEST_CASE("overfitting: twenty points are learned by heart, two hundred are not", "[slow]") {
    for (const int seed : {1, 2, 3}) {
        CAPTURE(seed);
        Room room("rows");
        set(room.session, {{"seed", seed}});
        room.compare();
        const auto runs = over::curve_runs(room.session, "rows");
        REQUIRE(runs.size() == 3);
        CHECK(runs[0].train < over::noise_variance);
        CHECK(runs[2].train > .03);
        CHECK(over::error_of(runs[0]) >= 5 * over::error_of(runs[2]));
        CHECK(over::error_of(runs[2]) <= .006);
    }
}

TEST_CASE("overfitting: the largest network has the lowest training error, four units the lowest true one", "[slow]") {
    for (const int seed : {1, 2, 3}) {
        CAPTURE(seed);
        Room room("size");
        set(room.session, {{"seed", seed}});
        room.compare();
        const auto runs = over::curve_runs(room.session, "width");
        REQUIRE(runs.size() == 3);
        CHECK(runs[2].train < runs[0].train);
        CHECK(runs[2].train < runs[1].train);
        CHECK(over::error_of(runs[1]) < over::error_of(runs[2]));
        if (seed == 3) CHECK(over::error_of(runs[1]) < over::error_of(runs[0]));   // the lesson's own seed
    }
}

TEST_CASE("overfitting: early stopping on the plot is the callback's own", "[slow]") {
    Room room("stop");
    if (!room.has_digits()) SKIP("the real data are not on this machine");
    Session& s = room.session;
    for (const int seed : {1, 2, 3}) {
        CAPTURE(seed);
        set(s, {{"seed", seed}});
        train(s);
        const auto stopping = over::stopping_of(s.experiment(), s.view().history);
        REQUIRE(stopping);
        CHECK(stopping->stopped);
        CHECK(stopping->seen == s.view().epoch);
        CHECK(stopping->seen == stopping->best + 2);
        CHECK(stopping->seen >= 4);
        CHECK(stopping->seen <= 15);
        const auto& losses = *s.view().history.find("val_loss");
        CHECK(std::ranges::min_element(losses) - losses.begin() + 1 == stopping->best);
    }
    set(s, {{"fit.early_stopping", false}});
    CHECK_FALSE(over::stopping_of(s.experiment(), s.view().history));
}

TEST_CASE("overfitting: L1 and L2 shrink weights, none to exactly 0, and Keras's loss includes the penalty", "[slow]") {
    Room room("penalty");
    if (!room.has_digits()) SKIP("the real data are not on this machine");
    Session& s = room.session;
    room.compare();
    const auto runs = over::penalty_runs(s);
    REQUIRE(runs.size() == 3);
    std::vector<double> share;
    for (const auto& run : runs) {
        REQUIRE(run.weights);
        const auto count = over::count_weights(s.experiment(), *run.weights);
        CHECK(count.all == 784 * 256 + 256 * 128 + 128 * 10);
        CHECK(count.zero < count.all / 1000);
        share.push_back(static_cast<double>(count.small) / static_cast<double>(count.all));
    }
    CHECK(share[0] < .03);
    CHECK(share[1] > 2 * share[0]);
    CHECK(share[2] > .4);
    CHECK(over::penalty_in(s.experiment(), runs[0]) == 0);
    for (std::size_t i : {1u, 2u}) {
        const double penalty = over::penalty_in(s.experiment(), runs[i]);
        CHECK(penalty > .1);
        CHECK(runs[i].val_loss - penalty < runs[0].val_loss);
    }
}

TEST_CASE("overfitting: the best of ten peeked scores is luck", "[slow]") {
    Room room("peek");
    CHECK_FALSE(over::can_compare(room.session));   // the test rows are not there yet
    load_data(room.session, true);
    CHECK(over::can_compare(room.session));
    if (room.session.dataset()->generated) SKIP("the real data are not on this machine");
    double luck = 0;
    for (const int seed : {2, 3}) {
        CAPTURE(seed);
        set(room.session, {{"seed", seed}});
        load_data(room.session, true);
        room.compare();
        const auto runs = over::peek_runs(room.session);
        REQUIRE(runs.size() == over::candidates + 1);
        const int best = over::best_candidate(runs);
        REQUIRE(best >= 0);
        const auto& winner = runs[static_cast<std::size_t>(best)];
        luck += winner.peeked - winner.fresh;
        for (const auto& run : runs) CHECK_THAT(run.fresh, WithinAbs(.1, .06));
    }
    CHECK(luck / 2 > .03);   // measured: 0.09
}
