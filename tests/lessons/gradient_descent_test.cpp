#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "core/experiment/keras_code.h"
#include "lessons/gradient-descent/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
using namespace nabla::lessons::gradient_descent;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// The lesson with the real data; the stand-in's numbers are its own.
struct DescentRoom : test::LessonRoom {
    explicit DescentRoom(const char* step = "fit") {
        session.open("gradient-descent", step);
        load_data(session, true);
        REQUIRE(session.dataset());
        if (session.dataset()->generated) SKIP("the real data are not on this machine");
    }
    LineLoss standardized() const { return *standardized_loss(session); }
    LineLoss scaled(double unit) const { return {line_means(*session.dataset()), 0, unit}; }
};

std::int64_t count_from_zero(const LineLoss& loss, const Named& rule, std::int64_t most = 3000) { return updates_to_minimum(loss, rule, {0, 0}, most); }

}  // namespace

TEST_CASE("Gradient descent: the loss of the slope on standardized TV") {
    DescentRoom room;
    const LineLoss loss = room.standardized();
    const auto [b, w] = loss.minimum();
    CHECK_THAT(b, WithinAbs(14.0225, 1e-4));
    CHECK_THAT(w, WithinAbs(4.0710, 1e-4));
    CHECK_THAT(loss.loss(b, 0), WithinAbs(27.0857, 1e-4));
    CHECK_THAT(loss.loss(b, w), WithinAbs(10.5127, 1e-4));
    CHECK_THAT(next_w().answer(room.session), WithinAbs(0.8142, 1e-4));
    CHECK_THAT(loss.gradient(b, 0)[1], WithinAbs(-8.1420, 1e-3));
}

TEST_CASE("Gradient descent: at rate 1 the slope swings between 0 and 8.1420, below it comes to rest") {
    DescentRoom room;
    const LineLoss loss = room.standardized();
    const auto path = walk(sgd(1.0), loss.slope_objective(loss.minimum()[0]), {0}, 20);
    CHECK_THAT(path[1].w[0], WithinAbs(8.1420, 1e-3));
    CHECK_THAT(path[2].w[0], WithinAbs(0, 1e-3));
    CHECK_THAT(path[19].w[0], WithinAbs(8.1420, 1e-2));
    CHECK_THAT(walk(sgd(0.99), loss.slope_objective(loss.minimum()[0]), {0}, 400).back().loss, WithinAbs(10.52, 0.02));
    CHECK(walk(sgd(1.01), loss.slope_objective(loss.minimum()[0]), {0}, 400).back().loss > 1000);
    CHECK_THAT(walk(sgd(0.1), loss.slope_objective(loss.minimum()[0]), {0}, 10).back().w[0], WithinAbs(4.0710 * (1 - std::pow(0.8, 10)), 1e-3));
}

TEST_CASE("Gradient descent: the figure's walk and the Experiment's own training are the same") {
    DescentRoom room("rates");
    set(room.session, {{"figure.rate", 0.3}});
    train(room.session);
    const auto path = rate_walk(room.session);
    const auto& losses = *room.session.view().history.find("loss");
    REQUIRE(path.size() == losses.size() + 1);
    for (std::size_t i = 0; i < losses.size(); ++i) CHECK_THAT(losses[i], WithinRel(path[i].loss, 1e-4));
}

