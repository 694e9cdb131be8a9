#include "core/train/training_run.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <numeric>

#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

Json classifier(int classes = 4) { return sequential({dense(24, "relu"), dropout(.2), dense(classes, "softmax")}); }

/// A model whose prediction is 0 and practically stays there: losses are then functions of the targets alone.
Json silent() {
    Json layer = dense(1);
    layer["config"]["kernel_initializer"] = "zeros";
    return sequential({layer});
}
Named frozen() { return optimizer("SGD", {{"learning_rate", 1e-30}}); }

/// Targets 1, 2, 3, ...: the mean of their squares says which rows were taken.
std::shared_ptr<Dataset> numbered_rows(std::int64_t rows) {
    auto data = toy_data(rows, 3, 0);
    std::iota(data->train.y.begin(), data->train.y.end(), 1.0f);
    return data;
}
double mean_square(int first, int last) {
    double sum = 0;
    for (int i = first; i <= last; ++i) sum += static_cast<double>(i) * i;
    return sum / (last - first + 1);
}

}  // namespace

TEST_CASE("the same seed gives the same history and weights, another seed others") {
    const auto data = toy_data(300, 12, 4);
    Experiment e = toy_experiment(*data, classifier(), optimizer("RMSprop"), 3, 32, 0.2);
    const Outcome a = fit(e, data), b = fit(e, data);
    CHECK(a.history.same_numbers(b.history));
    CHECK(same_bits(a.weights, b.weights));
    CHECK(a.history.epochs() == 3);
    e.seed = 12;
    CHECK_FALSE(fit(e, data).history.same_numbers(a.history));
}

TEST_CASE("one thread, two and three give the same bits") {
    if (!threads_available()) SKIP("this build has no threads");
    const auto data = toy_data(700, 60, 10);
    const Experiment e = toy_experiment(*data, sequential({dense(130, "relu"), dropout(.4), dense(65, "tanh"), dense(10, "softmax")}),
                                        optimizer("Adam"), 2, 100, 0.1);
    const Outcome alone = fit(e, data);
    for (int threads : {1, 2, 3}) {
        ThreadPool pool(threads);
        const Outcome together = fit(e, data, &pool);
        INFO(threads << " threads");
        CHECK(together.history.same_numbers(alone.history));
        CHECK(same_bits(together.weights, alone.weights));
    }
}

TEST_CASE("training learns: a toy problem's loss falls and its accuracy rises") {
    const auto data = toy_data(500, 8, 3);
    const Outcome outcome = fit(toy_experiment(*data, sequential({dense(32, "relu"), dense(3, "softmax")}), optimizer("Adam", {{"learning_rate", .01}}), 12, 32, 0.2), data);
    CHECK(outcome.state == RunState::done);
    const auto& loss = *outcome.history.find("loss");
    CHECK(loss.back() < 0.35 * loss.front());
    CHECK(outcome.history.find("val_accuracy")->back() > 0.85);
}

TEST_CASE("history has Keras's names, one number an epoch") {
    const auto data = toy_data(40, 3, 2);
    const Outcome outcome = fit(toy_experiment(*data, sequential({dense(2, "softmax")}), optimizer("SGD"), 2, 8, 0.25), data);
    for (const char* name : {"loss", "accuracy", "val_loss", "val_accuracy"}) {
        INFO(name);
        REQUIRE(outcome.history.find(name));
        CHECK(outcome.history.find(name)->size() == 2);
    }
    CHECK(outcome.history.seconds.size() == 2);
    CHECK(outcome.history.series.size() == 4);
    CHECK_FALSE(outcome.history.find("val_mae"));
}

TEST_CASE("validation takes the last rows, and their number rounds as Keras's does") {
    struct Row { int rows; double split; int train; };
    for (const Row& r : {Row{10, .2, 8}, {10, .25, 7}, {404, .2, 323}, {101, .5, 50}, {10, .99, 0}, {7, 0, 7}}) {
        if (r.train == 0) continue;
        const auto data = numbered_rows(r.rows);
        TrainingRun run(toy_experiment(*data, silent(), frozen(), 1, 3, r.split), data, {});
        while (run.step()) {}
        INFO(r.rows << " rows, split " << r.split);
        CHECK(run.train_rows() == r.train);
        CHECK(run.validation_rows() == r.rows - r.train);
        CHECK_THAT(run.history().find("loss")->at(0), WithinRel(mean_square(1, r.train), 1e-6));
        if (r.train < r.rows) CHECK_THAT(run.history().find("val_loss")->at(0), WithinRel(mean_square(r.train + 1, r.rows), 1e-6));
        else CHECK_FALSE(run.history().find("val_loss"));
    }
}

