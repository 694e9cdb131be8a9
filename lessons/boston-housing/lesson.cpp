#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/state.h"
#include "lessons/experiments.h"
#include "lessons/play.h"

namespace nabla::lessons::boston_housing {
namespace {

Experiment start() {
    return experiment(R"({"dataset": {"name": "boston_housing", "standardize": true},
                          "compile": {"optimizer": "rmsprop", "loss": "mse", "metrics": ["mae"]},
                          "fit": {"epochs": 130, "batch_size": 16},
                          "seed": 1})",
                      {dense(64, "relu"), dense(64, "relu"), dense(1, "linear")});
}

State state_of(const Progress& p) { return State::read(p.lesson_state); }

/// Test MAE of the newest weights; 0 before they are evaluated.
double test_mae(const Progress& p) {
    const auto& result = p.session.test_result();
    if (!result || p.view.update == 0 || result->version != p.session.weights_version() || result->evaluation.metrics.empty()) return 0;
    return result->evaluation.metrics.front().second;
}

bool table_done(const Progress& p) {
    const State s = state_of(p);
    const auto data = p.session.dataset();
    if (s.bin < 0 || !data) return false;
    const RawTable table = raw_table(*data);
    const auto column = table.column(s.column);
    return column && pile_of(table, *column, bars_of(table, *column), s.bin) == Pile::cut;
}

bool scale_done(const Progress& p) {
    const ScaleRuns runs = scale_runs(p.session);
    return said(p, raw_scale) && runs.raw && runs.standardized;
}

/// The network must beat the plane that the first step fitted.
bool train_done(const Progress& p) {
    const double mae = test_mae(p);
    return p.view.history.epochs() >= 100 && mae > 0 && mae < 3.464;
}

bool folds_done(const Progress& p) { return said(p, fold_spread) && fold_curves(p.session).complete; }

/// Retrained on every row for the chosen number of epochs, then tested.
bool epoch_done(const Progress& p) {
    const State s = state_of(p);
    const bool retrained = s.epoch > 0 && p.view.history.epochs() == static_cast<std::size_t>(s.epoch) && p.experiment.fit.validation_split == 0 && !p.experiment.dataset.rows;
    return fold_curves(p.session).complete && typed_right(p.session, epochs_argument()) && retrained && test_mae(p) > 0;
}

bool column_b_done(const Progress& p) { return said(p, without_b) && pairs_over(p.session, Comparison::without_b); }

bool chas_done(const Progress& p) { return said(p, one_hot) && typed_right(p.session, column_sum()) && pairs_over(p.session, Comparison::chas_one_hot); }

/// The chosen area is one that the evaluated network missed by more than its average.
bool missed(const Progress& p, int row) {
    const double mae = test_mae(p);
    const auto data = p.session.dataset();
    const auto i = static_cast<std::size_t>(row);
    if (row < 0 || mae <= 0 || !data || !data->test || i >= p.session.test_result()->evaluation.predictions.size()) return false;
    return std::abs(double{p.session.test_result()->evaluation.predictions[i]} - data->test->y[i]) > mae;
}

bool report_done(const Progress& p) {
    const State s = state_of(p);
    return missed(p, s.row) && s.report && s.report->runs >= 5;
}

void play_scale(Session& s) {
    set(s, {{raw_scale.control(), "worse"}, {"dataset.standardize", false}});
    train(s);
    set(s, {{"dataset.standardize", true}});
    train(s);
}

void play_scores(Session& s) {
    if (s.view().update == 0) train(s);
    evaluate(s);
    set(s, {{agree.control(), "fell"}, {"figure.trim", 3}});
}

void play_folds(Session& s) {
    load_data(s);
    set(s, {{fold_spread.control(), "0.1"}, {"figure.feature", "CRIM"}, {"figure.train_folds", nullptr}});
    wait(s);
}

void play_epoch(Session& s) {
    load_data(s, true);
    set(s, {{"figure.train_folds", nullptr}});
    wait(s);
    const int best = fold_curves(s).best_epoch();
    set(s, {{epochs_argument().control(), best - 1}, {epochs_argument().control(), best}, {"figure.epoch", best}});
    train(s);
    evaluate(s);
}

void play_column_b(Session& s) {
    load_data(s);
    set(s, {{without_b.control(), "noise"}, {"figure.share", 0.63}, {"figure.train_pairs", nullptr}});
    wait(s);
}

void play_chas(Session& s) {
    load_data(s);
    set(s, {{one_hot.control(), "more"}, {"figure.area", 142}, {column_sum().control(), 1}, {"figure.away", 1.0}, {"figure.train_chas", nullptr}});
    wait(s);
}

void play_report(Session& s) {
    load_data(s, true);
    if (s.view().update == 0) train(s);
    evaluate(s);
    const auto& predicted = s.test_result()->evaluation.predictions;
    const auto& truth = s.dataset()->test->y;
    const auto error = [&](std::size_t row) { return std::abs(predicted[row] - truth[row]); };
    std::size_t worst = 0;
    for (std::size_t row = 1; row < predicted.size(); ++row)
        if (error(row) > error(worst)) worst = row;
    set(s, {{"figure.row", worst}, {"figure.train_seeds", nullptr}});
    wait(s);
    set(s, {{"figure.save", nullptr}});
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "boston-housing";
    lesson.order = 10;
    lesson.minutes = 45;
    lesson.start = start();
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "baseline",
         .done = [](const Progress& p) { return said(p, baseline_mae) && state_of(p).baseline == "linear"; },
         .demo = [](Session& s) { set(s, {{baseline_mae.control(), "6.5"}, {"figure.constant", 22.4}, {"figure.baseline", "linear"}}); }},
        {.id = "table", .done = table_done,
         .demo = [](Session& s) { load_data(s, true), set(s, {{"figure.column", "MEDV"}, {"figure.bin", 45}}); }},
        {.id = "scale", .prepare = [](Experiment& e) { e.dataset.standardize = false, e.fit.validation_split = 0.2; }, .done = scale_done, .demo = play_scale,
         .controls = {"dataset.standardize", "fit.epochs", "fit.validation_split"}},
        {.id = "train", .prepare = [](Experiment&) {}, .done = train_done, .demo = [](Session& s) { train(s), evaluate(s); }, .controls = {"optimizer", "fit.epochs", "seed"}},
        {.id = "folds", .prepare = [](Experiment& e) { e.fit.epochs = fold_epochs; }, .done = folds_done, .demo = play_folds, .controls = {"fit.epochs", "seed"}},
        {.id = "epoch", .prepare = [](Experiment&) {}, .done = epoch_done, .demo = play_epoch, .controls = {"fit.epochs", "seed"}},
        {.id = "scores", .done = [](const Progress& p) { return said(p, agree) && state_of(p).trim > 0; }, .demo = play_scores, .controls = {"compile", "fit.epochs", "seed"}},
        {.id = "column-b", .done = column_b_done, .demo = play_column_b, .controls = {"dataset.drop", "fit.epochs"}},
        {.id = "chas", .done = chas_done, .demo = play_chas, .controls = {"dataset.one_hot", "fit.epochs"}},
        {.id = "report", .done = report_done, .demo = play_report}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::boston_housing
