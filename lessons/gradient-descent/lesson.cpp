#include <algorithm>

#include "lessons/experiments.h"
#include "lessons/gradient-descent/state.h"
#include "lessons/play.h"

namespace nabla::lessons::gradient_descent {
namespace {

/// TV alone, one neuron without an activation: a line. It begins at w = 0.
Experiment line(Json bias_initializer, double rate, std::int64_t epochs) {
    Json line = dense(1, "linear");
    line["config"]["kernel_initializer"] = "zeros";
    if (!bias_initializer.is_null()) line["config"]["bias_initializer"] = std::move(bias_initializer);
    Experiment e = experiment(R"({"dataset": {"name": "advertising", "drop": ["Radio", "Newspaper"], "standardize": true},
                                  "compile": {"optimizer": "sgd", "loss": "mse"},
                                  "fit": {"batch_size": 200},
                                  "seed": 1})",
                              {std::move(line)});
    e.compile.optimizer.config["learning_rate"] = rate;
    e.fit.epochs = epochs;
    return e;
}

/// b stays where it is best: at the mean of Sales. So the loss has one parameter, w.
Experiment start() { return line({{"class_name", "Constant"}, {"config", {{"value", 14.0225}}}}, 0.1, 40); }

/// Both parameters free. "zeros" is said, though it is Keras's default: by it batch_runs() tells these runs from its own.
Experiment free_line(double rate, std::int64_t updates) {
    Experiment e = line("zeros", rate, updates);
    e.dataset.standardize = false;
    return e;
}

/// TV in hundreds of thousands of dollars: the ravine.
void use_hundreds(Experiment& e) {
    e = free_line(0.1, ravine_updates);
    e.dataset.given_scale = GivenScale{.deviation = 100};
}

/// TV in thousands: the needle, at its best rate.
void use_raw(Experiment& e) { e = free_line(3.453445e-5, scale_updates); }

void use_batches(Experiment& e) { e = line({}, 0.1, 10); }

/// The network of the published example: 10 and 1 neurons, both linear, Adam, five rows a batch, on unscaled columns.
void use_published(Experiment& e) {
    e = experiment(R"({"dataset": {"name": "advertising", "test_split": 0.3},
                       "compile": {"optimizer": "adam", "loss": "mse"},
                       "fit": {"epochs": 100, "batch_size": 5},
                       "seed": 1})",
                   {dense(10), dense(1)});
}

State state_of(const Progress& p) { return State::read(p.lesson_state); }

bool fit_done(const Progress& p) {
    const auto loss = standardized_loss(p.session);
    return loss && loss->loss(loss->minimum()[0], state_of(p).w) < 11;
}

/// A real run at a rate close below the limit that still lowered the loss.
bool rates_done(const Progress& p) {
    if (!said(p, rate_one)) return false;
    return std::ranges::any_of(p.session.runs(), [](const KeptRun& run) {
        const auto* loss = run.history.find("loss");
        const double rate = run.experiment["compile"]["optimizer"]["config"].value("learning_rate", 0.0);
        return rate >= 0.95 && rate < 1 && loss && loss->size() >= 20 && loss->back() < loss->front();
    });
}

bool ravine_done(const Progress& p) {
    const auto count = ravine_count(p.session, state_of(p));
    const State state = state_of(p);
    const auto loss = hundreds_loss(p.session);
    if (!loss || count < 0 || count > 45) return false;
    // Starting beside the minimum would be no way at all.
    return std::hypot(state.start[0] - loss->minimum()[0], state.start[1] - loss->minimum()[1]) > 3;
}

bool scale_done(const Progress& p) {
    const auto loss = scaled_loss(p.session);
    return said(p, one_update) && loss && loss->condition() < 1.1;
}

bool batches_done(const Progress& p) {
    return said(p, wanders) && std::ranges::all_of(batch_runs(p.session), [](const KeptRun* run) { return run != nullptr; });
}