TEST_CASE("Gradient descent: shape, limit and iterations of the three scalings") {
    DescentRoom room;
    const LineLoss raw = room.scaled(1), hundreds = room.scaled(100), standardized = room.standardized();
    CHECK_THAT(raw.condition(), WithinAbs(114'325, 1));
    CHECK_THAT(raw.limit(), WithinRel(3.453e-5, 5e-4));
    CHECK_THAT(hundreds.condition(), WithinAbs(18.64, 0.005));
    CHECK_THAT(hundreds.limit(), WithinAbs(0.2705, 5e-5));
    CHECK_THAT(standardized.condition(), WithinAbs(1, 1e-5));
    CHECK_THAT(standardized.limit(), WithinAbs(1.0, 1e-5));
    CHECK_THAT(best_rate(hundreds), WithinAbs(0.2567, 5e-5));
    CHECK(count_from_zero(hundreds, sgd(0.2567)) == 43);
    CHECK(count_from_zero(standardized, sgd(0.5)) == 1);
    CHECK_THAT(raw.minimum()[0], WithinAbs(7.0326, 1e-3));
    CHECK_THAT(raw.minimum()[1], WithinAbs(0.04754, 1e-4));
    // A rate just below the limit: after 100,000 updates the intercept is still far from 7.03.
    Walker walker(make_optimizer(sgd(3.4e-5), "optimizer"), raw.objective(), {0, 0});
    while (walker.updates() < 100'000 && walker.step()) {}
    CHECK_THAT(walker.w()[0], WithinAbs(5.78, 0.01));
}

TEST_CASE("Gradient descent: the ravine's task has an answer, and rates near it count") {
    DescentRoom room("ravine");
    const LineLoss loss = room.scaled(100);
    CHECK(count_from_zero(loss, sgd(0.1)) > 45);
    CHECK(count_from_zero(loss, sgd(0.27)) > 45);
    CHECK(count_from_zero(loss, sgd(0.272)) == -1);
    CHECK(count_from_zero(loss, sgd(0.25)) <= 45);
}

TEST_CASE("Gradient descent: the ravine's rate is the Experiment's, and its training the figure's walk") {
    DescentRoom room("ravine");
    set(room.session, {{"figure.ravine_rate", 0.25}});
    CHECK(learning_rate(room.session.experiment()) == 0.25);
    train(room.session);
    const auto path = ravine_walk(room.session, State::read(room.session.lesson_state()));
    const auto& losses = *room.session.view().history.find("loss");
    REQUIRE(path.size() == losses.size() + 1);
    for (std::size_t i = 0; i < losses.size(); ++i) CHECK_THAT(losses[i], WithinRel(path[i].loss, 1e-3));
    room.session.undo();
    CHECK(learning_rate(room.session.experiment()) == 0.1);
    set(room.session, {{"figure.start_b", 12.0}, {"figure.start_w", -2.0}});
    train(room.session);
    const auto& elsewhere = *room.session.view().history.find("loss");
    const auto walked = ravine_walk(room.session, State::read(room.session.lesson_state()));
    REQUIRE(walked.size() == elsewhere.size() + 1);
    CHECK(walked.front().loss > 30);
    for (std::size_t i = 0; i < elsewhere.size(); ++i) CHECK_THAT(elsewhere[i], WithinRel(walked[i].loss, 1e-3));
}

TEST_CASE("Gradient descent: how TV is counted in the figure, it is in the Experiment") {
    DescentRoom room("scale");
    Session& session = room.session;
    const auto counted = [&] { return session.experiment().to_json()["dataset"].value("standardize", Json(false)); };
    const auto trains_as_drawn = [&] {
        const auto loss = scaled_loss(session);
        const auto path = walk(sgd(best_rate(*loss)), loss->objective(), {0, 0}, scale_updates);
        train(session);
        const auto& losses = *session.view().history.find("loss");
        REQUIRE(path.size() == losses.size() + 1);
        for (std::size_t i = 0; i < losses.size(); ++i) CHECK_THAT(losses[i], WithinRel(path[i].loss, 1e-3));
    };
    CHECK(counted() == false);
    CHECK(scaling_of(session).unit == 1);
    CHECK_THAT(learning_rate(session.experiment()), WithinRel(best_rate(*scaled_loss(session)), 1e-3));
    trains_as_drawn();
    set(session, {{"figure.shift", 20.0}});
    CHECK(counted() == Json{{"mean", 20.0}, {"deviation", 1.0}});
    REQUIRE(session.dataset());   // no figure is without data for a moment
    CHECK(session.dataset()->train.x.floats()[0] == session.dataset()->raw_train.x.floats()[0] - 20);
    set(session, {{"figure.standardized", nullptr}});
    CHECK(counted() == true);
    CHECK(learning_rate(session.experiment()) == 0.5);
    trains_as_drawn();
    set(session, {{"figure.raw", nullptr}});
    CHECK(counted() == false);
    set(session, {{"figure.hundreds", nullptr}});
    CHECK(scaling_of(session).unit == 100);
    trains_as_drawn();
    CHECK(keras_code(session.experiment()).find("x_train = x_train / 100\n") != std::string::npos);
    session.undo();
    CHECK(counted() == false);
    // What was trained here is nothing that "batches" compares, and the ravine keeps its own axis.
    for (const KeptRun* run : batch_runs(session)) CHECK(run == nullptr);
    session.open("gradient-descent", "ravine");
    CHECK(scaling_of(session).unit == 100);
}

TEST_CASE("Gradient descent: a single row can have a far lower limit than all rows") {
    DescentRoom room;
    const auto data = room.session.dataset();
    const LineMeans means = line_means(*data);
    double extreme = 0;
    for (std::size_t row = 0; row < 200; ++row) extreme = std::max(extreme, std::abs((data->raw_train.x.floats()[row] - means.x) / means.deviation()));
    CHECK_THAT(1 / (extreme * extreme), WithinAbs(0.329, 5e-4));
}

TEST_CASE("Gradient descent: fewer rows a batch, more updates and more wandering") {
    DescentRoom room("batches");
    for (const char* button : {"figure.batch_200", "figure.batch_5", "figure.batch_1"}) {
        set(room.session, {{button, nullptr}});
        wait(room.session);
    }
    const auto runs = batch_runs(room.session);
    const std::size_t updates[] = {10, 400, 2000};
    BatchPath paths[3];
    for (std::size_t i = 0; i < 3; ++i) {
        REQUIRE(runs[i]);
        paths[i] = replay(*runs[i], room.session.dataset(), room.standardized());
        CHECK(paths[i].points.size() == updates[i] + 1);
    }
    CHECK(paths[2].wander > 1.5 * paths[1].wander);
    CHECK(paths[0].wander == 0);
    CHECK_THAT(paths[0].points[1][1], WithinAbs(0.8142, 1e-3));
}

TEST_CASE("Gradient descent: iterations of an epoch, and what the run itself counts") {
    CHECK(cases()[0].updates() == 10);
    CHECK(cases()[1].updates() == 28);
    CHECK(cases()[2].updates() == 375);
    CHECK(100 * cases()[1].updates() == 2800);
    CHECK(Case{"", 404, 16}.updates() == 26);
    CHECK(404 - 25 * 16 == 4);
    DescentRoom room("epochs");
    room.session.step_batch();
    wait(room.session);
    CHECK(room.session.view().batches == 28);
}

TEST_CASE("Gradient descent: the row number does not show in the test error") {
    DescentRoom room("row-number");
    set(room.session, {{"figure.train_pairs", nullptr}});
    wait(room.session);
    const auto pairs = pairs_of(room.session);
    REQUIRE(pairs.size() == pair_seeds);
    double low[2] = {1e9, 1e9}, high[2] = {0, 0};
    for (const Pair& pair : pairs) {
        REQUIRE((pair.without && pair.with));
        CAPTURE(*pair.without, *pair.with);
        low[0] = std::min(low[0], *pair.without), high[0] = std::max(high[0], *pair.without);
        low[1] = std::min(low[1], *pair.with), high[1] = std::max(high[1], *pair.with);
        CHECK(*pair.without < 8);
        CHECK(*pair.with < 8);
    }
    CHECK(low[0] < high[1]);
    CHECK(low[1] < high[0]);
}
