#include <algorithm>

#include "lessons/experiments.h"
#include "lessons/optimizers/state.h"
#include "lessons/play.h"

namespace nabla::lessons::optimizers {
namespace {

/// Lesson 3's line over TV in hundreds of thousands of dollars: what the first steps walk on is its loss.
Experiment start() {
    Json line = dense(1);
    line["config"]["kernel_initializer"] = "zeros";
    Experiment e = experiment(R"({"dataset": {"name": "advertising", "drop": ["Radio", "Newspaper"], "standardize": {"deviation": 100}},
                                  "compile": {"optimizer": "sgd", "loss": "mse"},
                                  "fit": {"batch_size": 200},
                                  "seed": 1})",
                              {std::move(line)});
    e.compile.optimizer.config["learning_rate"] = best_plain_rate;
    e.fit.epochs = ravine_updates;
    return e;
}

/// f(w) = w^2 from w = 1, as the loss of one row: x = 1, y = 0, and no bias. Its training is the figure's walk.
void use_square(Experiment& e, bool nesterov) {
    Json one = dense(1, "linear");
    one["config"]["use_bias"] = false;
    one["config"]["kernel_initializer"] = {{"class_name", "Constant"}, {"config", {{"value", 1.0}}}};
    e = experiment(R"({"dataset": {"rows": [[1]], "targets": [0], "task": "regression"},
                       "compile": {"loss": "mse"},
                       "fit": {"batch_size": 1},
                       "seed": 1})",
                   {std::move(one)});
    e.compile.optimizer = canonical_optimizer(sgd(curve_rate, curve_momentum, nesterov), "optimizer");
    e.fit.epochs = curve_updates;
}

/// The boxes' first rule on the ravine; the second is the learner's to choose.
void use_adagrad(Experiment& e) {
    e.compile.optimizer = canonical_optimizer(at_rate(find_rule("Adagrad").named, box_rates[0]), "optimizer");
    e.fit.epochs = box_updates;
}

void use_adam(Experiment& e) { e.compile.optimizer = canonical_optimizer(at_rate(find_rule("Adam").named, adam_rate), "optimizer"); }

/// The published network for Fashion-MNIST, 784-100-10, on 10,000 rows for 3 epochs.
void use_fashion(Experiment& e) {
    e = experiment(R"({"dataset": {"name": "fashion_mnist", "rows": 10000},
                       "compile": {"optimizer": "sgd", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                       "fit": {"epochs": 3, "batch_size": 32, "validation_split": 0.2},
                       "seed": 1})",
                   {dense(100, "relu"), dense(10, "softmax")});
}

State state_of(const Progress& p) { return State::read(p.lesson_state); }

bool ravine_done(const Progress& p) {
    const State s = state_of(p);
    const auto count = ravine_count(p.session, s.start, ravine_rule(p.session));
    return said(p, gain) && momentum_of(p.experiment) > 0 && count > 0 && count <= 25;
}

bool speed_done(const Progress& p) {
    const SpeedRuns runs = speed_runs(p.session);
    return said(p, winner) && runs.plain && runs.momentum;
}

bool boxes_done(const Progress& p) { return said(p, only_grows) && state_of(p).boxes_watched; }

/// Another surface, a rule from the drawer on it, and a start of the learner's own.
bool drawer_done(const Progress& p) {
    const State s = state_of(p);
    const Ground& ground = find_ground(s.ground);
    const auto walks = [&](const char* rule) { return s.rates.contains(rule); };
    return ground.id != "bowl" && std::ranges::any_of(drawer_rules, walks) && s.ground_start != ground.start;
}

bool table_done(const Progress& p) { return state_of(p).bets.size() >= 4 && ended_cells(p.session) == table_columns().size() * table_rates.size(); }

/// A run has its rule's colour, as in the figures.
int series_of(const Session& session, const KeptRun* run) {
    Named optimizer = session.experiment().compile.optimizer;
    if (run) {
        const Json& json = run->experiment["compile"]["optimizer"];
        optimizer = {json.value("class_name", ""), json["config"]};
    }
    const Rule* rule = rule_of(optimizer);
    return rule ? rule->series : -1;
}

void play_speed(Session& s) {
    load_data(s);
    set(s, {{winner.control(), "plain"}, {"figure.run_plain", nullptr}});
    wait(s);
    set(s, {{"figure.run_momentum", nullptr}});
    wait(s);
}

void play_slice(Session& s) {
    load_data(s);
    train(s);
    set(s, {{"figure.slice_a", 0.8}, {"figure.slice_b", 0.6}, {"figure.restart", nullptr}, {"figure.slice_a", -0.5}, {"figure.restart", nullptr}});
}

void play_table(Session& s) {
    load_data(s);
    // A learner in a hurry takes fewer rows.
    set(s, {{"dataset.rows", "1000"}});
    load_data(s);
    set(s, {{"figure.bet.SGD", "0.1"}, {"figure.bet.Momentum", "0.01"}, {"figure.bet.RMSprop", "0.001"}, {"figure.bet.Adam", "0.001"}, {"figure.fill", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "optimizers";
    lesson.order = 7;
    lesson.minutes = 35;
    lesson.start = start();
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "ravine", .done = ravine_done, .demo = [](Session& s) { load_data(s), set(s, {{gain.control(), "35"}, {"figure.momentum", 0.39}, {"figure.rate", 0.357}}); },
         .controls = {"figure"}, .animated = true},
        {.id = "momentum", .prepare = [](Experiment& e) { use_square(e, false); }, .done = [](const Progress& p) { return typed_right(p.session, second_w()); }, .demo = [](Session& s) { set(s, {{second_w().control(), 0.46}}); },
         .controls = {"figure"}, .animated = true},
        {.id = "speed", .prepare = use_fashion, .done = speed_done, .demo = play_speed, .controls = {"figure"}},
        {.id = "nesterov", .prepare = [](Experiment& e) { use_square(e, true); }, .done = [](const Progress& p) { return typed_right(p.session, first_w()); }, .demo = [](Session& s) { set(s, {{first_w().control(), 0.62}}); },
         .controls = {"figure"}, .animated = true},
        {.id = "boxes", .prepare = use_adagrad, .done = boxes_done,
         .demo = [](Session& s) { load_data(s), set(s, {{only_grows.control(), "both"}, {"figure.play", nullptr}}); },
         .controls = {"figure"}, .animated = true},
        {.id = "adam", .prepare = use_adam, .done = [](const Progress& p) { return said(p, first_steps) && state_of(p).gradient != first_gradient; }, .demo = [](Session& s) { set(s, {{first_steps.control(), "hundred"}, {"figure.gradient", 20.0}}); },
         .controls = {"figure"}},
        {.id = "slice", .prepare = use_fashion, .done = [](const Progress& p) { return p.view.update > 0 && state_of(p).compared.size() >= 2; }, .demo = play_slice, .controls = {"optimizer", "fit.epochs"}, .animated = true},
        {.id = "table", .done = table_done, .demo = play_table, .controls = {"figure", "fit.epochs", "dataset.rows"}},
        {.id = "drawer", .prepare = use_fashion, .done = drawer_done,
         .demo = [](Session& s) { set(s, {{"figure.ground", "saddle"}, {"figure.rule", "Nadam"}, {"figure.walks", true}, {"figure.ground_x", 1.0}, {"figure.ground_y", 0.2}}); },
         .controls = {"figure"}, .animated = true}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    lesson.series_of = series_of;
    return lesson;
}

}  // namespace nabla::lessons::optimizers
