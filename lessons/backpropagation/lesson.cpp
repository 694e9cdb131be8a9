#include <algorithm>

#include "core/session/session.h"
#include "lessons/backpropagation/state.h"
#include "lessons/experiments.h"
#include "lessons/play.h"

namespace nabla::lessons::backpropagation {
namespace {

void use_twins(Experiment& e) { e = twin_experiment(true); }
void use_update(Experiment& e) { e = hand_experiment(1); }

/// The classifier of lesson 2, for the gradients of single digits.
void use_digits(Experiment& e) {
    e = experiment(R"({"dataset": {"name": "mnist", "rows": 12000},
                       "compile": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1}}, "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                       "fit": {"epochs": 1, "validation_split": 0.2},
                       "seed": 1})",
                   {dense(64, "relu"), dense(10, "softmax")});
    e.fit.batch_size = wish_count;
}

bool nudge_done(const Progress& p) {
    const State state = State::read(p.lesson_state);
    if (p.lesson_state.value("h", 1.0) == 1.0) return false;   // not chosen yet
    return nudge(present_weights(p.session), state.nudged, state.h).error() <= nudge_tolerance;
}

bool twins_done(const Progress& p) {
    if (!said(p, apart) || !starts_equal(p.experiment) || p.view.update < twin_updates) return false;
    const HandWeights w = present_weights(p.session);
    return w[0] == w[1] && w[2] == w[3] && w[6] == w[7];
}

bool vanish_done(const Progress& p) {
    const auto sigmoid = deep_accuracy(p.session, "sigmoid"), tanh = deep_accuracy(p.session, "tanh"), relu = deep_accuracy(p.session, "relu");
    return said(p, ratio) && sigmoid && *sigmoid < stuck_below && std::max(tanh.value_or(0), relu.value_or(0)) >= learned_from;
}

void play_vanish(Session& s) {
    set(s, {{ratio.control(), "tenth"}, {"dataset.rows", "12000"}, {"fit.epochs", 1}});
    train(s);
    set(s, {{"dataset.rows", "60000"}, {"fit.epochs", 3}, {"figure.activation", "tanh"}});
    train(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "backpropagation";
    lesson.order = 4;
    lesson.minutes = 30;
    lesson.start = hand_experiment(1);
    lesson.state = starting_state();
    const std::vector<std::string> by_hand{"figure"};   // nothing is trained yet
    lesson.steps = {
        {.id = "sign", .done = [](const Progress& p) { return said(p, direction) && State::read(p.lesson_state).tried != State::read(starting_state()).tried; },
         .demo = [](Session& s) { set(s, {{recall.control(), "down"}, {direction.control(), "down"}, {"figure.tried", 2.5}}); }, .controls = by_hand},
        {.id = "output", .done = [](const Progress& p) { return typed_right(p.session, output_delta()); },
         .demo = [](Session& s) { set(s, {{output_delta().control(), .0717}, {output_delta().control(), .0176}}); }, .controls = by_hand},
        {.id = "weights", .done = [](const Progress& p) { return said(p, larger) && typed_right(p.session, weight_gradient()); },
         .demo = [](Session& s) { set(s, {{larger.control(), "v2"}, {weight_gradient().control(), .0129}}); }, .controls = by_hand},
        {.id = "through", .done = [](const Progress& p) { return typed_right(p.session, edge_gradient()) && State::read(p.lesson_state).all; },
         .demo = [](Session& s) { set(s, {{edge_gradient().control(), .0031}, {edge_gradient().control(), -.0031}, {"figure.all", true}}); }, .controls = by_hand},
        {.id = "nudge", .done = nudge_done, .demo = [](Session& s) { set(s, {{"figure.h", 1e-6}, {"figure.h", .01}}); }, .controls = by_hand},
        {.id = "update", .prepare = use_update, .done = [](const Progress& p) { return said(p, ten) && update_hits(p.session); },
         .demo = [](Session& s) {
             set(s, {{ten.control(), "lower"}, {"figure.rate", 10}, {"figure.update", nullptr}});
             wait(s);
             set(s, {{"figure.rate", 4.2}, {"figure.update", nullptr}});
             wait(s);
         },
         .controls = {"figure"}},
        {.id = "twins", .prepare = use_twins, .done = twins_done, .demo = [](Session& s) { set(s, {{apart.control(), "apart"}}), train(s); }, .controls = {"optimizer.learning_rate", "fit.epochs", "seed"}},
        {.id = "wishes", .prepare = use_digits, .done = [](const Progress& p) { return said(p, shorter) && State::read(p.lesson_state).measured; },
         .demo = [](Session& s) { load_data(s), set(s, {{shorter.control(), "equal"}, {"figure.digit", 5}, {"figure.measure", nullptr}}); }, .controls = {"figure", "dataset.rows", "seed"}},
        {.id = "vanish", .prepare = [](Experiment& e) { e = deep_experiment(); }, .done = vanish_done, .demo = play_vanish, .controls = {"optimizer.learning_rate", "fit.epochs", "seed"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::backpropagation