bool epochs_done(const Progress& p) {
    return std::ranges::all_of(counts(), [&](const TypedNumber* number) { return typed_right(p.session, *number); });
}

bool row_number_done(const Progress& p) {
    const auto pairs = pairs_of(p.session);
    return said(p, damage) && !pairs.empty() && std::ranges::all_of(pairs, [](const Pair& pair) { return pair.with && pair.without; });
}

/// The three runs of "batches" have their paths' colours.
int series_of(const Session& session, const KeptRun* run) {
    if (session.step().id != "batches") return -1;
    const auto size = run ? run->experiment["fit"].value("batch_size", std::int64_t{0}) : session.experiment().fit.batch_size;
    const auto it = std::ranges::find(batch_sizes, size);
    return it == batch_sizes.end() ? -1 : batch_series[static_cast<std::size_t>(it - batch_sizes.begin())];
}

void play_rates(Session& s) {
    load_data(s);
    set(s, {{rate_one.control(), "swings"}});
    for (const double rate : {1.0, 0.95}) {
        set(s, {{"figure.rate", rate}, {"figure.walk", nullptr}});
        wait(s);
    }
}

void play_batches(Session& s) {
    load_data(s);
    set(s, {{wanders.control(), "one"}});
    for (const char* button : {"figure.batch_200", "figure.batch_5", "figure.batch_1"}) {
        set(s, {{button, nullptr}});
        wait(s);
    }
}

void play_epochs(Session& s) {
    for (const TypedNumber* number : counts()) set(s, {{number->control(), number->answer(s)}});
}

void play_row_number(Session& s) {
    load_data(s, true);
    set(s, {{damage.control(), "hidden"}, {"figure.train_pairs", nullptr}});
    wait(s);
}

}  // namespace

Lesson lesson() {
    Lesson lesson;
    lesson.id = "gradient-descent";
    lesson.order = 3;
    lesson.minutes = 25;
    lesson.start = start();
    lesson.state = starting_state();
    lesson.steps = {
        {.id = "fit", .done = fit_done, .demo = [](Session& s) { load_data(s), set(s, {{"figure.w", 3.8}}); },
         .controls = {"figure"}},
        {.id = "slope", .done = [](const Progress& p) { return typed_right(p.session, next_w()); },
         .demo = [](Session& s) { load_data(s), set(s, {{"figure.touch", 2.0}, {next_w().control(), 0.81}}); },
         .controls = {"figure"}},
        {.id = "rates", .done = rates_done, .demo = play_rates, .controls = {"optimizer.learning_rate", "fit.epochs"}, .animated = true},
        {.id = "ravine", .prepare = use_hundreds, .done = ravine_done, .demo = [](Session& s) { load_data(s), set(s, {{"figure.ravine_rate", 0.2567}}); },
         .controls = {"figure"}, .animated = true},
        {.id = "scale", .prepare = use_raw, .done = scale_done,
         .demo = [](Session& s) { load_data(s), set(s, {{one_update.control(), "10"}, {"figure.hundreds", nullptr}, {"figure.standardized", nullptr}}); },
         .controls = {"figure"}},
        {.id = "batches", .prepare = use_batches, .done = batches_done, .demo = play_batches, .controls = {"optimizer.learning_rate", "fit.epochs", "fit.batch_size"}, .animated = true},
        {.id = "epochs", .prepare = use_published, .done = epochs_done, .demo = play_epochs, .controls = {"fit.epochs", "fit.batch_size"}, .animated = true},
        {.id = "row-number", .prepare = [](Experiment& e) { use_published(e), e.dataset.row_number = true; }, .done = row_number_done, .demo = play_row_number, .controls = {"figure", "fit.epochs", "fit.batch_size", "optimizer"}}};
    lesson.controls = figure_controls;
    lesson.set_control = set_figure_control;
    lesson.describe = describe;
    lesson.series_of = series_of;
    return lesson;
}

}  // namespace nabla::lessons::gradient_descent
