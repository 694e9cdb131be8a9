#include <cmath>

#include "lessons/experiments.h"
#include "lessons/neuron/state.h"
#include "lessons/play.h"

namespace nabla::lessons::neuron {
namespace {

/// Ten points that a line separates all but for two.
Experiment start() {
    return experiment(R"({"dataset": {"rows": [[1.2, 1.6], [2.2, 0.4], [0.4, 2.2], [1.8, 2.4], [0.9, 0.4], [-1.4, -0.6], [-0.4, -1.8], [-2.2, 0.8], [0.6, -1.6], [0.9, 0.8]],
                                      "targets": [1, 1, 1, 1, 1, 0, 0, 0, 0, 0], "task": "classification"},
                          "compile": {"optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.1}}, "loss": "binary_crossentropy", "metrics": ["accuracy"]},
                          "fit": {"epochs": 300, "batch_size": 10},
                          "seed": 1})",
                      {dense(1, "sigmoid")});
}

void use_xor(Experiment& e, Json::array_t layers) {
    Json json = e.to_json();
    json["dataset"] = {{"name", "xor"}};
    json["model"] = sequential(std::move(layers));
    json["fit"] = {{"epochs", 500}, {"batch_size", 4}};
    e = Experiment::parse(json);
}

State state_of(const Progress& p) { return State::read(p.lesson_state); }
double last_of(const Progress& p, const char* series) {
    const auto* values = p.view.history.find(series);
    return values && !values->empty() ? values->back() : NAN;
}
/// NaN where there are no points.
double own_loss(const Progress& p) {
    const auto samples = samples_of(p.experiment);
    return samples.empty() ? NAN : fit_of(state_of(p).line, samples).loss;
}
bool over(const Progress& p) { return p.view.state == TrainerView::State::done; }

bool by_hand_done(const Progress& p) { return own_loss(p) <= wanted_loss; }
/// Nobody gets below the lowest loss that there is: a hand that has found it draws level.
bool machine_done(const Progress& p) { return said(p, same) && over(p) && last_of(p, "loss") < own_loss(p) + 0.0005; }
/// A single neuron, trained until its loss has come to rest at ln 2, and a line drawn by hand.
bool xor_done(const Progress& p) {
    const bool cut = State::read(p.lesson_state).cut != State::read(starting_state()).cut;
    return said(p, best) && cut && over(p) && std::abs(last_of(p, "loss") - xor_floor) < 0.005 && last_of(p, "accuracy") <= 0.75;
}
bool hidden_done(const Progress& p) { return over(p) && last_of(p, "accuracy") == 1 && State::read(p.lesson_state).unit >= 0; }
bool two_units_done(const Progress& p) { return said(p, succeed) && shows_seeds(p.session) && seeds_ended(p.session) == seeds; }

void play_machine(Session& s) {
    set(s, {{"figure.w1", 1.2}, {"figure.w2", 1.2}, {"figure.b", -1.2}, {same.control(), "same"}});
    train(s);
}

void play_xor(Session& s) {
    set(s, {{best.control(), "4"}});
    train(s);
    set(s, {{"figure.mode", "hand"}, {"figure.b", -0.5}});
}

void play_two_units(Session& s) {
    set(s, {{succeed.control(), "10"}, {"figure.train_seeds", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "neuron";
    lesson.order = 1;
    lesson.minutes = 25;
    lesson.start = start();
    lesson.state = starting_state();
    const std::vector<std::string> by_hand{"figure"};   // nothing is trained yet
    const std::vector<std::string> training{"optimizer.learning_rate", "fit.epochs", "seed"};
    const std::vector<std::string> with_layer{"model.layers.0", "optimizer.learning_rate", "fit.epochs", "seed"};
    lesson.steps = {
        {.id = "sum", .done = [](const Progress& p) { return said(p, sign) && typed_right(p.session, sum_value()); },
         .demo = [](Session& s) { set(s, {{recall.control(), "4"}, {sign.control(), "positive"}, {sum_value().control(), 3}, {sum_value().control(), -1}}); }, .controls = by_hand},
        {.id = "squash", .done = [](const Progress& p) { return logistic(static_cast<float>(state_of(p).z)) >= static_cast<float>(wanted_output); },
         .demo = [](Session& s) { set(s, {{"figure.z", 2.2}}); }, .controls = by_hand},
        {.id = "bias", .done = [](const Progress& p) { return said(p, bias_moves) && std::abs(state_of(p).shift - bias_line.b) <= bias_tolerance + 1e-9; },
         .demo = [](Session& s) { set(s, {{bias_moves.control(), "turn"}, {"figure.shift", -1.4}}); }, .controls = by_hand},
        {.id = "by-hand", .done = by_hand_done,
         .demo = [](Session& s) { set(s, {{"figure.w1", 2}, {"figure.w2", 2}, {"figure.b", -2.5}}); }, .controls = by_hand},
        {.id = "machine", .done = machine_done, .demo = play_machine, .controls = training, .updates_per_second = 90},
        {.id = "xor", .prepare = [](Experiment& e) { use_xor(e, {dense(1, "sigmoid")}); }, .done = xor_done, .demo = play_xor, .controls = training, .updates_per_second = 120},
        {.id = "hidden", .prepare = [](Experiment& e) { use_xor(e, {dense(4, "tanh"), dense(1, "sigmoid")}); }, .done = hidden_done,
         .demo = [](Session& s) { train(s), set(s, {{"figure.unit", "1"}}); }, .controls = with_layer, .updates_per_second = 120},
        {.id = "two-units", .prepare = [](Experiment& e) { use_xor(e, {dense(2, "sigmoid"), dense(1, "sigmoid")}); }, .done = two_units_done,
         .demo = play_two_units, .controls = with_layer, .updates_per_second = 120}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::neuron
