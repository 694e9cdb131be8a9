#include <catch2/catch_test_macros.hpp>
#include <set>

#include "core/session/controls.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;

namespace {

Experiment mnist_experiment() {
    return Experiment::parse(Json::parse(R"({"dataset": {"name": "mnist"},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 256, "activation": "relu"}},
            {"class_name": "Dropout", "config": {"rate": 0.4}},
            {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]}},
        "compile": {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
        "fit": {"epochs": 5, "batch_size": 128, "validation_split": 0.2}})"));
}

std::vector<Experiment> examples() {
    Experiment given = housing_experiment();
    given.dataset.standardize = false;
    given.dataset.given_scale = GivenScale{.mean = 1, .deviation = 2};
    return {mnist_experiment(), moons_experiment(), housing_experiment(), given};
}

const Control* find(const std::vector<Control>& controls, std::string_view id) {
    for (const auto& control : controls)
        if (control.id == id) return &control;
    return nullptr;
}

bool shows(const Experiment& e, std::string_view id) {
    const auto controls = experiment_controls(e);
    return find(controls, id) != nullptr;
}

/// Every value at an edge of what a control offers.
std::vector<Json> edges(const Control& control) {
    using Kind = Control::Kind;
    std::vector<Json> values;
    if (control.kind == Kind::button) values = {nullptr};
    if (control.kind == Kind::toggle) values = {true, false};
    if (control.kind == Kind::integer) values = {static_cast<std::int64_t>(control.min), static_cast<std::int64_t>(control.max)};
    if (control.kind == Kind::slider || control.kind == Kind::log_slider) values = {control.min, control.max};
    for (const auto& choice : control.choices) values.push_back(choice.value);
    return values;
}

}  // namespace

TEST_CASE("controls: every enabled one gives a valid experiment at each of its edges") {
    for (const auto& start : examples())
        for (const auto& control : experiment_controls(start)) {
            if (!control.enabled) continue;
            for (const auto& value : edges(control)) {
                INFO(start.dataset.name << ": " << control.id << " = " << value.dump());
                Experiment e = start;
                CHECK_NOTHROW(apply_control(e, control.id, value));
                CHECK_NOTHROW(Experiment::parse(e.to_json()));
            }
        }
}

TEST_CASE("controls: each has an id of its own, a label in both languages, a hint, and a value it offers") {
    for (const auto& e : examples()) {
        std::set<std::string> ids, labels;
        for (const auto& control : experiment_controls(e)) {
            INFO(control.id);
            CHECK(ids.insert(control.id).second);
            CHECK(labels.insert(control.label.ko).second);
            CHECK_FALSE(control.label.en.empty());
            CHECK_FALSE(control.hint.ko.empty());
            CHECK_FALSE(control.hint.en.empty());
            if (control.enabled) CHECK_NOTHROW(check_control_value(control, control.value));
        }
    }
}

TEST_CASE("controls: what is set is what the control shows next") {
    for (const auto& start : examples())
        for (const auto& control : experiment_controls(start)) {
            if (!control.enabled || control.kind == Control::Kind::button) continue;
            INFO(control.id);
            Experiment e = start;
            const Json value = edges(control).back();
            apply_control(e, control.id, value);
            const auto next = experiment_controls(e);
            const auto* shown = find(next, control.id);
            REQUIRE(shown);
            CHECK(shown->value == value);
        }
}

TEST_CASE("controls: all edges at once, the model at its largest, still a valid experiment") {
    Experiment e = mnist_experiment();
    for (int i = 0; i < 20; ++i) {
        const auto controls = experiment_controls(e);
        const auto* add = find(controls, "model.add_layer.Dense");
        if (!add->enabled) break;
        apply_control(e, add->id, nullptr);
    }
    for (const auto& control : experiment_controls(e))
        if (control.enabled && control.kind == Control::Kind::integer) CHECK_NOTHROW(apply_control(e, control.id, static_cast<std::int64_t>(control.max)));
    CHECK_FALSE(experiment_controls(e).empty());
    const auto controls = experiment_controls(e);
    CHECK_FALSE(find(controls, "model.add_layer.Dense")->enabled);
}

TEST_CASE("controls: an optimizer's options come and go with it; a chosen learning rate stays") {
    Experiment e = mnist_experiment();
    CHECK(shows(e, "optimizer.beta_1"));
    CHECK_FALSE(shows(e, "optimizer.momentum"));
    apply_control(e, "optimizer.class_name", "SGD");
    CHECK_FALSE(shows(e, "optimizer.beta_1"));
    CHECK(shows(e, "optimizer.nesterov"));
    CHECK(e.compile.optimizer.config["learning_rate"] == 0.01);  // Adam's own was never touched
    apply_control(e, "optimizer.learning_rate", 0.3);
    apply_control(e, "optimizer.class_name", "RMSprop");
    CHECK(e.compile.optimizer.config["learning_rate"] == 0.3);
}

TEST_CASE("controls: layers are added in front of the output, moved and removed; the output stays") {
    Experiment e = mnist_experiment();
    const auto classes = [&] {
        std::string text;
        for (const auto& layer : e.model["config"]["layers"]) text += layer["class_name"].get<std::string>().substr(0, 2) + " ";
        return text;
    };
    apply_control(e, "model.add_layer.Dense", nullptr);
    CHECK(classes() == "De Dr De De ");
    apply_control(e, "model.layers.1.up", nullptr);
    CHECK(classes() == "Dr De De De ");
    apply_control(e, "model.layers.1.remove", nullptr);
    CHECK(classes() == "Dr De De ");
    CHECK(e.model["config"]["layers"][1]["config"]["units"] == 64);
    CHECK_FALSE(shows(e, "model.layers.2.remove"));
    CHECK(error_of([&] { apply_control(e, "model.layers.2.units", 5); }).code == "control_disabled");
    CHECK(error_of([&] { apply_control(e, "model.layers.1.down", nullptr); }).code == "control_disabled");
    CHECK(error_of([&] { apply_control(e, "model.layers.0.up", nullptr); }).code == "control_disabled");
}

