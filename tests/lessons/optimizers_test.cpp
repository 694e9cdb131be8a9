#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/experiment/keras_code.h"
#include "lessons/optimizers/slice_picture.h"
#include "lessons/optimizers/state.h"
#include "lessons/optimizers/update_pieces.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
using namespace nabla::lessons::optimizers;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// The lesson with the real data; the stand-in's numbers are its own.
struct OptimizerRoom : test::LessonRoom {
    explicit OptimizerRoom(const char* step) {
        session.open("optimizers", step);
        load_data(session);
        REQUIRE(session.dataset());
        if (session.dataset()->generated) SKIP("the real data are not on this machine");
    }
};

double last(const KeptRun& run, const char* name) { return run.history.find(name)->back(); }

}  // namespace

TEST_CASE("Optimizers: momentum brings 43 iterations in the ravine down to 17") {
    OptimizerRoom room("ravine");
    const State state = State::read(room.session.lesson_state());
    CHECK(ravine_count(room.session, state.start, sgd(0.2567)) == 43);
    CHECK(ravine_count(room.session, state.start, sgd(0.3566, 0.3892)) == 17);
    CHECK(ravine_count(room.session, state.start, sgd(0.3566)) == -1);
    CHECK(ravine_count(room.session, state.start, sgd(0.357, 0.39)) <= 25);
}

TEST_CASE("Optimizers: the ravine's walk is the training of the Experiment beside it") {
    OptimizerRoom room("ravine");
    set(room.session, {{"figure.rate", 0.357}, {"figure.momentum", 0.39}});
    const State state = State::read(room.session.lesson_state());
    CHECK(keras_code(room.session.experiment()).find("SGD(learning_rate=0.357, momentum=0.39)") != std::string::npos);
    train(room.session);
    const auto& losses = *room.session.view().history.find("loss");
    REQUIRE(losses.size() == ravine_updates);
    const auto path = ravine_walk(room.session, state.start, sgd(0.357, 0.39), ravine_updates);
    for (std::size_t i = 0; i < losses.size(); ++i) CHECK_THAT(losses[i], WithinRel(path[i].loss, 1e-3));
    room.session.undo();
    CHECK(momentum_of(room.session.experiment()) == 0);
    set(room.session, {{"optimizer.class_name", "Adam"}});   // whatever the panel has, the figure walks
    CHECK(ravine_rule(room.session).class_name == "Adam");
    const auto offers_best = [&] { return std::ranges::any_of(room.session.controls(), [](const Control& c) { return c.id == "figure.best_plain"; }); };
    CHECK_FALSE(offers_best());   // it gives the rate away
    set(room.session, {{gain.control(), "17"}});
    CHECK(offers_best());
    set(room.session, {{"figure.best_plain", nullptr}});
    CHECK(room.session.experiment().compile.optimizer.config["learning_rate"] == best_plain_rate);
}

TEST_CASE("Optimizers: the walks on w squared are trainings, too") {
    for (const bool nesterov : {false, true}) {
        OptimizerRoom room(nesterov ? "nesterov" : "momentum");
        train(room.session);
        const auto& losses = *room.session.view().history.find("loss");
        const auto path = square_walk(sgd(curve_rate, curve_momentum, nesterov), curve_updates);
        REQUIRE(losses.size() == curve_updates);
        for (std::size_t i = 0; i < losses.size(); ++i) CHECK_THAT(losses[i], WithinAbs(path[i].loss, 1e-6));
    }
}

TEST_CASE("Optimizers: undo takes a start and a rate back, though the figure has moved on since") {
    OptimizerRoom room("ravine");
    Session& s = room.session;
    set(s, {{recall.control(), "steep"}, {gain.control(), "17"}, {"figure.rate", 0.3}, {"figure.start_b", 2.0}});
    CHECK(PlaybackState::read(s).playing);
    set(s, {{"figure.at", ravine_updates}});   // as the figure does at its end
    s.undo();
    CHECK(State::read(s.lesson_state()).start[0] == 0);
    s.undo();
    CHECK(s.experiment().compile.optimizer.config["learning_rate"] == best_plain_rate);
    CHECK_FALSE(s.can_undo());
    CHECK(answered(s.lesson_state(), gain.id));   // a prediction stays
}