TEST_CASE("the last batch is smaller and counts by its rows") {
    const auto data = numbered_rows(10);
    TrainingRun run(toy_experiment(*data, silent(), frozen(), 1, 4), data, {});
    CHECK(run.batches() == 3);
    double sum = 0;
    for (const double rows : {4.0, 4.0, 2.0}) {
        run.step();
        sum += run.batch_loss() * rows;
    }
    while (run.step()) {}
    CHECK_THAT(run.history().find("loss")->at(0), WithinRel(mean_square(1, 10), 1e-6));
    CHECK_THAT(sum / 10, WithinRel(mean_square(1, 10), 1e-6));
    CHECK(run.update() == 3);
}

TEST_CASE("404 rows in batches of 16 are 26 updates; a batch larger than the data is one") {
    const auto data = numbered_rows(404);
    CHECK(TrainingRun(toy_experiment(*data, silent(), frozen(), 1, 16), data, {}).batches() == 26);
    const auto few = numbered_rows(10);
    TrainingRun run(toy_experiment(*few, silent(), frozen(), 2, 1000), few, {});
    CHECK(run.batches() == 1);
    while (run.step()) {}
    CHECK(run.update() == 2);
    CHECK_THAT(run.history().find("loss")->at(0), WithinRel(mean_square(1, 10), 1e-6));
}

TEST_CASE("loss is the mean over the epoch while the weights move, as Keras reports it") {
    const auto data = toy_data(100, 5, 3);
    TrainingRun run(toy_experiment(*data, classifier(3), optimizer("SGD", {{"learning_rate", .5}}), 1, 30), data, {});
    double sum = 0, rows = 0;
    while (run.batch() < run.batches() && run.epoch() == 0) {
        const double n = run.batch() == 3 ? 10 : 30;
        run.step();
        sum += run.batch_loss() * n, rows += n;
        if (run.epoch() == 0 && run.batch() > 0) CHECK_THAT(run.running("loss"), WithinRel(sum / rows, 1e-5));
        if (rows == 100) break;
    }
    while (run.step()) {}
    CHECK_THAT(run.history().find("loss")->at(0), WithinRel(sum / 100, 1e-5));
    // The weights at the end do better than they did on the way.
    CHECK(run.evaluate(data->train).loss < sum / 100);
}

TEST_CASE("without shuffle the rows come in order, with it each comes once an epoch") {
    const auto data = numbered_rows(12);
    Experiment e = toy_experiment(*data, silent(), frozen(), 2, 1);
    e.fit.shuffle = false;
    TrainingRun in_order(e, data, {});
    for (int i = 1; i <= 12; ++i) {
        in_order.step();
        CHECK_THAT(std::sqrt(in_order.batch_loss()), WithinAbs(i, 1e-4));
    }
    e.fit.shuffle = true;
    TrainingRun shuffled(e, data, {});
    std::vector<std::vector<int>> epochs(2);
    while (shuffled.update() < 24) {
        const std::int64_t before = shuffled.update();
        shuffled.step();
        if (shuffled.update() > before) epochs[static_cast<std::size_t>(before / 12)].push_back(static_cast<int>(std::lround(std::sqrt(shuffled.batch_loss()))));
    }
    CHECK(epochs[0] != epochs[1]);
    for (auto& order : epochs) {
        CHECK_FALSE(std::is_sorted(order.begin(), order.end()));
        std::sort(order.begin(), order.end());
        std::vector<int> all(12);
        std::iota(all.begin(), all.end(), 1);
        CHECK(order == all);
    }
}

