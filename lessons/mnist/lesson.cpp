#include <algorithm>

#include "core/session/session.h"
#include "lessons/experiments.h"
#include "lessons/mnist/state.h"
#include "lessons/play.h"

namespace nabla::lessons::mnist {
namespace {

Experiment start() {
    Experiment e = experiment(R"({"dataset": {"name": "mnist"},
                                  "compile": {"optimizer": "rmsprop", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
                                  "fit": {"epochs": 10, "batch_size": 128, "validation_split": 0.2},
                                  "seed": 1})",
                              {dense(256, "relu"), dense(128, "relu"), dense(10, "softmax")});
    e.dataset.rows = small_rows;
    return e;
}

void use_sgd_on_bytes(Experiment& e) {
    e.compile.optimizer = {"SGD", {{"learning_rate", 0.1}}};
    e.dataset.rescale = false;
    e.fit.epochs = 2;
}

void use_all_rows(Experiment& e) { e.dataset.rows.reset(); }

const std::vector<double>* series(const Progress& p, const char* name) { return p.view.history.find(name); }
State state_of(const Progress& p) { return State::read(p.lesson_state); }
bool shows_the_newest(const Progress& p) {
    const auto& result = p.session.test_result();
    return result && p.view.update > 0 && result->version == p.session.weights_version();
}
double test_accuracy(const Progress& p) {
    return shows_the_newest(p) && !p.session.test_result()->evaluation.metrics.empty() ? p.session.test_result()->evaluation.metrics.front().second : 0;
}

bool rescale_done(const Progress& p) {
    const RescaleRuns runs = rescale_runs(p.session);
    return said(p, raw_bytes) && runs.raw && runs.scaled && runs.scaled->history.epochs() > 0;
}

bool train_done(const Progress& p) {
    return said(p, updates) && p.view.history.epochs() >= 10 && test_accuracy(p) >= 0.975;
}

/// A long run whose val_loss has turned: it ends at least a tenth above its lowest value.
bool curves_done(const Progress& p) {
    const auto* losses = series(p, "val_loss");
    if (!said(p, val_loss) || !losses || losses->size() < 20) return false;
    return losses->back() >= 1.1 * *std::min_element(losses->begin(), losses->end());
}

bool mistakes_done(const Progress& p) {
    const State s = state_of(p);
    return said(p, border) && p.session.test_result() && s.truth >= 0 && s.truth != s.guess;
}

bool draw_done(const Progress& p) {
    const State s = state_of(p);
    return s.fooled() || s.tries.size() >= 10;
}

bool challenge_done(const Progress& p) {
    for (const Entry& entry : challenge_entries(p.session))
        if (entry.passes()) return true;
    return false;
}

void play_rescale(Session& s) {
    set(s, {{raw_bytes.control(), "breaks"}});
    train(s);
    set(s, {{"dataset.rescale", true}});
    train(s);
}

void play_train(Session& s) {
    set(s, {{updates.control(), "3750"}});
    train(s);
    evaluate(s);
}

/// A fifth of the rows shows the same turn of val_loss in a fifth of the time.
void play_curves(Session& s) {
    set(s, {{val_loss.control(), "falls"}, {"dataset.rows", std::to_string(small_rows)}, {"fit.epochs", 30}});
    train(s);
}

void play_mistakes(Session& s) {
    if (s.view().update == 0) step_epoch(s);
    evaluate(s);
    set(s, {{"figure.truth", "4"}, {"figure.guess", "9"}, {"figure.view", "weights"}, {border.control(), "start"}});
}

void play_draw(Session& s) {
    if (s.view().update == 0) step_epoch(s);
    for (int i = 0; i < 10; ++i) set(s, {{"figure.sample", std::to_string(i)}, {"figure.meant", std::to_string(i)}});
}

void play_challenge(Session& s) {
    set(s, {{"model.layers.1.remove", nullptr}, {"model.layers.0.units", 64}, {"optimizer.class_name", "Adam"}, {"fit.batch_size", 32}, {"fit.epochs", 5}});
    train(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "mnist";
    lesson.order = 6;
    lesson.minutes = 35;
    lesson.start = start();
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "look",
         .done = [](const Progress& p) { return state_of(p).opened.size() >= 3; },
         .demo = [](Session& s) { load_data(s), set(s, {{"figure.digit", 115}, {"figure.digit", 250}, {"figure.digit", 500}}); }},
        {.id = "shape",
         .done = [](const Progress& p) { return said(p, position) && state_of(p).row == 2 && state_of(p).column == 3; },
         .demo = [](Session& s) { load_data(s), set(s, {{position.control(), "60"}, {"figure.row", 2}, {"figure.column", 3}}); }},
        {.id = "rescale", .prepare = use_sgd_on_bytes, .done = rescale_done, .demo = play_rescale},
        {.id = "label", .prepare = [](Experiment&) {},   // a chapter of its own: the network is untrained
         .done = [](const Progress& p) { return said(p, order); },
         .demo = [](Session& s) { set(s, {{"figure.label", "5"}, {"figure.other", "4"}, {order.control(), "distance"}}); }},
        {.id = "train", .prepare = use_all_rows, .done = train_done, .demo = play_train, .controls = {"optimizer", "fit.epochs"}, .animated = true},
        {.id = "curves", .done = curves_done, .demo = play_curves, .controls = {"fit.epochs", "dataset.rows", "fit.batch_size", "optimizer"}},
        {.id = "mistakes", .done = mistakes_done, .demo = play_mistakes},
        {.id = "draw", .done = draw_done, .demo = play_draw},
        {.id = "challenge", .prepare = [](Experiment& e) { use_all_rows(e), e.fit.epochs = challenge_epochs; }, .done = challenge_done, .demo = play_challenge}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    return lesson;
}

}  // namespace nabla::lessons::mnist