TEST_CASE("controls: removing every hidden layer leaves a model that trains") {
    Experiment e = mnist_experiment();
    apply_control(e, "model.layers.0.remove", nullptr);
    apply_control(e, "model.layers.0.remove", nullptr);
    CHECK(e.model["config"]["layers"].size() == 1);
    CHECK_FALSE(shows(e, "model.layers.0.remove"));
}

TEST_CASE("controls: layers that fit shapes together stay where they are") {
    Json json = mnist_experiment().to_json();
    json["dataset"]["shape"] = {28, 28, 1};
    auto& layers = json["model"]["config"]["layers"];
    layers.insert(layers.begin(), Json{{"class_name", "Flatten"}});
    Experiment e = Experiment::parse(json);
    CHECK_FALSE(shows(e, "model.layers.0.remove"));
    CHECK(error_of([&] { apply_control(e, "model.layers.1.up", nullptr); }).code == "control_disabled");
    apply_control(e, "model.layers.2.up", nullptr);
    CHECK(e.model["config"]["layers"][1]["class_name"] == "Dropout");
}

TEST_CASE("controls: early stopping follows the validation rows") {
    Experiment e = mnist_experiment();
    apply_control(e, "fit.early_stopping", true);
    apply_control(e, "fit.early_stopping.patience", 5);
    CHECK(e.fit.callbacks.at(0).config["monitor"] == "val_loss");
    apply_control(e, "fit.validation_split", 0);
    CHECK(e.fit.callbacks.at(0).config["monitor"] == "loss");
    apply_control(e, "fit.validation_split", 0.1);
    CHECK(e.fit.callbacks.at(0).config["monitor"] == "val_loss");
    CHECK(e.fit.callbacks.at(0).config["patience"] == 5);
    apply_control(e, "fit.early_stopping", false);
    CHECK(e.fit.callbacks.empty());
    CHECK_FALSE(shows(e, "fit.early_stopping.patience"));
}

TEST_CASE("controls: MNIST is offered with 1,000, 12,000 and 60,000 rows") {
    Experiment e = mnist_experiment();
    const auto controls = experiment_controls(e);
    const auto* rows = find(controls, "dataset.rows");
    REQUIRE(rows);
    REQUIRE(rows->choices.size() == 3);
    CHECK(rows->choices[0].label.en == "1,000");
    CHECK(rows->choices[1].label.ko == "12,000개");
    CHECK(rows->value == "60000");
    apply_control(e, "dataset.rows", "1000");
    CHECK(e.dataset.rows == 1000);
    apply_control(e, "dataset.rows", "60000");
    CHECK_FALSE(e.dataset.rows);
}

TEST_CASE("controls: a value from a link that lies outside of the usual range is still shown and kept") {
    Json json = mnist_experiment().to_json();
    json["fit"]["epochs"] = 500;
    json["compile"]["optimizer"]["config"]["learning_rate"] = 50;
    Experiment e = Experiment::parse(json);
    for (const auto& control : experiment_controls(e))
        if (control.enabled) CHECK_NOTHROW(check_control_value(control, control.value));
    apply_control(e, "seed", 2);
    CHECK(e.fit.epochs == 500);
}

TEST_CASE("controls: what is not offered is refused and changes nothing") {
    Experiment e = mnist_experiment();
    const auto before = e;
    CHECK(error_of([&] { apply_control(e, "fit.epoch", 3); }).code == "unknown_control");
    CHECK(error_of([&] { apply_control(e, "fit.epochs", 0); }).code == "out_of_range");
    CHECK(error_of([&] { apply_control(e, "fit.epochs", "3"); }).code == "wrong_type");
    CHECK(error_of([&] { apply_control(e, "optimizer.class_name", "Sgd2"); }).code == "unknown_name");
    CHECK(error_of([&] { apply_control(e, "dataset.rows", "5"); }).code == "unknown_name");
    CHECK(e == before);
}

TEST_CASE("controls: other units take the place of weights that were given one by one") {
    Experiment e = Experiment::parse(Json::parse(R"({"dataset": {"rows": [[1, -1]], "targets": [0.4]},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 2, "activation": "sigmoid",
                "kernel_initializer": {"class_name": "Constant", "config": {"value": [[2, -1], [1, -1]]}}}},
            {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
        "compile": {"optimizer": "SGD", "loss": "mse"}})"));
    apply_control(e, "model.layers.0.units", 3);
    CHECK(e.model["config"]["layers"][0]["config"]["units"] == 3);
    CHECK_FALSE(e.to_json().dump().find("Constant") != std::string::npos);
}

TEST_CASE("controls: a typed number may still be missing, and stays within its range") {
    const Control typed{.id = "figure.typed.h", .kind = Control::Kind::number, .min = -10, .max = 10};
    CHECK_NOTHROW(check_control_value(typed, nullptr));
    CHECK_NOTHROW(check_control_value(typed, 0.731));
    CHECK_THROWS_AS(check_control_value(typed, 11), Error);
    CHECK_THROWS_AS(check_control_value(typed, "0.731"), Error);
}
