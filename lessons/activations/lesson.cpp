#include <algorithm>
#include <cmath>

#include "lessons/activations/state.h"
#include "lessons/experiments.h"
#include "lessons/play.h"

namespace nabla::lessons::activations {
namespace {

Experiment sales(const char* hidden, const char* output) {
    return experiment(R"({"dataset": {"name": "advertising", "standardize": true},
                          "compile": {"optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.01}}, "loss": "mse", "metrics": ["mae"]},
                          "fit": {"epochs": 100, "batch_size": 10},
                          "seed": 1})",
                      {dense(10, hidden), dense(1, output)});
}

Experiment garments(Json::array_t layers, const char* optimizer, double rate, int epochs) {
    Experiment e = experiment(R"({"dataset": {"name": "fashion_mnist"},
                                  "compile": {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                                  "fit": {"batch_size": 32, "validation_split": 0.2},
                                  "seed": 1})",
                              std::move(layers));
    e.dataset.rows = small_rows;
    e.compile.optimizer = canonical_optimizer({optimizer, {{"learning_rate", rate}}}, "optimizer");
    e.fit.epochs = epochs;
    return e;
}

Json::array_t one_hidden() { return {dense(dead_units, "relu"), dense(10, "softmax")}; }

void ten_layers(Experiment& e) {
    Json::array_t layers;
    for (int i = 0; i < hidden_layers; ++i) layers.push_back(dense(32, "sigmoid"));
    layers.push_back(dense(10, "softmax"));
    e = garments(std::move(layers), "SGD", 0.1, 3);
}

State state_of(const Progress& p) { return State::read(p.lesson_state); }

bool none_done(const Progress& p) { return said(p, linear_power) && state_of(p).collapsed && p.view.history.epochs() > 0; }

bool slopes_done(const Progress& p) {
    const State s = state_of(p);
    return said(p, slope_five) && s.function == "sigmoid" && std::abs(std::abs(s.z) - certain_z) < 0.06;
}

/// Sigmoid stayed at chance, and another activation did not.
bool layers_done(const Progress& p) {
    const KeptRun* sigmoid = deep_run(p.session, "sigmoid");
    if (!said(p, dies) || !sigmoid || last_of(*sigmoid, "val_accuracy") > 0.3) return false;
    return std::ranges::any_of(taught, [&](std::string_view name) {
        const KeptRun* run = deep_run(p.session, name);
        return run && last_of(*run, "val_accuracy") >= 0.5;
    });
}

/// More than half of the units dead in one note, few in a later one.
bool dead_done(const Progress& p) {
    bool many = false;
    for (const DeadNote& note : state_of(p).notes) {
        if (many && note.dead <= few_dead) return true;
        many |= note.dead > many_dead;
    }
    return false;
}

bool output_done(const Progress& p) {
    for (const Question* card : {&card_sales, &card_bag, &card_garment, &card_tags})
        if (!said(p, *card)) return false;
    const KeptRun *sigmoid = sales_run(p.session, "sigmoid"), *linear = sales_run(p.session, "linear");
    return sigmoid && linear && last_of(*sigmoid, "loss") > 190 && last_of(*linear, "loss") < 10;
}

bool entropy_done(const Progress& p) { return typed_right(p.session, chance()) && State::read(p.lesson_state).p != State::read(starting_state()).p; }

void play_layers(Session& s) {
    set(s, {{dies.control(), "last"}});
    train(s);
    set(s, {{"figure.activation", "relu"}});
    train(s);
}

void play_dead(Session& s) {
    set(s, {{"figure.rate", "0.03"}});
    train(s);
    set(s, {{"figure.note", nullptr}, {"figure.rate", "0.001"}});
    train(s);
    set(s, {{"figure.note", nullptr}});
}

void play_output(Session& s) {
    set(s, {{card_sales.control(), "sigmoid"}, {card_bag.control(), "sigmoid"}, {card_garment.control(), "softmax"}, {card_tags.control(), "softmax"}});
    train(s);
    set(s, {{"figure.output", "linear"}});
    train(s);
}

/// A fifth of the rows shows the same in a fifth of the time.
void play_duel(Session& s) {
    set(s, {{gap.control(), "three"}, {"dataset.rows", std::to_string(small_rows)}});
    load_data(s);
    set(s, {{"figure.train_duel", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "activations";
    lesson.order = 5;
    lesson.minutes = 35;
    lesson.start = sales("linear", "linear");
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "none", .done = none_done,
         .demo = [](Session& s) { set(s, {{recall_slope.control(), "0.25"}, {linear_power.control(), "lower"}}), train(s), set(s, {{"figure.collapsed", true}}); },
         .controls = {"optimizer.learning_rate", "fit.epochs"}},
        {.id = "slopes", .done = slopes_done,
         .demo = [](Session& s) { set(s, {{slope_five.control(), "0.0993"}, {"figure.function", "sigmoid"}, {"figure.z", 5}}); },
         .controls = {}},
        {.id = "layers", .prepare = ten_layers, .done = layers_done, .demo = play_layers, .controls = {"optimizer.learning_rate", "fit.epochs", "seed"}},
        {.id = "dead", .prepare = [](Experiment& e) { e = garments(one_hidden(), "Adam", 0.001, 1); }, .done = dead_done, .demo = play_dead,
         .controls = {"optimizer", "fit.epochs", "model.layers.0"}},
        {.id = "output", .prepare = [](Experiment& e) { e = sales("relu", "sigmoid"); }, .done = output_done, .demo = play_output,
         .controls = {"optimizer.learning_rate", "fit.epochs"}},
        {.id = "entropy", .prepare = [](Experiment& e) { e = garments(one_hidden(), "RMSprop", 0.001, 5); }, .done = entropy_done,
         .demo = [](Session& s) { load_data(s), set(s, {{chance().control(), 0.1}, {chance().control(), 2.3}, {"figure.p", 0.2}}); }, .controls = {}},
        {.id = "duel", .prepare = [](Experiment& e) { e = garments(one_hidden(), "RMSprop", 0.001, 5), e.dataset.rows.reset(); },
         .done = [](const Progress& p) { return said(p, gap) && duel_over(p.session); }, .demo = play_duel,
         .controls = {"dataset.rows", "model.layers.0", "optimizer", "fit.epochs", "fit.batch_size"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::activations
