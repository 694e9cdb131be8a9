#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "core/train/cross_validation.h"
#include "lessons/boston-housing/report.h"
#include "lessons/boston-housing/state.h"
#include "lessons/columns.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons::boston_housing;
using Catch::Approx;

namespace {

/// The step with its data, both parts; false where only the stand-in is at hand.
bool enter(Session& s, const char* step) {
    s.open("boston-housing", step);
    lessons::load_data(s, true);
    return s.dataset() && !s.dataset()->generated;
}

}  // namespace

TEST_CASE("Lesson boston-housing: the exact numbers of its steps") {
    test::LessonRoom room;
    Session& s = room.session;
    if (!enter(s, "baseline")) SKIP("the real data are not on this machine");
    const Dataset& data = *s.dataset();
    double sum = 0;
    for (float price : data.raw_train.y) sum += price;
    const std::vector<float> mean(102, static_cast<float>(sum / 404));
    CHECK(mean_absolute_error(mean, data.raw_test.y) == Approx(6.533).margin(5e-4));
    CHECK(linear_test_mae(data) == Approx(3.464).margin(5e-4));
    const RawTable table = raw_table(data);
    int capped = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) capped += table.at(row, *table.column("MEDV")) >= highest_price;
    CHECK(table.rows() == 506);
    CHECK(capped == 16);
    CHECK(b_of(0) == Approx(396.9));
    CHECK(b_of(1) == Approx(136.9));
    CHECK(b_of(0.63) == 0);
    const auto pile = [&](const char* name, int bar) {
        const auto column = *table.column(name);
        const Bars bars = bars_of(table, column);
        return pile_of(table, column, bars, bar < 0 ? bar + static_cast<int>(bars.counts.size()) : bar);
    };
    CHECK(pile("MEDV", -1) == Pile::cut);
    CHECK(pile("MEDV", 0) == Pile::none);
    for (const char* name : {"B", "RAD"}) CHECK(pile(name, -1) == Pile::natural);   // 396.9 and 24 are as computed
    CHECK(pile("TAX", -3) == Pile::natural);                                         // 666, not the highest
    CHECK(pile("ZN", 0) == Pile::natural);
    CHECK(pile("RM", 0) == Pile::none);
    CHECK(pile("RM", -1) == Pile::none);
}

TEST_CASE("Lesson boston-housing: a fold's statistics are those of its own 303 rows") {
    test::LessonRoom room;
    Session& s = room.session;
    enter(s, "folds");
    REQUIRE(s.dataset());
    const auto turns = fold_statistics(s, "RM");
    REQUIRE(turns.size() == folds);
    std::int64_t held_out = 0;
    double means = 0;
    for (const FoldStatistics& turn : turns) {
        CHECK(turn.train == 303);
        CHECK(turn.held_out == 101);
        CHECK(turn.deviation > 0);
        held_out += turn.held_out;
        means += turn.mean / folds;
    }
    CHECK(held_out == 404);
    CHECK(turns[0].mean != turns[1].mean);
    // Each row trains in three of four turns: the turns' means average to the mean of all rows.
    const auto& names = s.dataset()->feature_names;
    const auto column = static_cast<std::size_t>(std::ranges::find(names, "RM") - names.begin());
    CHECK(means == Approx(s.dataset()->scaler->mean[column]).epsilon(1e-5));
    CHECK(fold_statistics(s, "nothing")[0].deviation == 0);
}

TEST_CASE("Lesson boston-housing: the average of four curves, its argmin and the argument of fit") {
    test::LessonRoom room;
    Session& s = room.session;
    enter(s, "folds");
    CHECK(fold_curves(s).average.empty());
    CHECK_FALSE(fold_curves(s).complete);
    CHECK(lessons::verdict(s, epochs_argument()).empty());
    lessons::set(s, {{"fit.epochs", 12}, {"figure.train_folds", nullptr}});
    lessons::wait(s);
    const FoldCurves curves = fold_curves(s);
    REQUIRE(curves.complete);
    REQUIRE(curves.average.size() == 12);
    REQUIRE(curves.each.size() == folds);
    for (std::size_t epoch = 0; epoch < 12; ++epoch) {
        CHECK(curves.average[epoch] == Approx(((*curves.each[0])[epoch] + (*curves.each[1])[epoch] + (*curves.each[2])[epoch] + (*curves.each[3])[epoch]) / 4));
        CHECK(curves.average[epoch] >= curves.average[curves.best]);
    }
    CHECK(curves.near_best(0) == 1);
    CHECK(curves.near_best(100) == 12);
    // The same run alone gives the same curve.
    Experiment e = s.experiment();
    e.folds = folds;
    auto turn = fold_turn(e, *s.dataset(), 2);
    TrainingRun alone(turn.experiment, turn.data, {});
    while (alone.step()) {}
    CHECK(*alone.history().find("val_mae") == *curves.each[2]);
    const int best = curves.best_epoch();
    s.open("boston-housing", "epoch");
    const auto says = [&](int typed) { return lessons::set(s, {{epochs_argument().control(), typed}}), lessons::verdict(s, epochs_argument()); };
    CHECK(says(best - 1) == "argmin");
    CHECK(says(best + 1) == "off");
    CHECK(says(best) == "right");
    lessons::set(s, {{"figure.epoch", 7}});
    CHECK(s.experiment().fit.epochs == 7);
    CHECK(State::read(s.lesson_state()).epoch == 7);
    CHECK_FALSE(s.step_done("epoch"));
}

