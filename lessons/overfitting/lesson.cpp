#include <algorithm>
#include <cmath>

#include "lessons/experiments.h"
#include "lessons/overfitting/state.h"
#include "lessons/play.h"

namespace nabla::lessons::overfitting {
namespace {

Experiment start() {
    Experiment e = experiment(R"({"dataset": {"name": "sine", "rows": 20},
                                  "compile": {"optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.01}}, "loss": "mse", "metrics": ["mae"]},
                                  "fit": {"epochs": 2000, "batch_size": 200},
                                  "seed": 3})",
                              {dense(64, "tanh"), dense(64, "tanh"), dense(1, "linear")});
    e.dataset.noise = noise_level;
    return e;
}

/// 1,000 digits to train on and 1,000 to validate: small enough to be learned by heart.
Experiment digits(Json::array_t layers, int epochs) {
    Experiment e = experiment(R"({"dataset": {"name": "mnist", "rows": 2000},
                                  "compile": {"optimizer": "rmsprop", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                                  "fit": {"batch_size": 64, "validation_split": 0.5},
                                  "seed": 1})",
                              std::move(layers));
    e.fit.epochs = epochs;
    return e;
}
Json::array_t large() { return {dense(256, "relu"), dense(128, "relu"), dense(10, "softmax")}; }

void use_digits(Experiment& e) { e = digits(large(), 30); }

void use_random_labels(Experiment& e) {
    e = digits(large(), 40);
    e.dataset.shuffle_targets = true;
}

void use_early_stopping(Experiment& e) {
    Json json = digits(large(), 30).to_json();
    json["fit"]["callbacks"] = Json::parse(R"([{"class_name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 2, "restore_best_weights": true}}])");
    e = Experiment::parse(json);
}

/// Small, and trained until it has the random labels by heart: before that, networks agree about look-alikes and are not worth a tenth.
void use_peeking(Experiment& e) {
    e = digits({dense(32, "relu"), dense(10, "softmax")}, 20);
    e.dataset.shuffle_targets = true;
    e.dataset.rows = 1000;
    e.compile.optimizer.config["learning_rate"] = 0.003;
    e.fit.validation_split = 0;
    e.seed = 2;
}

double last_of(const Progress& p, const char* series) {
    const auto* values = p.view.history.find(series);
    return values && !values->empty() ? values->back() : NAN;
}

bool all_ended(std::span<const CurveRun> runs) { return !runs.empty() && std::ranges::all_of(runs, &CurveRun::ended); }

bool points_done(const Progress& p) {
    return said(p, shape) && is_curve_fit(p.experiment) && p.experiment.dataset.rows.value_or(200) <= 20 && last_of(p, "loss") < noise_variance;
}

bool size_done(const Progress& p) { return said(p, closest) && all_ended(curve_runs(p.session, "width")); }

/// The same network on ten times the points: at most a fifth of the error.
bool rows_done(const Progress& p) {
    const auto runs = curve_runs(p.session, "rows");
    return said(p, more) && all_ended(runs) && error_of(runs.back()) <= error_of(runs.front()) / 5;
}

bool digits_done(const Progress& p) { return said(p, memory) && last_of(p, "accuracy") >= 0.999; }

bool shuffled_done(const Progress& p) {
    return said(p, random_labels) && p.experiment.dataset.shuffle_targets && last_of(p, "accuracy") >= 0.95 && last_of(p, "val_accuracy") <= 0.2;
}

bool penalty_done(const Progress& p) {
    const auto runs = penalty_runs(p.session);
    if (!said(p, zeros) || runs.size() != 3 || !std::ranges::all_of(runs, &PenaltyRun::ended) || !runs[0].weights || !runs[2].weights) return false;
    return count_weights(p.experiment, *runs[2].weights).small > 5 * count_weights(p.experiment, *runs[0].weights).small;
}

bool stop_done(const Progress& p) {
    const auto stopping = stopping_of(p.experiment, p.view.history);
    return said(p, when) && p.view.state == TrainerView::State::done && stopping && stopping->stopped && p.view.epoch < p.experiment.fit.epochs;
}

bool peek_done(const Progress& p) {
    const auto runs = peek_runs(p.session);
    return said(p, fresh) && runs.size() == candidates + 1 && std::ranges::all_of(runs, &PeekRun::ended);
}

void answer_and_train(Session& s, const Question& question, const char* choice) {
    set(s, {{question.control(), choice}});
    train(s);
}

void press(Session& s, const Question& question, const char* choice, bool test = false) {
    load_data(s, test);
    set(s, {{question.control(), choice}, {"figure.compare", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "overfitting";
    lesson.order = 8;
    lesson.minutes = 30;
    lesson.start = start();
    lesson.state = starting_state();
    const std::vector<std::string> curve{"optimizer.learning_rate", "fit.epochs", "seed"};
    const std::vector<std::string> images{"dataset.rows", "model.layers", "fit.epochs", "seed"};
    lesson.steps = {
        {.id = "points", .done = points_done,
         .demo = [](Session& s) { set(s, {{recall.control(), "0.9"}}), answer_and_train(s, shape, "true"); }, .controls = curve, .updates_per_second = 360},
        {.id = "size", .done = size_done, .demo = [](Session& s) { press(s, closest, "64-64"); }, .controls = curve, .updates_per_second = 360},
        {.id = "rows", .done = rows_done, .demo = [](Session& s) { press(s, more, "half"); }, .controls = curve, .updates_per_second = 360},
        {.id = "digits", .prepare = use_digits, .done = digits_done, .demo = [](Session& s) { answer_and_train(s, memory, "0.89"); }, .controls = images},
        {.id = "shuffled", .prepare = use_random_labels, .done = shuffled_done, .demo = [](Session& s) { answer_and_train(s, random_labels, "chance"); }, .controls = images},
        {.id = "penalty", .prepare = use_digits, .done = penalty_done, .demo = [](Session& s) { press(s, zeros, "most"); }, .controls = {"fit.epochs", "seed"}},
        {.id = "stop", .prepare = use_early_stopping, .done = stop_done, .demo = [](Session& s) { answer_and_train(s, when, "30"); }, .controls = {"fit.early_stopping", "fit.epochs", "seed"}},
        {.id = "peek", .prepare = use_peeking, .done = peek_done, .demo = [](Session& s) { press(s, fresh, "same", true); }, .controls = {"fit.epochs", "seed"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::overfitting
