#include <algorithm>
#include <cmath>

#include "lessons/dropout/state.h"
#include "lessons/experiments.h"
#include "lessons/play.h"

namespace nabla::lessons::dropout {
namespace {

Json drop(double rate) { return layer("Dropout", {{"rate", rate}}); }

Experiment start() {
    Experiment e = experiment(R"({"dataset": {"name": "mnist"},
                                  "compile": {"optimizer": "rmsprop", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                                  "fit": {"validation_split": 0.2},
                                  "seed": 1})",
                              {dense(256, "relu"), drop(0.4), dense(128, "relu"), drop(0.3), dense(10, "softmax")});
    e.dataset.rows = small_rows;
    e.fit.epochs = short_epochs;
    e.fit.batch_size = batch_size;
    return e;
}

constexpr std::int64_t hurried_rows = 1'000;

State state_of(const Progress& p) { return State::read(p.lesson_state); }

bool modes_done(const Progress& p) {
    const State s = state_of(p);
    return said(p, repeats) && p.view.history.epochs() >= 1 && s.with_masks >= 2 && s.plain >= 2;
}

bool knockout_done(const Progress& p) {
    const State s = state_of(p);
    const auto looked_at = [&](double share) { return std::ranges::any_of(s.tried, [&](double tried) { return std::abs(tried - share) < 0.026; }); };
    return said(p, half_off) && said(p, most_off) && over(p.session, "pair", 2) && looked_at(0.5) && looked_at(0.75);
}

void train_pair(Session& s) {
    load_data(s, true);
    set(s, {{"figure.train_pair", nullptr}});
    wait(s);
}

void play_mask(Session& s) {
    set(s, {{recall_gap.control(), "memorizing"}, {survivors.control(), "102"}});
    load_data(s);
    for (int i = 0; i < enough_masks; ++i) set(s, {{"figure.next", nullptr}});
}

void play_modes(Session& s) {
    set(s, {{repeats.control(), "both"}});
    step_epoch(s);
    for (const char* button : {"figure.predict_masked", "figure.predict_plain"}) set(s, {{button, nullptr}, {button, nullptr}});
}

void play_compare(Session& s) {
    set(s, {{train_loss.control(), "lower"}, {val_accuracy.control(), "much"}, {crossing.control(), "validation"}});
    train_pair(s);
}

void play_thirty(Session& s) {
    // A learner in a hurry takes fewer rows.
    set(s, {{claim.control(), "raises"}, {"dataset.rows", std::to_string(hurried_rows)}});
    train_pair(s);
    set(s, {{"figure.train_thirty", nullptr}});
    wait(s);
}

void play_knockout(Session& s) {
    set(s, {{"dataset.rows", std::to_string(hurried_rows)}});
    train_pair(s);
    set(s, {{half_off.control(), "same"}, {most_off.control(), "0.1"}, {"figure.share", 0.5}, {"figure.share", 0.75}});
}

void play_small(Session& s) {
    set(s, {{winner.control(), "tie"}});
    load_data(s, true);
    set(s, {{"figure.train_small", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "dropout";
    lesson.order = 9;
    lesson.minutes = 35;
    lesson.start = start();
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "mask", .done = [](const Progress& p) { return said(p, survivors) && state_of(p).masks >= enough_masks; }, .demo = play_mask,
         .controls = {"model", "fit.epochs"}},
        {.id = "scale", .done = [](const Progress& p) { return typed_right(p.session, factor()) && state_of(p).draws >= enough_draws; },
         .demo = [](Session& s) { load_data(s), set(s, {{factor().control(), 0.6}, {factor().control(), 1.6667}, {"figure.draw_many", nullptr}}); }, .controls = {"model"}},
        {.id = "modes", .done = modes_done, .demo = play_modes, .controls = {"model", "fit.epochs"}},
        {.id = "compare",
         .done = [](const Progress& p) { return said(p, train_loss) && said(p, val_accuracy) && said(p, crossing) && over(p.session, "pair", 2); }, .demo = play_compare,
         .controls = {"dataset.rows", "model", "seed"}},
        {.id = "why", .done = [](const Progress& p) { return said(p, masks_off) && over(p.session, "pair", 2); },
         .demo = [](Session& s) { set(s, {{masks_off.control(), "same"}, {"dataset.rows", std::to_string(hurried_rows)}}), train_pair(s); }, .controls = {"dataset.rows", "model"}},
        {.id = "thirty", .done = [](const Progress& p) { return said(p, claim) && over(p.session, "pair", 2) && over(p.session, "thirty", 2); }, .demo = play_thirty,
         .controls = {"dataset.rows"}},
        {.id = "knockout", .done = knockout_done, .demo = play_knockout, .controls = {"dataset.rows", "model"}},
        {.id = "small", .prepare = [](Experiment& e) { e.dataset.rows = few_rows, e.fit.epochs = few_epochs, e.fit.validation_split = 0; },
         .done = [](const Progress& p) { return said(p, winner) && over(p.session, "small", 2 * small_seeds); }, .demo = play_small,
         .controls = {"dataset.rows", "model", "fit.epochs"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::dropout