TEST_CASE("Lesson boston-housing: CHAS=0 and CHAS=1 are what the data set itself makes, and always sum to 1") {
    test::LessonRoom room;
    Session& s = room.session;
    const bool real = enter(s, "chas");
    REQUIRE(s.dataset());
    const auto made = lessons::one_hot_feature(*s.dataset(), "CHAS");
    Experiment e = s.experiment();
    e.dataset.one_hot = {"CHAS"};
    s.set_experiment(e);
    lessons::load_data(s, true);
    const Dataset& built = *s.dataset();
    REQUIRE(built.feature_names.size() == 14);
    CHECK(made->feature_names == built.feature_names);
    CHECK(std::ranges::equal(made->train.x.floats(), built.train.x.floats()));
    CHECK(std::ranges::equal(made->test->x.floats(), built.test->x.floats()));
    CHECK(made->scaler->mean == built.scaler->mean);
    CHECK(made->scaler->deviation == built.scaler->deviation);
    const RawTable table = raw_table(*made);
    const auto away = *table.column("CHAS=0"), river = *table.column("CHAS=1");
    int on_river = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        REQUIRE(table.at(row, away) + table.at(row, river) == 1);
        on_river += table.at(row, river) == 1;
    }
    if (!real) return;
    CHECK(on_river == 35);
    CHECK(linear_test_mae(*made) == Approx(3.464).margin(5e-4));   // no new information: the plane is the same
    CHECK(lessons::one_hot_feature(*made, "CHAS")->feature_names == made->feature_names);
}

TEST_CASE("Lesson boston-housing: both runs of a pair hold out the same rows") {
    test::LessonRoom room;
    Session& s = room.session;
    enter(s, "column-b");
    lessons::set(s, {{"fit.epochs", 1}, {"figure.train_pairs", nullptr}});
    lessons::wait(s);
    const auto pairs = pairs_of(s, Comparison::without_b);
    REQUIRE(pairs.size() == pair_folds * pair_seeds);
    CHECK(pairs_over(s, Comparison::without_b));
    CHECK_FALSE(pairs_over(s, Comparison::chas_one_hot));
    CHECK(pairs.back().seed == pair_seeds);
    CHECK(pairs.back().fold == pair_folds);
    Experiment e = s.experiment();
    e.folds = pair_folds;
    e.seed = 3;
    const auto with = fold_turn(e, *s.dataset(), 1), without = fold_turn(e, *lessons::without_feature(*s.dataset(), "B"), 1);
    CHECK(with.data->train.y == without.data->train.y);
    CHECK(with.experiment.fit.validation_split == without.experiment.fit.validation_split);
}

TEST_CASE("Lesson boston-housing: the report says what ran, seed by seed, and is the same text for the same runs") {
    test::LessonRoom room;
    Session& s = room.session;
    enter(s, "report");
    REQUIRE(s.dataset());
    lessons::set(s, {{"fit.epochs", 2}, {"figure.train_seeds", nullptr}});
    lessons::wait(s);
    // The panel moves on before the learner writes it down: the report keeps what ran.
    lessons::set(s, {{"fit.epochs", 77}, {"figure.save", nullptr}});
    const auto report = report_of(s.lesson_state());
    REQUIRE(report);
    REQUIRE(report->scores.size() == seeds);
    const auto scores = seeds_of(s);
    CHECK(report->mean() == Approx(spread_of(scores).mean).margin(1e-4));
    CHECK(report->deviation() == Approx(spread_of(scores).deviation).margin(1e-4));
    CHECK(report->scores.back().seed == seeds);
    const std::string ko = report_text(*report, Language::ko), en = report_text(*report, Language::en);
    for (const char* line : {"Layers: Dense(64, relu) → Dense(64, relu) → Dense(1, linear)\n", "Optimizer: RMSprop(learning_rate=0.001)\n", "Epochs: 2\n", "Folds: none\n", "Seeds: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10\n", "Input: standardized\n"}) {
        CAPTURE(line, en);
        CHECK(en.find(line) != std::string::npos);
    }
    CHECK(ko.find("- 에포크: 2\n") != std::string::npos);
    CHECK(std::ranges::count(ko, '\n') == std::ranges::count(en, '\n'));
    CHECK(report_text(*report_of(s.lesson_state()), Language::en) == en);
    Json taken;
    s.on_event([&](const Json& event) { if (event["event"] == "take") taken = event; });
    lessons::set(s, {{"figure.download_report", nullptr}});
    s.tick();
    CHECK(taken.value("how", "") == "save");
    CHECK(taken.value("text", "") == report_text(*report, s.language()));
    // An untrained network in view: the seeds alone are not enough.
    CHECK_FALSE(s.step_done("report"));
    // A damaged link is no report.
    CHECK_FALSE(report_of({{"report", {{"scores", "x"}}}}));
    CHECK(report_text(Report{.experiment = 3, .scores = {{1, 2.5}}, .folds = {}, .fold_epochs = 0}, Language::en).find("2.500 ± 0.000") != std::string::npos);
    const std::string folded = report_text(Report{.experiment = 3, .scores = {{1, 2.5}}, .folds = {2, 3}, .fold_epochs = 20}, Language::en);
    CHECK(folded.find("2 folds, epochs 20, validation MAE 2.000, 3.000 (2.500 ± 0.707") != std::string::npos);
}
