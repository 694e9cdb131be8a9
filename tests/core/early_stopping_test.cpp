#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "core/train/callbacks.h"
#include "core/train/early_stopping.h"
#include "core/train/learning_rate.h"
#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

struct Outcome {
    std::int64_t stopped = -1;  // epoch from 0; -1: never
    std::int64_t best = -1;
};

Outcome play(const EarlyStoppingOptions& options, const std::vector<double>& values) {
    EarlyStoppingRule rule(options);
    for (std::size_t epoch = 0; epoch < values.size(); ++epoch)
        if (rule.observe(static_cast<std::int64_t>(epoch), values[epoch]).stop) return {static_cast<std::int64_t>(epoch), rule.best_epoch()};
    return {-1, rule.best_epoch()};
}

}  // namespace

// Expected values: Keras 3's keras.callbacks.EarlyStopping, followed by hand.
TEST_CASE("EarlyStopping: stops after `patience` epochs without improvement") {
    CHECK(play({.patience = 2}, {1, 0.9, 0.8, 0.85, 0.81, 0.7}).stopped == 4);
    CHECK(play({.patience = 2}, {1, 0.9, 0.8, 0.85, 0.79, 0.9, 0.95}).stopped == 6);
    CHECK(play({.patience = 2}, {1, 0.9, 0.8, 0.85, 0.81}).best == 2);
    CHECK(play({.patience = 3}, {1, 0.9, 0.8, 0.85, 0.81}).stopped == -1);
}

TEST_CASE("EarlyStopping: patience 0 stops at the first epoch that is no better, but never at the very first") {
    CHECK(play({.patience = 0}, {1, 1}).stopped == 1);
    CHECK(play({.patience = 0}, {1, 0.9, 0.95}).stopped == 2);
    CHECK(play({.patience = 0}, {std::nan(""), 1}).stopped == -1);
}

TEST_CASE("EarlyStopping: an improvement smaller than min_delta does not count") {
    CHECK(play({.min_delta = 0.1, .patience = 2}, {1, 0.95, 0.91, 0.5}).stopped == 2);
    CHECK(play({.min_delta = 0.1, .patience = 2}, {1, 0.95, 0.89, 0.85, 0.8}).stopped == 4);
    CHECK(play({.monitor = {"val_accuracy", true}, .min_delta = 0.1, .patience = 1}, {0.5, 0.55}).stopped == 1);
    CHECK(play({.monitor = {"val_accuracy", true}, .min_delta = 0.1, .patience = 1}, {0.5, 0.65}).stopped == -1);
}

TEST_CASE("EarlyStopping: with a baseline, patience runs on until the baseline too is beaten") {
    CHECK(play({.patience = 2, .baseline = 0.5}, {1, 0.9, 0.95}).stopped == 2);   // waits 1, 2 (better, no check), 3
    CHECK(play({.patience = 3, .baseline = 0.5}, {0.4, 0.6, 0.6}).stopped == -1);
    CHECK(play({.patience = 3, .baseline = 0.5}, {0.4, 0.6, 0.6, 0.6}).stopped == 3);
}

TEST_CASE("EarlyStopping: epochs in front of start_from_epoch are not looked at") {
    CHECK(play({.patience = 1, .start_from_epoch = 3}, {0.1, 0.5, 0.6, 0.9, 0.95}).stopped == 4);
    CHECK(play({.patience = 1, .start_from_epoch = 3}, {0.1, 0.5, 0.6, 0.9, 0.95}).best == 3);
}

TEST_CASE("EarlyStopping: NaN improves on nothing, and the first epoch seen is the best so far") {
    const auto outcome = play({.patience = 2}, {std::nan(""), std::nan(""), std::nan("")});
    CHECK(outcome.stopped == 1);
    CHECK(outcome.best == 0);
}

TEST_CASE("EarlyStopping: mode auto rises for what counts hits and falls for losses and distances") {
    const auto direction = [](Json config) { return read_early_stopping(config, "c").monitor.higher_is_better; };
    CHECK(direction({{"monitor", "val_accuracy"}}));
    CHECK(direction({{"monitor", "accuracy"}}));
    for (const char* rises : {"val_acc", "val_precision", "recall", "val_r2_score", "val_sparse_top_k_categorical_accuracy"}) CHECK(direction({{"monitor", rises}}));
    CHECK_FALSE(direction({{"monitor", "val_loss"}}));
    CHECK_FALSE(direction({{"monitor", "val_mae"}}));
    CHECK(direction({{"monitor", "val_loss"}, {"mode", "max"}}));
    CHECK(error_of([&] { direction({{"mode", "up"}}); }).where == "c.mode");
}

TEST_CASE("EarlyStopping: ends a run, and restores the best epoch's weights") {
    const auto data = toy_data(60, 3, 2);
    Experiment e = toy_experiment(*data, sequential({dense(8, "relu"), dense(2, "softmax")}), optimizer("SGD", {{"learning_rate", 0.5}}), 40, 10, 0.4);
    e.fit.callbacks = {{"EarlyStopping", {{"monitor", "val_loss"}, {"patience", 3}, {"restore_best_weights", true}}}};
    TrainingRun run(e, data, {});
    std::vector<std::vector<float>> weights;
    for (bool more = true; more;) {
        const auto epochs = run.history().epochs();
        more = run.step();
        if (more && run.history().epochs() > epochs) weights.push_back(copy(run.model().weights()));
    }
    const auto& losses = *run.history().find("val_loss");
    const auto best = static_cast<std::size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin());
    REQUIRE(losses.size() < 40);
    CHECK(losses.size() == best + 1 + 3);
    CHECK(copy(run.model().weights()) == weights.at(best));
}