TEST_CASE("Optimizers: what is to be typed") {
    OptimizerRoom room("momentum");
    CHECK_THAT(second_w().answer(room.session), WithinAbs(0.46, 1e-6));
    CHECK_THAT(first_w().answer(room.session), WithinAbs(0.62, 1e-6));
    CHECK_FALSE(typed_right(room.session, second_w()));
    set(room.session, {{second_w().control(), 0.62}});
    CHECK(verdict(room.session, second_w()) == "velocity_only");
    set(room.session, {{second_w().control(), 0.64}});
    CHECK(verdict(room.session, second_w()) == "plain");
    set(room.session, {{second_w().control(), 0.46}});
    CHECK(typed_right(room.session, second_w()));
}

TEST_CASE("Optimizers: Adagrad's box only grows, RMSprop's does not") {
    OptimizerRoom room("boxes");
    const State state = State::read(room.session.lesson_state());
    const auto adagrad = ravine_walk(room.session, state.start, at_rate({"Adagrad", Json::object()}, 1.5), box_updates);
    const auto rmsprop = ravine_walk(room.session, state.start, at_rate({"RMSprop", Json::object()}, 0.2), box_updates);
    bool shrinks = false;
    for (std::size_t t = 1; t < adagrad.size(); ++t) {
        CHECK(adagrad[t].slots[0].values[0] >= adagrad[t - 1].slots[0].values[0]);
        shrinks = shrinks || rmsprop[t].slots[0].values[0] < 0.9 * rmsprop[t - 1].slots[0].values[0] + 1e-3;
    }
    CHECK(shrinks);
    CHECK(rmsprop.back().loss < rmsprop.front().loss);
}

TEST_CASE("Optimizers: every rule's first three places on w squared, and the formula with its numbers comes to them") {
    const std::map<std::string, std::array<double, 3>> places{
        {"SGD", {.8, .64, .512}}, {"momentum", {.8, .46, .062}}, {"nesterov", {.62, .2224, -.108352}}, {"Adagrad", {.901227, .834737, .782299}}, {"RMSprop", {.683772, .498871, .369181}},
        {"Adam", {.9, .800413, .701587}}, {"AdamW", {.8996, .799655, .700516}}, {"Adamax", {.9, .805168, .715499}}, {"Nadam", {.893721, .820245, .754674}}, {"Adadelta", {.999859, .999715, .999571}}};
    CHECK(rules().size() == places.size());
    for (const Rule& rule : rules()) {
        const auto path = square_walk(at_rate(rule.named, 0.1), 3);
        REQUIRE(path.size() == 4);
        for (std::size_t t = 1; t <= 3; ++t) {
            CAPTURE(rule.id, t);
            CHECK_THAT(double{path[t].w[0]}, WithinAbs(places.at(rule.id)[t - 1], 2e-6));
            const PluggedIn update = plugged_in(rule, 0.1, path, t);
            CHECK(update.pieces.front().symbol == "w_{new}");
            CHECK_THAT(update.result, WithinAbs(double{path[t].w[0]}, 2e-6));
        }
    }
    for (const char* id : {"Adagrad", "RMSprop"}) {
        const auto path = square_walk(at_rate(find_rule(id).named, 0.1), 2);
        CHECK_THAT(remembered(find_rule(id), path, 2).result, WithinAbs(double{path[2].slots[0].values[0]}, 1e-5));
    }
    CHECK(plugged_in(rules().front(), 0.1, square_walk(sgd(0.1), 1), 2).pieces.empty());
}

TEST_CASE("Optimizers: Adam's first updates are as long as the rate, whatever the gradient") {
    for (const double g : {0.02, 2.0, 200.0, 1e4}) {
        const auto adam = constant_walk(at_rate({"Adam", Json::object()}, 0.1), g, 1), plain = constant_walk(sgd(0.1), g, 1);
        CHECK_THAT(adam[1].w[0], WithinAbs(-0.1, 2e-5));
        CHECK_THAT(adam[1].w[1], WithinAbs(-0.1, 2e-5));   // epsilon shows at a gradient of 0.02
        CHECK_THAT(plain[1].w[1], WithinRel(-0.1 * g, 1e-5));
    }
}

TEST_CASE("Optimizers: the drawer's surfaces have the gradients they claim and their minima") {
    for (const Ground& ground : grounds()) {
        CAPTURE(ground.id);
        for (const auto& [x, y] : {std::pair{0.3, 0.7}, std::pair{-0.8, 1.1}, std::pair{1.7, -0.4}}) {
            constexpr double h = 1e-5;
            const auto g = ground.gradient(x, y);
            CHECK_THAT(g[0], WithinRel((ground.value(x + h, y) - ground.value(x - h, y)) / (2 * h), 1e-5));
            CHECK_THAT(g[1], WithinRel((ground.value(x, y + h) - ground.value(x, y - h)) / (2 * h), 1e-5));
        }
        const auto at = ground.gradient(ground.minimum[0], ground.minimum[1]);
        CHECK_THAT(std::hypot(at[0], at[1]), WithinAbs(0, 1e-9));
        // Every rule gets on at the rate the drawer begins with.
        for (const Rule& rule : rules()) {
            CAPTURE(rule.id);
            const double rate = rule.share > 0 ? rule.share * ground.rate : rule.rate;
            const auto path = walk(at_rate(rule.named, rate), ground.objective(), {static_cast<float>(ground.start[0]), static_cast<float>(ground.start[1])}, drawer_updates);
            CHECK(path.size() == drawer_updates + 1);
            CHECK(path.back().loss < path.front().loss);
        }
    }
}

