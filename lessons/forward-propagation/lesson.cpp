#include <algorithm>
#include <cmath>

#include "core/session/session.h"
#include "lessons/experiments.h"
#include "lessons/forward-propagation/state.h"
#include "lessons/play.h"

namespace nabla::lessons::forward_propagation {
namespace {

/// The classifier of lesson 6, for one epoch.
void use_digits(Experiment& e) {
    e = experiment(R"({"dataset": {"name": "mnist"},
                       "compile": {"optimizer": "rmsprop", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                       "fit": {"epochs": 1, "batch_size": 128, "validation_split": 0.2},
                       "seed": 1})",
                   {dense(256, "relu"), dense(128, "relu"), dense(10, "softmax")});
}

bool off_done(const Progress& p) {
    return said(p, off) && 1 / (1 + std::exp(-State::read(p.lesson_state).z)) <= off_output;
}

bool output_done(const Progress& p) {
    return std::ranges::all_of(output_values(), [&](const TypedNumber* number) { return typed_right(p.session, *number); });
}

bool digit_done(const Progress& p) {
    const auto* accuracy = p.view.history.find("val_accuracy");
    return said(p, top) && accuracy && !accuracy->empty() && accuracy->back() >= 0.93;
}

void type(Session& s, const TypedNumber& number, double value) { set(s, {{number.control(), value}}); }

void play_output(Session& s) {
    const double typed[] = {-.658, .4, -.258, .436};
    for (std::size_t i = 0; i < 4; ++i) type(s, *output_values()[i], typed[i]);
}

void play_digit(Session& s) {
    load_data(s);
    set(s, {{"figure.picture", 7}, {top.control(), "high"}});
    train(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "forward-propagation";
    lesson.order = 2;
    lesson.minutes = 20;
    lesson.start = hand_experiment(1);
    lesson.state = starting_state();
    const std::vector<std::string> by_hand{"figure"};   // nothing is trained yet
    lesson.steps = {
        {.id = "wires", .done = [](const Progress& p) { return said(p, signs); },
         .demo = [](Session& s) { set(s, {{no_bias.control(), "none"}, {signs.control(), "weights"}}); }, .controls = by_hand},
        {.id = "first", .done = [](const Progress& p) { return typed_right(p.session, hidden_value()); },
         .demo = [](Session& s) { type(s, hidden_value(), 1), set(s, {{"figure.z", 1}}), type(s, hidden_value(), .73); }, .controls = by_hand},
        {.id = "zero", .done = off_done, .demo = [](Session& s) { set(s, {{off.control(), "0"}, {"figure.z", -4.6}}); }, .controls = by_hand},
        {.id = "output", .done = output_done, .demo = play_output, .controls = by_hand},
        {.id = "many", .done = [](const Progress& p) { return found_another(p.session); },
         .demo = [](Session& s) { set(s, {{"figure.v1", .4}, {"figure.v2", -1.1}}); }, .controls = by_hand},
        {.id = "matrix", .done = [](const Progress& p) { return typed_right(p.session, matrix_cell()); },
         .demo = [](Session& s) { type(s, matrix_cell(), 5), type(s, matrix_cell(), 7); }, .controls = by_hand},
        {.id = "count", .done = [](const Progress& p) { return said(p, first_layer) && said(p, rest); },
         .demo = [](Session& s) { set(s, {{first_layer.control(), "200704"}, {rest.control(), "biases"}}); }, .controls = by_hand},
        {.id = "digit", .prepare = use_digits, .done = digit_done, .demo = play_digit, .controls = {"dataset.rows", "fit.epochs", "seed"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::forward_propagation