TEST_CASE("validation rows are never shuffled into the training rows") {
    const auto data = numbered_rows(20);
    TrainingRun run(toy_experiment(*data, silent(), frozen(), 3, 5, 0.25), data, {});
    while (run.step()) {}
    for (double loss : *run.history().find("val_loss")) CHECK_THAT(loss, WithinRel(mean_square(16, 20), 1e-6));
    for (double loss : *run.history().find("loss")) CHECK_THAT(loss, WithinRel(mean_square(1, 15), 1e-6));
}

TEST_CASE("rewinding to a snapshot replays the same numbers") {
    const auto data = toy_data(300, 12, 4);
    for (const char* rule : {"SGD", "RMSprop", "Adam", "Nadam"}) {
        const Experiment e = toy_experiment(*data, classifier(), optimizer(rule), 3, 32, 0.2);
        TrainingRun run(e, data, {});
        const RunSnapshot start = run.snapshot();
        while (run.update() < 11) run.step();  // in the second epoch
        const RunSnapshot middle = run.snapshot();
        CHECK(middle.update == 11);
        while (run.step()) {}
        const History end = run.history();
        const auto weights = copy(run.model().weights());
        INFO(rule);
        for (const RunSnapshot* from : {&middle, &start, &middle}) {
            run.rewind(*from);
            CHECK(run.update() == from->update);
            CHECK(run.history().same_numbers(from->history));
            CHECK(same_bits(copy(run.model().weights()), from->weights));
            while (run.step()) {}
            CHECK(run.history().same_numbers(end));
            CHECK(same_bits(copy(run.model().weights()), weights));
        }
        TrainingRun other(e, data, {});
        other.rewind(middle);
        while (other.step()) {}
        CHECK(other.history().same_numbers(end));
        CHECK(same_bits(copy(other.model().weights()), weights));
    }
}

TEST_CASE("a look in between does not change the numbers: evaluate, predict, snapshot") {
    const auto data = toy_data(200, 12, 4);
    const Experiment e = toy_experiment(*data, classifier(), optimizer("Adam"), 2, 32, 0.2);
    const Outcome undisturbed = fit(e, data);
    TrainingRun run(e, data, {});
    while (run.step()) {
        run.evaluate(data->train);
        run.predict(std::vector<float>(24, .5f));
        run.snapshot();
    }
    CHECK(run.history().same_numbers(undisturbed.history));
    CHECK(same_bits(copy(run.model().weights()), undisturbed.weights));
}

TEST_CASE("a run over few rows evaluates and predicts many") {
    const auto few = toy_data(5, 6, 3), many = toy_data(700, 6, 3);
    TrainingRun run(toy_experiment(*few, classifier(3), optimizer("SGD"), 1, 2), few, {});
    run.step();
    CHECK(std::isfinite(run.evaluate(many->train).loss));
    CHECK(run.predict(copy(many->train.x.floats())).size() == 2100);
    CHECK_THROWS_AS(run.predict(std::vector<float>(7)), Error);
}

TEST_CASE("evaluate agrees with the validation of the last epoch, predict with evaluate") {
    const auto data = toy_data(100, 6, 3);
    TrainingRun run(toy_experiment(*data, classifier(3), optimizer("Adam"), 2, 16, 0.3), data, {});
    while (run.step()) {}
    Part tail;
    std::vector<float> x(30 * 6);
    data->train.x.gather(70, 30, x.data());
    tail.x = Samples::from_floats({6}, x);
    tail.y.assign(data->train.y.begin() + 70, data->train.y.end());
    const Evaluation seen = run.evaluate(tail, true);
    CHECK_THAT(seen.loss, WithinRel(run.history().find("val_loss")->back(), 1e-6));
    REQUIRE(seen.metrics.size() == 1);
    CHECK(seen.metrics[0].first == "accuracy");
    CHECK_THAT(seen.metrics[0].second, WithinAbs(run.history().find("val_accuracy")->back(), 1e-9));
    const auto predicted = run.predict(x);
    REQUIRE(predicted.size() == 90);
    REQUIRE(seen.predictions.size() == 90);
    for (std::size_t i = 0; i < 90; ++i) CHECK_THAT(predicted[i], WithinAbs(seen.predictions[i], 1e-6));
}