TEST_CASE("EarlyStopping: a rewound run stops at the same epoch again") {
    const auto data = toy_data(60, 3, 2);
    Experiment e = toy_experiment(*data, sequential({dense(8, "relu"), dense(2, "softmax")}), optimizer("SGD", {{"learning_rate", 0.5}}), 40, 10, 0.4);
    e.fit.callbacks = {{"EarlyStopping", {{"patience", 3}, {"restore_best_weights", true}}}};
    TrainingRun run(e, data, {});
    while (run.history().epochs() < 2) REQUIRE(run.step());
    const auto snapshot = run.snapshot();
    while (run.step()) {}
    const auto history = run.history();
    const auto weights = copy(run.model().weights());
    run.rewind(snapshot);
    while (run.step()) {}
    CHECK(run.history().same_numbers(history));
    CHECK(copy(run.model().weights()) == weights);
}

TEST_CASE("ReduceLROnPlateau: lowers the rate after `patience` epochs, waits out the cooldown, stops at min_lr") {
    PlateauRule rule({.factor = 0.5, .patience = 2, .min_delta = 0, .cooldown = 1, .min_lr = 0.2});
    std::vector<float> rates;
    float rate = 1;
    for (double value : {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0}) rates.push_back(rate = rule.observe(value, rate));
    // best; wait 1; wait 2: halve, cooldown 1; cooldown ends, wait 1; wait 2: halve; cooldown ends, wait 1; wait 2: min_lr; ...
    CHECK(rates == std::vector<float>{1, 1, 0.5f, 0.5f, 0.25f, 0.25f, 0.2f, 0.2f, 0.2f});
}

TEST_CASE("ReduceLROnPlateau: min_delta is a threshold around the best") {
    PlateauRule rule({.factor = 0.1, .patience = 1, .min_delta = 0.01});
    CHECK(rule.observe(1.0, 1) == 1);
    CHECK(rule.observe(0.995, 1) == 0.1f);
    CHECK(rule.observe(0.98, 0.1f) == 0.1f);
}

TEST_CASE("LearningRateScheduler: Keras's schedules with epochs as steps") {
    const auto at = [](const char* json, double epoch) {
        return read_schedule({{"schedule", Json::parse(json)}}, "c").at(epoch, 0.1);
    };
    using Catch::Matchers::WithinRel;
    CHECK_THAT(at(R"({"class_name": "ExponentialDecay", "config": {"decay_steps": 2, "decay_rate": 0.5}})", 3), WithinRel(0.1 * std::pow(0.5, 1.5)));
    CHECK_THAT(at(R"({"class_name": "ExponentialDecay", "config": {"decay_steps": 2, "decay_rate": 0.5, "staircase": true}})", 3), WithinRel(0.05));
    CHECK_THAT(at(R"({"class_name": "InverseTimeDecay", "config": {"decay_steps": 1, "decay_rate": 0.5, "initial_learning_rate": 1}})", 2), WithinRel(0.5));
    CHECK_THAT(at(R"({"class_name": "CosineDecay", "config": {"decay_steps": 10, "alpha": 0.1}})", 5), WithinRel(0.1 * (0.9 * 0.5 + 0.1)));
    const char* warm = R"({"class_name": "CosineDecay", "config": {"decay_steps": 10, "initial_learning_rate": 0.1, "warmup_target": 0.5, "warmup_steps": 4}})";
    CHECK_THAT(at(warm, 0), WithinRel(0.1));
    CHECK_THAT(at(warm, 3), WithinRel(0.4));
    CHECK_THAT(at(warm, 4), WithinRel(0.5));
    CHECK_THAT(at(warm, 9), WithinRel(0.25));
    CHECK(at(warm, 14) == 0);
    CHECK_THAT(at(R"({"class_name": "PolynomialDecay", "config": {"decay_steps": 10, "end_learning_rate": 0, "power": 2}})", 5), WithinRel(0.025));
    const char* piecewise = R"({"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [2, 4], "values": [0.1, 0.01, 0.001]}})";
    CHECK(at(piecewise, 2) == 0.1);
    CHECK(at(piecewise, 3) == 0.01);
    CHECK(at(piecewise, 5) == 0.001);
    CHECK(error_of([&] { at(R"({"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [2], "values": [1]}})", 0); }).code == "wrong_length");
}

TEST_CASE("LearningRateScheduler: the first update of an epoch already has its rate") {
    const auto data = toy_data(20, 2, 2);
    Experiment e = toy_experiment(*data, sequential({dense(2, "softmax")}), optimizer("SGD", {{"learning_rate", 0.5}}), 3, 20);
    e.fit.callbacks = {{"LearningRateScheduler", {{"schedule", {{"class_name", "ExponentialDecay"}, {"config", {{"decay_steps", 1}, {"decay_rate", 0.1}}}}}}}};
    TrainingRun run(e, data, {});
    std::vector<float> rates;
    while (run.history().epochs() < 3) {
        run.step();
        rates.push_back(run.optimizer().learning_rate);
    }
    CHECK(rates == std::vector<float>{0.5f, 0.05f, 0.005f});
}
