#include "core/metrics/metric.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <vector>

#include "core/error.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

namespace {

struct Rows {
    std::vector<float> values;
    std::int64_t width = 1;
    ConstTensor tensor() const { return {values.data(), {static_cast<std::int64_t>(values.size()) / width, width}}; }
};

double once(const char* name, const char* loss, const Rows& prediction, const Rows& target) {
    const auto metric = make_metric(name, loss, "compile.metrics[0]");
    metric->update(prediction.tensor(), target.tensor());
    return metric->result();
}

}  // namespace

TEST_CASE("accuracy follows the loss: class numbers, one-hot rows, or a threshold of one half") {
    const Rows p{{.1f, .7f, .2f, .5f, .2f, .3f, .3f, .3f, .4f, 0, .1f, .9f}, 3};
    CHECK(once("accuracy", "sparse_categorical_crossentropy", p, {{1, 0, 0, 2}}) == 0.75);
    CHECK(once("accuracy", "categorical_crossentropy", p, {{0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1}, 3}) == 0.75);
    CHECK(once("accuracy", "binary_crossentropy", {{.2f, .9f, .51f, .49f, .5f}}, {{0, 1, 0, 1, 0}}) == 0.6);
    CHECK(once("acc", "sparse_categorical_crossentropy", p, {{1, 0, 2, 2}}) == 1);
}

TEST_CASE("of equal probabilities the first class counts") {
    CHECK(once("accuracy", "sparse_categorical_crossentropy", {{.5f, .5f, .5f, .5f}, 2}, {{0, 1}}) == 0.5);
}

TEST_CASE("mae and mse are means over rows and columns") {
    const Rows p{{1, 2, 3, 4}, 2}, t{{0, 2, 3, 2}, 2};
    CHECK_THAT(once("mae", "mean_squared_error", p, t), WithinAbs(0.75, 1e-7));
    CHECK_THAT(once("mean_absolute_error", "mean_squared_error", p, t), WithinAbs(0.75, 1e-7));
    CHECK_THAT(once("mse", "mean_absolute_error", p, t), WithinAbs(1.25, 1e-7));
}

TEST_CASE("a metric is a mean over rows, not over batches, and starts again after reset") {
    const auto metric = make_metric("accuracy", "binary_crossentropy", "metrics");
    CHECK(metric->result() == 0);
    const Rows three{{.9f, .9f, .9f}}, ones{{1, 1, 1}}, one{{.9f}}, zero{{0}};
    metric->update(three.tensor(), ones.tensor());
    metric->update(one.tensor(), zero.tensor());
    CHECK(metric->result() == 0.75);
    metric->reset();
    CHECK(metric->result() == 0);
    metric->update(one.tensor(), zero.tensor());
    CHECK(metric->result() == 0);
    metric->update(three.tensor(), ones.tensor());
    CHECK(metric->result() == 0.75);
}

TEST_CASE("a metric has the name it gets in History") {
    CHECK(make_metric("accuracy", "sparse_categorical_crossentropy", "m")->name() == "accuracy");
    CHECK(make_metric("mae", "mean_squared_error", "m")->name() == "mae");
    CHECK(make_metric("mse", "mean_squared_error", "m")->name() == "mse");
    CHECK_THROWS_AS(make_metric("exactness", "mean_squared_error", "m"), Error);
}