TEST_CASE("Optimizers: the slice's middle is the network, and four rules go down from a place on it", "[slow]") {
    OptimizerRoom room("slice");
    train(room.session);
    const auto data = room.session.dataset();
    SlicePicture picture;
    picture.show(std::make_unique<LossSlice>(*room.session.probe(), room.session.experiment().compile, data->train, SlicePicture::rows, 1));
    picture.start_walks({0.7, 0.7});
    while (picture.work(64)) {}
    CHECK(picture.complete());
    CHECK(picture.value(0, 0) < picture.value(0.7, 0.7));
    LossSlice exact(*room.session.probe(), room.session.experiment().compile, data->train, SlicePicture::rows, 1);
    for (const auto& walk : picture.walks()) {
        CAPTURE(walk.rule.id, walk.places.size(), exact.loss(walk.places.front()[0], walk.places.front()[1]), exact.loss(walk.places.back()[0], walk.places.back()[1]));
        CHECK(walk.places.size() == SlicePicture::updates + 1);
        REQUIRE(walk.losses.size() == walk.places.size());
        CHECK_THAT(walk.losses.back(), WithinAbs(exact.loss(walk.places.back()[0], walk.places.back()[1]), 1e-6));
        CHECK(exact.loss(walk.places.back()[0], walk.places.back()[1]) < exact.loss(walk.places.front()[0], walk.places.front()[1]));
    }
}

TEST_CASE("Optimizers: rate 0.01, and momentum 0.9 at a tenth of it, end nearly level", "[slow]") {
    for (const std::uint64_t seed : {1u, 2u}) {
        OptimizerRoom room("speed");
        Experiment e = room.session.experiment();
        e.seed = seed;
        room.session.set_experiment(e);
        load_data(room.session);
        set(room.session, {{"figure.run_plain", nullptr}});
        wait(room.session);
        set(room.session, {{"figure.run_momentum", nullptr}});
        wait(room.session);
        const SpeedRuns runs = speed_runs(room.session);
        REQUIRE((runs.plain && runs.momentum));
        CAPTURE(seed, last(*runs.plain, "loss"), last(*runs.momentum, "loss"), last(*runs.plain, "val_accuracy"), last(*runs.momentum, "val_accuracy"));
        CHECK(std::abs(last(*runs.plain, "loss") - last(*runs.momentum, "loss")) < 0.02);
    }
}

TEST_CASE("Optimizers: each rule has a rate of its own", "[slow]") {
    OptimizerRoom room("table");
    for (const RuleColumn& column : table_columns()) start_column(room.session, column);
    wait(room.session);
    CHECK(ended_cells(room.session) == 20);
    const auto accuracy = [&](std::size_t column, std::size_t rate) { return cell_of(room.session, table_columns()[column], rate).accuracy.value_or(0); };
    // SGD is best at 0.1 or 0.01 beside it; Adam and RMSprop at 0.001, where SGD has hardly begun.
    CHECK(best_rate(room.session, table_columns()[0]) == 3);
    CHECK(best_rate(room.session, table_columns()[4]) <= 2);
    CHECK(accuracy(4, 1) > accuracy(0, 1) + 0.1);
    CHECK(accuracy(0, 3) > accuracy(4, 3) + 0.2);
    for (std::size_t c = 0; c < table_columns().size(); ++c)
        CHECK(accuracy(c, static_cast<std::size_t>(std::max(0, best_rate(room.session, table_columns()[c])))) > 0.77);
}

TEST_CASE("Optimizers: Nesterov's lead and pull add up to its update") {
    const auto path = square_walk(sgd(0.1, 0.9, true), 4);
    for (std::size_t t = 0; t + 1 < path.size(); ++t)
        CHECK_THAT(0.9 * path[t + 1].slots[0].values[0] - 0.1 * path[t].g[0], WithinAbs(double{path[t + 1].w[0]} - path[t].w[0], 1e-6));
}

