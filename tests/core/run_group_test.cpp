#include "core/train/run_group.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;

namespace {

std::vector<GroupRun> seeds(const std::shared_ptr<Dataset>& data, int count) {
    std::vector<GroupRun> runs;
    for (int seed = 1; seed <= count; ++seed) {
        Experiment e = toy_experiment(*data, sequential({dense(12, "relu"), dense(4, "softmax")}), optimizer("Adam"), 2, 16);
        e.seed = static_cast<std::uint64_t>(seed);
        runs.push_back({.name = "seed " + std::to_string(seed), .experiment = e, .data = data, .keep_weights = true});
    }
    return runs;
}

}  // namespace

TEST_CASE("a group's runs have the numbers they have alone, on threads and pumped") {
    const auto data = toy_data(120, 6, 4);
    const auto runs = seeds(data, 5);
    for (const bool threaded : {true, false}) {
        if (threaded && !threads_available()) continue;
        RunGroup group({.worker_threads = threaded, .now = clock_seconds});
        group.start(runs, 2);
        CHECK(group.busy());
        group.wait();
        CHECK_FALSE(group.busy());
        REQUIRE(group.views().size() == runs.size());
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const Outcome alone = fit(runs[i].experiment, data);
            CHECK(group.views()[i].state == GroupRunView::State::done);
            CHECK(group.views()[i].history.same_numbers(alone.history));
            CHECK(*group.views()[i].weights == alone.weights);
        }
        CHECK_FALSE(group.views()[0].history.same_numbers(group.views()[1].history));
    }
}

TEST_CASE("a group shows what fails and goes on with the rest") {
    const auto data = toy_data(60, 6, 4);
    auto runs = seeds(data, 3);
    runs[1].experiment.model = Json::parse(R"({"class_name": "Sequential", "config": {"layers": [{"class_name": "Nonsense"}]}})");
    RunGroup group({.worker_threads = threads_available(), .now = clock_seconds});
    group.start(runs, 2);
    group.wait();
    CHECK(group.views()[0].state == GroupRunView::State::done);
    CHECK(group.views()[1].state == GroupRunView::State::failed);
    REQUIRE(group.views()[1].error);
    CHECK(group.views()[1].error->code == "unknown_name");
    CHECK(group.views()[2].state == GroupRunView::State::done);
}

TEST_CASE("a cancelled group stands still and can begin again") {
    const auto data = toy_data(400, 6, 4);
    auto runs = seeds(data, 4);
    for (auto& run : runs) run.experiment.fit.epochs = 100000;
    RunGroup group({.worker_threads = threads_available(), .now = clock_seconds});
    group.start(runs, 2);
    group.pump(0.01);
    group.cancel();
    CHECK_FALSE(group.busy());
    CHECK(group.ended() == 0);
    group.start(seeds(data, 2), 2);
    group.wait();
    CHECK(group.ended() == 2);
}

TEST_CASE("a run that is inspected has both modes' scores of each epoch, and the numbers it has without") {
    const auto data = toy_data(200, 6, 4);
    GroupRun plain{.name = "plain", .experiment = toy_experiment(*data, sequential({dense(24, "relu"), dense(4, "softmax")}), optimizer("Adam"), 3, 16), .data = data};
    GroupRun masked = plain;
    masked.experiment.model = sequential({dense(24, "relu"), dropout(0.5), dense(4, "softmax")});
    GroupRun alone = masked;
    plain.inspect_rows = masked.inspect_rows = 150;
    RunGroup group({.worker_threads = threads_available(), .now = clock_seconds});
    group.start({plain, masked, alone}, 1);
    group.wait();
    const auto& views = group.views();
    REQUIRE(views[0].modes.size() == 3);
    REQUIRE(views[1].modes.size() == 3);
    CHECK(views[2].modes.empty());
    for (std::size_t epoch = 0; epoch < 3; ++epoch) {
        CHECK(views[0].modes[epoch].training_loss == views[0].modes[epoch].inference_loss);   // no dropout: the modes are one
        CHECK(views[0].modes[epoch].training_metric == views[0].modes[epoch].inference_metric);
        CHECK(views[1].modes[epoch].training_loss > views[1].modes[epoch].inference_loss);
    }
    CHECK(views[1].history.same_numbers(views[2].history));
}
