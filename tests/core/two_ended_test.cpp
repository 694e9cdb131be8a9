#include "tests/core/two_ended.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/train/check_run.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

struct Run {
    Experiment experiment;
    std::shared_ptr<const Dataset> data;
    TrainingRun run;
    explicit Run(const Json& json, ThreadPool* pool = nullptr) : experiment(Experiment::parse(json)), data(built(experiment)), run(experiment, data, {.pool = pool, .now = {}}) {}
    void finish() {
        while (run.step()) {}
    }
    double value(const char* name, std::size_t epoch = 0) const { return run.history().find(name)->at(epoch); }
};

std::vector<std::string> names_of(const History& history) {
    std::vector<std::string> names;
    for (const auto& [name, values] : history.series) names.push_back(name);
    return names;
}

double worst_gradient(const Json& json) {
    const auto e = Experiment::parse(json);
    const auto data = built(e);
    Model model(e.model, e.input_shapes());
    model.initialize(e.seed);
    double worst = 0;
    for (const auto& row : check_gradients(model, e, *data, 12)) {
        CHECK(row.kinks < row.checked);
        worst = std::max(worst, row.worst);
    }
    return worst;
}

/// Mean over rows of what evaluate says of a part of the training rows.
Part first_rows(const Dataset& data, std::int64_t from, std::int64_t to) {
    Part part;
    part.target_width = data.train.target_width;
    std::vector<float> x(static_cast<std::size_t>((to - from) * data.train.x.sample_shape().elements()));
    data.train.x.gather(from, to - from, x.data());
    part.x = Samples::from_floats(data.train.x.sample_shape(), std::move(x));
    part.y.assign(data.train.y.begin() + from * part.target_width, data.train.y.begin() + to * part.target_width);
    return part;
}

}  // namespace

TEST_CASE("several outputs: gradients of the weighted sum agree with central differences") {
    CHECK(worst_gradient(two_ended()) < 1e-2);
    SECTION("each output by itself") {
        for (const char* alone : {"price", "kind"}) {
            Json json = two_ended();
            json["compile"]["loss"][std::string(alone) == "price" ? "kind" : "price"] = nullptr;
            json["compile"].erase("metrics");
            CHECK(worst_gradient(json) < 1e-2);
        }
    }
    SECTION("an output that a layer reads gets both gradients") {
        Json json = two_ended();
        auto& layers = json["model"]["config"]["layers"];
        layers[4] = graph_layer("Dense", "price", {{"units", 1}}, {{"kind"}});
        CHECK(worst_gradient(json) < 1e-2);
    }
    SECTION("l2 counts once") {
        Json json = two_ended();
        json["model"]["config"]["layers"][2]["config"]["kernel_regularizer"] = "l2";
        CHECK(worst_gradient(json) < 1e-2);
    }
}

TEST_CASE("several outputs: History has Keras's names, and loss is the weighted sum of the outputs' own") {
    Run r(two_ended());
    CHECK(names_of(r.run.history()) == std::vector<std::string>{"loss", "price_loss", "kind_loss", "price_mae", "kind_accuracy", "val_loss", "val_price_loss", "val_kind_loss",
                                                                "val_price_mae", "val_kind_accuracy"});
    r.finish();
    REQUIRE(r.run.state() == RunState::done);
    for (std::size_t epoch = 0; epoch < 3; ++epoch) {
        CHECK_THAT(r.value("loss", epoch), WithinRel(0.5 * r.value("price_loss", epoch) + 2 * r.value("kind_loss", epoch), 1e-9));
        CHECK_THAT(r.value("val_loss", epoch), WithinRel(0.5 * r.value("val_price_loss", epoch) + 2 * r.value("val_kind_loss", epoch), 1e-9));
    }
    CHECK(r.value("loss", 2) < r.value("loss", 0));
    // The last validation is what evaluate says of the rows held out: the tail.
    const auto tail = r.run.evaluate(first_rows(*r.data, 40, 50));
    CHECK_THAT(r.value("val_loss", 2), WithinRel(tail.loss, 1e-9));
    REQUIRE(tail.own_losses.size() == 2);
    REQUIRE(tail.metrics.size() == 2);
    for (const auto* list : {&tail.own_losses, &tail.metrics})
        for (const auto& [name, value] : *list) CHECK_THAT(r.value(("val_" + name).c_str(), 2), WithinRel(value, 1e-9));
}

