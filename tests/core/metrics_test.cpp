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

double once(const char* name, const Rows& prediction, const Rows& target) {
    const auto metric = make_metric(name, "compile.metrics[0]");
    metric->update(prediction.tensor(), target.tensor());
    return metric->result();
}

}  // namespace

TEST_CASE("accuracy follows the shapes: class numbers, one-hot rows, or a threshold of one half for one column") {
    const Rows p{{.1f, .7f, .2f, .5f, .2f, .3f, .3f, .3f, .4f, 0, .1f, .9f}, 3};
    CHECK(once("accuracy", p, {{1, 0, 0, 2}}) == 0.75);
    CHECK(once("accuracy", p, {{0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1}, 3}) == 0.75);
    CHECK(once("accuracy", {{.2f, .9f, .51f, .49f, .5f}}, {{0, 1, 0, 1, 0}}) == 0.6);
    CHECK(once("acc", p, {{1, 0, 2, 2}}) == 1);
}

TEST_CASE("of equal probabilities the first class counts") {
    CHECK(once("accuracy", {{.5f, .5f, .5f, .5f}, 2}, {{0, 1}}) == 0.5);
}

TEST_CASE("mae and mse are means over rows and columns") {
    const Rows p{{1, 2, 3, 4}, 2}, t{{0, 2, 3, 2}, 2};
    CHECK_THAT(once("mae", p, t), WithinAbs(0.75, 1e-7));
    CHECK_THAT(once("mean_absolute_error", p, t), WithinAbs(0.75, 1e-7));
    CHECK_THAT(once("mse", p, t), WithinAbs(1.25, 1e-7));
}

TEST_CASE("a metric is a mean over rows, not over batches, and starts again after reset") {
    const auto metric = make_metric("accuracy", "metrics");
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
    CHECK(make_metric("accuracy", "m")->name() == "accuracy");
    CHECK(make_metric("mae", "m")->name() == "mae");
    CHECK(make_metric("mse", "m")->name() == "mse");
    CHECK_THROWS_AS(make_metric("exactness", "m"), Error);
}

TEST_CASE("top-k accuracy: the true class is among the k largest; ties count for it") {
    const Rows p{{.5f, .3f, .2f, .1f, .4f, .5f, .2f, .2f, .6f}, 3};
    const auto with_k = [&](int k, const Rows& target, const char* name) {
        const auto metric = make_metric(name, "metrics", Json{{"k", k}});
        metric->update(p.tensor(), target.tensor());
        return metric->result();
    };
    const Rows labels{{1, 0, 0}}, one_hot{{0, 1, 0, 1, 0, 0, 1, 0, 0}, 3};
    CHECK(with_k(1, labels, "sparse_top_k_categorical_accuracy") == 0);
    CHECK_THAT(with_k(2, labels, "sparse_top_k_categorical_accuracy"), WithinAbs(2.0 / 3, 1e-9));
    CHECK_THAT(with_k(2, one_hot, "TopKCategoricalAccuracy"), WithinAbs(2.0 / 3, 1e-9));
    CHECK(with_k(3, labels, "sparse_top_k_categorical_accuracy") == 1);
}

TEST_CASE("precision and recall over batches of different size, with a threshold") {
    const Rows p{{.9f, .6f, .4f, .2f}}, y{{1, 0, 1, 1}}, more{{.8f}}, one{{1}};
    const auto both = [&](const char* name, const Json& config) {
        const auto metric = make_metric(name, "metrics", config);
        metric->update(p.tensor(), y.tensor());
        metric->update(more.tensor(), one.tensor());
        return metric->result();
    };
    CHECK_THAT(both("precision", nullptr), WithinAbs(2.0 / 3, 1e-9));
    CHECK_THAT(both("recall", nullptr), WithinAbs(2.0 / 4, 1e-9));
    CHECK_THAT(both("Recall", {{"thresholds", 0.3}}), WithinAbs(3.0 / 4, 1e-9));
    CHECK(once("precision", {{.1f}}, {{1}}) == 0);
}

TEST_CASE("r2_score: 1 for exact predictions, 0 for the mean, over batches and columns") {
    const Rows y{{1001, 1, 1002, 5, 1006, 9}, 2}, mean{{1003, 5, 1003, 5, 1003, 5}, 2};
    CHECK_THAT(once("r2_score", y, y), WithinAbs(1, 1e-9));
    CHECK_THAT(once("R2Score", mean, y), WithinAbs(0, 1e-9));
    const auto metric = make_metric("r2_score", "metrics");
    for (const auto& [p, t] : {std::pair{2.0f, 1.0f}, {2.0f, 3.0f}, {4.0f, 5.0f}}) metric->update(Rows{{p}}.tensor(), Rows{{t}}.tensor());
    CHECK_THAT(metric->result(), WithinAbs(1 - 3.0 / 8, 1e-9));
    const auto sums = metric->sums();
    const auto again = make_metric("r2_score", "metrics");
    again->restore(sums);
    CHECK(again->result() == metric->result());
    metric->reset();
    CHECK(metric->result() == 0);
}
