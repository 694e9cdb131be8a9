// Class and sample weights.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "tests/core/expect_error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

namespace {

Experiment two_classes(const Dataset& data, double validation_split = 0) {
    return toy_experiment(data, sequential({dense(3, "tanh"), dense(2, "softmax")}), optimizer("SGD", {{"learning_rate", 0.25}}), 2, 16, validation_split);
}

}  // namespace

TEST_CASE("weights: of classes and of rows are the same where they say the same") {
    const auto data = toy_data(40, 3, 2);
    auto by_class = two_classes(*data), by_row = two_classes(*data), plain = two_classes(*data);
    by_class.fit.class_weight = {1, 4};
    for (const float y : data->train.y) by_row.fit.sample_weight.push_back(y == 1 ? 4.0f : 1.0f);
    CHECK(same_bits(fit(by_class, data).weights, fit(by_row, data).weights));
    CHECK_FALSE(same_bits(fit(by_class, data).weights, fit(plain, data).weights));
    by_class.fit.class_weight = {1, 1};
    CHECK(same_bits(fit(by_class, data).weights, fit(plain, data).weights));
}

TEST_CASE("weights: a row of weight 0 might as well not be there, but for the mean's divisor") {
    const auto data = toy_data(40, 3, 2);
    auto other = std::make_shared<Dataset>(*data);
    auto e = two_classes(*data);
    e.fit.shuffle = false;
    e.fit.sample_weight.assign(40, 1.0f);
    for (std::size_t i = 0; i < 40; i += 3) e.fit.sample_weight[i] = 0, other->train.y[i] = 1 - other->train.y[i];
    CHECK(same_bits(fit(e, data).weights, fit(e, other).weights));
}

TEST_CASE("weights: the loss is the sum of weighted losses over the number of rows; validation knows only those of rows") {
    const auto data = toy_data(40, 3, 2);
    const auto first_losses = [&](const Experiment& e) {
        const auto history = fit(e, data).history;
        return std::pair{history.find("loss")->front(), history.find("val_loss")->front()};
    };
    auto plain = two_classes(*data, 0.25), doubled = plain, rows = plain;
    for (auto* e : {&plain, &doubled, &rows}) e->compile.optimizer.config["learning_rate"] = 0;
    doubled.fit.class_weight = {2, 2};
    rows.fit.sample_weight.assign(40, 3.0f);
    const auto [loss, val_loss] = first_losses(plain);
    CHECK_THAT(first_losses(doubled).first, WithinAbs(2 * loss, 1e-6));
    CHECK_THAT(first_losses(doubled).second, WithinAbs(val_loss, 1e-9));
    CHECK_THAT(first_losses(rows).first, WithinAbs(3 * loss, 1e-6));
    CHECK_THAT(first_losses(rows).second, WithinAbs(3 * val_loss, 1e-6));
}

TEST_CASE("weights: in the Experiment's JSON, with errors that name their place") {
    Json json = Json::parse(R"({"dataset": {"rows": [[0, 1], [1, 0], [1, 1], [0, 0]], "targets": [0, 1, 1, 0], "task": "classification"},
        "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 2, "activation": "softmax"}}]}},
        "compile": {"loss": "sparse_categorical_crossentropy"}, "fit": {"class_weight": {"1": 5}, "sample_weight": [1, 2, 1, 0.5]}})");
    const auto e = Experiment::parse(json);
    CHECK(e.fit.class_weight == std::vector<double>{1, 5});
    CHECK(Experiment::parse(e.to_json()).fit.sample_weight == std::vector<float>{1, 2, 1, 0.5f});
    const auto refused = [&](const char* key, Json value) {
        Json changed = json;
        changed["fit"][key] = std::move(value);
        return error_of([&] { Experiment::parse(changed); }).where;
    };
    CHECK(refused("class_weight", {{"one", 2}}) == "fit.class_weight.one");
    CHECK(refused("class_weight", {{"1", -2}}) == "fit.class_weight.1");
    CHECK(refused("sample_weight", {1, 2}) == "fit.sample_weight");
    CHECK(refused("sample_weight", {1, 2, "x", 1}) == "fit.sample_weight[2]");
}