TEST_CASE("Optimizers: a run has its rule's colour in the panel") {
    test::LessonRoom room;
    room.session.open("optimizers", "speed");
    const auto& series_of = room.session.lesson().series_of;
    REQUIRE(series_of);
    CHECK(series_of(room.session, nullptr) == find_rule("SGD").series);
    for (const Rule& rule : rules()) CHECK(rule_of(canonical_optimizer(at_rate(rule.named, 0.1), "optimizer")) == &rule);
    CHECK(rule_of({"Elsewhere", Json::object()}) == nullptr);
    for (const Rule& one : rules())
        for (const Rule& other : rules()) CHECK((&one == &other || one.series != other.series || one.dashed != other.dashed));
}

TEST_CASE("Optimizers: a step is done when all of its task is") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("optimizers", "drawer");
    const auto done = [&](const char* step) { return s.tick(), s.step_done(step); };
    set(s, {{"figure.ground", "beale"}});
    CHECK_FALSE(done("drawer"));
    set(s, {{"figure.ground_x", 1.5}});
    CHECK_FALSE(done("drawer"));   // SGD, momentum and Adam are old friends
    set(s, {{"figure.rule", "Adamax"}, {"figure.walks", true}});
    CHECK(done("drawer"));
    const Json state = s.lesson_state();
    const Experiment experiment = s.experiment();
    set(s, {{"figure.rule", "Nadam"}});
    CHECK(s.experiment() != experiment);
    s.undo();   // the rule, its walk and the experiment's optimizer are one step
    CHECK(s.experiment() == experiment);
    CHECK(s.lesson_state() == state);
    s.open("optimizers", "adam");
    set(s, {{first_steps.control(), "equal"}});
    CHECK_FALSE(done("adam"));
    set(s, {{"figure.gradient", 20.0}});
    CHECK(done("adam"));
    s.open("optimizers", "boxes");
    CHECK(playback_length(s) == 1);   // nothing is given away before the prediction
    set(s, {{only_grows.control(), "both"}});
    CHECK_FALSE(done("boxes"));
    CHECK(PlaybackState::read(s).at == 1);
    set(s, {{"figure.play", nullptr}});
    CHECK(done("boxes"));
    set(s, {{"figure.start_b", 5.0}});
    s.open("optimizers", "ravine");
    CHECK(PlaybackState::read(s).at == -1);   // a step begins with its own walk, from its own place
    CHECK(State::read(s.lesson_state()).start[0] == 0);
    s.open("optimizers", "slice");
    CHECK(playback_length(s) == 0);   // nobody walks yet
    set(s, {{"dataset.rows", "1000"}, {"fit.epochs", 1}});
    load_data(s);
    set(s, {{"figure.restart", nullptr}, {"figure.slice_a", -0.4}, {"figure.restart", nullptr}});
    train(s);
    CHECK_FALSE(done("slice"));       // both walks were on the untrained network's surface
    set(s, {{"figure.restart", nullptr}, {"figure.slice_a", -0.45}, {"figure.restart", nullptr}});
    CHECK_FALSE(done("slice"));       // one place, twice
    set(s, {{"figure.slice_a", 0.4}, {"figure.restart", nullptr}});
    CHECK(done("slice"));
    CHECK(playback_length(s) == SlicePicture::updates);
    s.open("optimizers", "drawer");
    set(s, {{"figure.rule", "Nadam"}});
    CHECK(keras_code(s.experiment()).find("Nadam(") != std::string::npos);
}

TEST_CASE("Optimizers: the table can be stopped, and is done only when all of its cells are") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("optimizers", "table");
    load_data(s);
    set(s, {{"dataset.rows", "1000"}});
    load_data(s);
    const auto offered = [&](const char* id) { return std::ranges::any_of(s.controls(), [&](const Control& c) { return c.id == id && c.enabled; }); };
    CHECK_FALSE(offered("figure.fill"));
    set(s, {{"figure.bet.SGD", "0.1"}, {"figure.bet.Momentum", "0.01"}, {"figure.bet.RMSprop", "0.001"}, {"figure.bet.Adam", "0.001"}});
    CHECK_FALSE(offered("figure.stop"));
    set(s, {{"figure.fill", nullptr}});
    CHECK(offered("figure.stop"));
    CHECK_FALSE(offered("figure.fill"));
    set(s, {{"figure.stop", nullptr}});
    CHECK(ended_cells(s) < 20);
    CHECK_FALSE(offered("figure.stop"));
    CHECK(offered("figure.fill"));
    CHECK_FALSE((s.tick(), s.step_done("table")));
}