TEST_CASE("several outputs: what evaluate says is what the outputs and the columns of their targets give") {
    Run r(two_ended());
    const auto rows = r.data->train.rows();
    std::vector<float> x(r.data->train.x.floats().begin(), r.data->train.x.floats().end());
    const auto answers = r.run.predict_all(x);
    REQUIRE(answers.size() == 2);
    REQUIRE(answers[0].size() == static_cast<std::size_t>(rows));
    REQUIRE(answers[1].size() == static_cast<std::size_t>(3 * rows));
    double squares = 0, surprise = 0;
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        const double price = r.experiment.dataset.json["targets"]["price"][row];
        const auto kind = r.experiment.dataset.json["targets"]["kind"][row].get<std::size_t>();
        squares += std::pow(answers[0][row] - price, 2);
        surprise -= std::log(double{answers[1][row * 3 + kind]});
    }
    const auto all = r.run.evaluate(r.data->train);
    const auto n = static_cast<double>(rows);
    CHECK_THAT(all.own_losses[0].second, WithinRel(squares / n, 1e-5));
    CHECK_THAT(all.own_losses[1].second, WithinRel(surprise / n, 1e-5));
    CHECK_THAT(all.loss, WithinRel(0.5 * squares / n + 2 * surprise / n, 1e-5));
    CHECK(r.run.predict(x) == answers[0]);
}

TEST_CASE("several inputs: each takes its columns, in the order in which they are named") {
    Json json = two_ended(12);
    json["dataset"]["inputs"]["b"] = {"t", "r", "s"};
    Run r(json);
    r.run.step();
    std::vector<float> x(r.data->train.x.floats().begin(), r.data->train.x.floats().end());
    r.run.predict_all(x);
    for (std::size_t row = 0; row < 12; ++row) {
        const float* all = x.data() + row * 5;
        const float* a = r.run.model().input(12, 0).data + row * 3;
        const float* b = r.run.model().input(12, 1).data + row * 3;
        CHECK((a[0] == all[0] && a[1] == all[1] && a[2] == all[2]));
        CHECK((b[0] == all[4] && b[1] == all[2] && b[2] == all[3]));
    }
}

TEST_CASE("several outputs: the same numbers again, with threads, and from a snapshot amid an epoch") {
    Run once(two_ended());
    once.finish();
    Run again(two_ended());
    while (again.run.epoch() < 1 || again.run.batch() < 2) again.run.step();
    const auto snapshot = again.run.snapshot();
    again.finish();
    CHECK(again.run.history().same_numbers(once.run.history()));
    again.run.rewind(snapshot);
    again.finish();
    CHECK(again.run.history().same_numbers(once.run.history()));
    CHECK(same_bits(once.run.model().weights(), again.run.model().weights()));
    if (!threads_available()) return;
    ThreadPool pool(3);
    Run shared(two_ended(), &pool);
    shared.finish();
    CHECK(shared.run.history().same_numbers(once.run.history()));
}

TEST_CASE("several outputs: an output without a loss changes no number of the one that has it") {
    const auto data = toy_data(60, 5, 3);
    const Json both = auxiliary_model(5, 3);
    Json alone = both;
    alone["config"]["output_layers"] = {{"main", 0, 0}};
    auto e = toy_experiment(*data, alone, optimizer("SGD"), 3, 16, 0.2);
    auto with_null = e;
    with_null.model = both;
    const auto only = output_options(e.compile).front();
    auto main = only;
    main.name = "main";
    with_null.compile.outputs = {main, {.name = "aux", .loss = {}}};
    with_null.compile.metrics = {"main_accuracy"};
    // The layers are initialized in the graph's order, so that the unused one must be there in both.
    const auto first = fit(e, data), second = fit(with_null, data);
    CHECK(same_bits(first.weights, second.weights));
    CHECK(*first.history.find("loss") == *second.history.find("loss"));
    CHECK(*first.history.find("val_loss") == *second.history.find("val_loss"));
    CHECK(*first.history.find("accuracy") == *second.history.find("main_accuracy"));
    CHECK(second.history.find("main_loss") == nullptr);  // as in Keras, where there is but one loss
}

TEST_CASE("several outputs of one data set: its x for every input, its y for every output") {
    Json json = {{"dataset", {{"name", "iris"}, {"standardize", true}}},
                 {"model", auxiliary_model(4, 3)},
                 {"compile", {{"optimizer", "adam"}, {"loss", "sparse_categorical_crossentropy"}, {"loss_weights", {1, 0.3}}, {"metrics", {{"main", "accuracy"}, {"aux", "accuracy"}}}}},
                 {"fit", {{"epochs", 1}}}};
    const auto e = Experiment::parse(json);
    REQUIRE(e.compile.outputs.size() == 2);
    CHECK(e.compile.outputs[1].weight == 0.3);
    CHECK(e.compile.metrics == std::vector<std::string>{"main_accuracy", "aux_accuracy"});
    const auto toys = toy_data(80, 4, 3);
    auto on_toys = e;
    on_toys.fit.epochs = 40;
    const auto outcome = fit(on_toys, toys);
    const auto last = [&](const char* name) { return outcome.history.find(name)->back(); };
    CHECK(outcome.state == RunState::done);
    CHECK(last("loss") < 0.9 * outcome.history.find("loss")->front());
    CHECK_THAT(last("loss"), WithinRel(last("main_loss") + 0.3 * last("aux_loss"), 1e-9));
}