TEST_CASE("a learning rate of 1000 diverges: the run says where, and is usable again after a rewind") {
    const auto data = toy_data(200, 8, 0);
    TrainingRun run(toy_experiment(*data, sequential({dense(16, "relu"), dense(16), dense(1)}), optimizer("SGD", {{"learning_rate", 1000}}), 5, 16), data, {});
    const RunSnapshot start = run.snapshot();
    while (run.step()) {}
    CHECK(run.state() == RunState::diverged);
    REQUIRE(run.divergence());
    CHECK(run.divergence()->epoch >= 1);
    CHECK(run.divergence()->batch >= 1);
    std::vector<std::string> layers = {""};
    for (const Node& node : run.model().nodes())
        if (node.layer) layers.push_back(node.name);
    INFO(run.divergence()->layer << " " << static_cast<int>(run.divergence()->what));
    CHECK(std::find(layers.begin(), layers.end(), run.divergence()->layer) != layers.end());
    CHECK_FALSE(run.divergence()->layer.empty());
    CHECK_FALSE(run.step());

    run.rewind(start);
    CHECK_FALSE(run.divergence());
    run.optimizer().learning_rate = .001f;
    while (run.step()) {}
    CHECK(run.state() == RunState::done);
    CHECK(std::isfinite(run.history().find("loss")->back()));
    CHECK(run.history().find("loss")->back() < run.history().find("loss")->front());
}

TEST_CASE("stop ends the run with the epoch's bookkeeping") {
    const auto data = toy_data(100, 6, 3);
    struct Stopper : Callback {
        int begun = 0, batches = 0, ended = 0, finished = 0;
        int* finished_outside = nullptr;
        void on_epoch_begin(TrainingRun&) override { ++begun; }
        void on_batch_end(TrainingRun&) override { ++batches; }
        void on_epoch_end(TrainingRun& run) override {
            if (++ended == 2) run.stop();
        }
        void on_train_end(TrainingRun&) override { *finished_outside += 1; }
    };
    int finished = 0;
    auto stopper = std::make_unique<Stopper>();
    stopper->finished_outside = &finished;
    const Stopper& seen = *stopper;
    RunOptions options;
    options.callbacks.push_back(std::move(stopper));
    TrainingRun run(toy_experiment(*data, classifier(3), optimizer("Adam"), 9, 25), data, std::move(options));
    while (run.step()) {}
    CHECK(run.state() == RunState::done);
    CHECK(run.history().epochs() == 2);
    CHECK(run.history().find("loss")->size() == 2);
    CHECK(seen.begun == 2);
    CHECK(seen.batches == 8);
    CHECK(seen.ended == 2);
    CHECK(finished == 1);
}

TEST_CASE("the clock comes from outside and only reaches History's seconds") {
    const auto data = toy_data(60, 4, 2);
    const Experiment e = toy_experiment(*data, sequential({dense(2, "softmax")}), optimizer("SGD"), 2, 10);
    double time = 100;
    TrainingRun run(e, data, {.now = [&] { return time += 0.5; }});
    while (run.step()) {}
    REQUIRE(run.history().seconds.size() == 2);
    for (double s : run.history().seconds) CHECK(s > 0);
    CHECK(run.history().same_numbers(fit(e, data).history));
}

TEST_CASE("a regularizer's penalty is part of loss and of val_loss, as in Keras") {
    const auto data = numbered_rows(10);
    Json layer = dense(1);
    layer["config"]["kernel_initializer"] = "zeros";
    layer["config"]["bias_initializer"] = "ones";
    layer["config"]["bias_regularizer"] = {{"class_name", "L2"}, {"config", {{"l2", 7}}}};
    TrainingRun run(toy_experiment(*data, sequential({layer}), frozen(), 1, 10, 0.2), data, {});
    while (run.step()) {}
    double train = 0, validation = 0;
    for (int i = 1; i <= 8; ++i) train += (i - 1.0) * (i - 1.0) / 8;
    for (int i = 9; i <= 10; ++i) validation += (i - 1.0) * (i - 1.0) / 2;
    CHECK_THAT(run.history().find("loss")->at(0), WithinRel(train + 7, 1e-5));
    CHECK_THAT(run.history().find("val_loss")->at(0), WithinRel(validation + 7, 1e-5));
}
