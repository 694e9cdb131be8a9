#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/model/model.h"
#include "core/optimizers/optimizer.h"
#include "core/random/rng.h"
#include "core/train/training_run.h"

/// What several tests need: small models, data made from a seed, whole runs.
namespace nabla::test {

/// False in a WebAssembly build without pthreads, where std::thread cannot start.
inline bool threads_available() {
    try {
        std::thread([] {}).join();
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

inline double clock_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline Json sequential(std::initializer_list<Json> layers) {
    return {{"class_name", "Sequential"}, {"config", {{"layers", Json(std::vector<Json>(layers))}}}};
}
inline Json dense(int units, const std::string& activation = "linear") {
    return {{"class_name", "Dense"}, {"config", {{"units", units}, {"activation", activation}}}};
}
inline Json dropout(double rate) { return {{"class_name", "Dropout"}, {"config", {{"rate", rate}}}}; }

inline Named optimizer(const std::string& class_name, const Json& changes = Json::object()) {
    Named named{class_name, optimizer_defaults(class_name)};
    for (const auto& [key, value] : changes.items()) named.config[key] = value;
    return named;
}

/// Rows in [-1, 1) and a target that a small network can learn: the class whose fixed random direction fits best, or
/// (classes = 0) the sum of the columns.
inline std::shared_ptr<Dataset> toy_data(std::int64_t rows, std::int64_t columns, std::int64_t classes, std::uint64_t seed = 5) {
    auto data = std::make_shared<Dataset>();
    const Rng rng(seed, 99);
    std::vector<float> x(static_cast<std::size_t>(rows * columns)), y, direction(static_cast<std::size_t>(columns * std::max<std::int64_t>(classes, 1)));
    rng.fork(1).fill_uniform(x, -1, 1);
    rng.fork(2).fill_uniform(direction, -1, 1);
    for (std::int64_t row = 0; row < rows; ++row) {
        double best = -1e9, sum = 0;
        std::int64_t label = 0;
        for (std::int64_t c = 0; c < std::max<std::int64_t>(classes, 1); ++c) {
            double score = 0;
            for (std::int64_t i = 0; i < columns; ++i) {
                const float value = x[static_cast<std::size_t>(row * columns + i)];
                score += value * direction[static_cast<std::size_t>(c * columns + i)];
                if (c == 0) sum += value;
            }
            if (score > best) best = score, label = c;
        }
        y.push_back(classes ? static_cast<float>(label) : static_cast<float>(sum));
    }
    data->name = "toy";
    data->generated = true;
    data->task = classes ? Task::classification : Task::regression;
    data->classes = classes;
    data->train = {Samples::from_floats({columns}, std::move(x)), std::move(y), 1};
    return data;
}

/// An Experiment for toy_data(), without the parser: fields as parse() would leave them.
inline Experiment toy_experiment(const Dataset& data, Json model, Named rule, std::int64_t epochs, std::int64_t batch_size,
                                 double validation_split = 0) {
    Experiment e;
    e.dataset.name = data.name;
    e.dataset.shape = data.train.x.sample_shape();
    e.model = std::move(model);
    const bool classifies = data.task == Task::classification;
    e.compile = {std::move(rule), classifies ? "sparse_categorical_crossentropy" : "mean_squared_error", Json::object(),
                 {classifies ? "accuracy" : "mae"}};
    e.fit.epochs = epochs;
    e.fit.batch_size = batch_size;
    e.fit.validation_split = validation_split;
    e.seed = 11;
    return e;
}

inline std::vector<float> copy(std::span<const float> values) { return {values.begin(), values.end()}; }

/// Equal to the last bit; unlike ==, a failure does not print thousands of numbers.
inline bool same_bits(std::span<const float> a, std::span<const float> b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

struct Outcome {
    History history;
    std::vector<float> weights;
    RunState state = RunState::ready;
};

/// The plain loop every other way of running is compared with.
inline Outcome fit(const Experiment& experiment, const std::shared_ptr<const Dataset>& data, ThreadPool* pool = nullptr) {
    TrainingRun run(experiment, data, {.pool = pool, .now = {}});
    while (run.step()) {}
    return {run.history(), copy(run.model().weights()), run.state()};
}

}  // namespace nabla::test