TEST_CASE("one output whose loss has a weight keeps plain names, and twice the loss is twice the gradient") {
    Json json = {{"dataset", {{"name", "sine"}}},
                 {"model", sequential({dense(4, "tanh"), dense(1)})},
                 {"compile", {{"optimizer", {{"class_name", "SGD"}, {"config", {{"learning_rate", 0.02}}}}}, {"loss", "mse"}, {"metrics", {"mae"}}}},
                 {"fit", {{"epochs", 2}}}};
    Run plain(json);
    json["compile"]["loss_weights"] = {2};
    json["compile"]["optimizer"]["config"]["learning_rate"] = 0.01;
    Run doubled(json);
    plain.finish(), doubled.finish();
    CHECK(names_of(doubled.run.history()) == std::vector<std::string>{"loss", "mae"});
    CHECK_THAT(doubled.value("loss", 1), WithinRel(2 * plain.value("loss", 1), 1e-6));
    CHECK_THAT(doubled.value("mae", 1), WithinRel(plain.value("mae", 1), 1e-6));
    CHECK(Experiment::parse(doubled.experiment.to_json()) == doubled.experiment);
}

TEST_CASE("several outputs: sample weights count for each of them; a run of weights 1 is the run without") {
    Json json = two_ended(20);
    Run plain(json);
    json["fit"]["sample_weight"] = std::vector<double>(20, 1.0);
    Run ones(json);
    json["fit"]["sample_weight"] = std::vector<double>(20, 0.0);
    Run zeros(json);
    plain.finish(), ones.finish(), zeros.finish();
    CHECK_THAT(ones.value("loss", 2), WithinRel(plain.value("loss", 2), 1e-5));
    CHECK_THAT(zeros.value("price_loss"), WithinAbs(0, 1e-12));
    CHECK_THAT(zeros.value("kind_loss"), WithinAbs(0, 1e-12));
    CHECK(zeros.value("price_mae") > 0);  // metrics are not weighted
}

TEST_CASE("several outputs: rows of weight 0 might as well not be there") {
    Json json = two_ended(20);
    json["fit"] = {{"epochs", 3}, {"batch_size", 20}, {"shuffle", false}, {"sample_weight", Json::array()}};
    json["compile"]["optimizer"] = {{"class_name", "SGD"}, {"config", {{"learning_rate", 0.2}}}};
    Json kept = json;
    kept["fit"].erase("sample_weight");
    kept["compile"]["optimizer"]["config"]["learning_rate"] = 0.1;  // the mean is over half as many rows
    Json& data = kept["dataset"];
    for (Json* rows : {&data["rows"], &data["targets"]["price"], &data["targets"]["kind"]}) {
        Json even = Json::array();
        for (std::size_t row = 0; row < rows->size(); row += 2) even.push_back((*rows)[row]);
        *rows = std::move(even);
    }
    for (int row = 0; row < 20; ++row) json["fit"]["sample_weight"].push_back(1 - row % 2);
    Run weighted(json), alone(kept);
    weighted.finish(), alone.finish();
    const auto a = weighted.run.model().weights(), b = alone.run.model().weights();
    for (std::size_t i = 0; i < a.size(); ++i) CHECK_THAT(a[i], WithinAbs(b[i], 1e-5));
    CHECK_THAT(weighted.value("kind_loss", 2), WithinRel(alone.value("kind_loss", 2) / 2, 1e-5));
}

TEST_CASE("several outputs: callbacks watch any of their numbers") {
    Json json = two_ended();
    json["fit"]["epochs"] = 30;
    json["fit"]["callbacks"] = {{{"class_name", "EarlyStopping"}, {"config", {{"monitor", "val_kind_accuracy"}, {"patience", 2}, {"mode", "min"}}}}};
    Run r(json);
    r.finish();
    CHECK(r.run.history().epochs() < 30);  // accuracy does not fall
    json["fit"]["callbacks"][0]["config"]["monitor"] = "val_accuracy";
    CHECK_THROWS_AS(Experiment::parse(json), Error);
    json["fit"]["callbacks"][0]["config"]["monitor"] = "kind_loss";
    CHECK_NOTHROW(Experiment::parse(json));
}
