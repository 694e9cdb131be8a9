#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/experiment/experiment.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using nabla::test::error_of;

namespace {

Json mnist() {
    return Json::parse(R"({"dataset": {"name": "mnist"},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 256, "activation": "relu"}},
            {"class_name": "Dropout", "config": {"rate": 0.4}},
            {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]}},
        "compile": {"optimizer": {"class_name": "RMSprop", "config": {"learning_rate": 0.001}},
                    "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
        "fit": {"epochs": 10, "batch_size": 128, "validation_split": 0.2, "shuffle": true,
                "callbacks": [{"class_name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 2}}]},
        "seed": 1})");
}

Json boston() {
    return Json::parse(R"({"dataset": {"name": "boston_housing", "standardize": true},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 64, "activation": "relu"}},
            {"class_name": "Dense", "config": {"units": 1}}]}},
        "compile": {"optimizer": "rmsprop", "loss": "mse", "metrics": ["mae"]}})");
}

/// `start` with a JSON patch: {"op", "path", "value"}.
Json patched(const Json& start, const char* patch) {
    return Json::parse(nlohmann::json::parse(start.dump()).patch(nlohmann::json::parse(patch)).dump());
}

struct Bad {
    const char* why;
    const char* patch;  // on mnist()
    const char* where;
    const char* code;
};

}  // namespace

TEST_CASE("Experiment: the design's example is read as it is written") {
    const auto e = Experiment::parse(mnist());
    CHECK(e.dataset.name == "mnist");
    CHECK(e.input_shape() == Shape{784});
    CHECK(e.compile.optimizer.class_name == "RMSprop");
    CHECK(e.compile.loss == "sparse_categorical_crossentropy");
    CHECK(e.fit.epochs == 10);
    CHECK(e.fit.batch_size == 128);
    CHECK(e.fit.callbacks.at(0).class_name == "EarlyStopping");
    CHECK(e.seed == 1);
    CHECK(e.model == mnist()["model"]);
}

TEST_CASE("Experiment: what is left out has Keras's default, filled in") {
    const auto e = Experiment::parse(boston());
    CHECK(e.fit.epochs == 1);
    CHECK(e.fit.batch_size == 32);
    CHECK(e.fit.validation_split == 0);
    CHECK(e.fit.shuffle);
    CHECK(e.compile.loss == "mean_squared_error");
    CHECK(e.compile.optimizer.class_name == "RMSprop");
    CHECK(e.compile.optimizer.config["rho"] == 0.9);
    CHECK(e.compile.optimizer.config["epsilon"] == 1e-7);
    CHECK(e.compile.optimizer.config["learning_rate"] == 0.001);
}

TEST_CASE("Experiment: parse(to_json()) gives the same, and to_json is a fixed point") {
    for (const Json& start : {mnist(), boston()}) {
        const auto e = Experiment::parse(start);
        const auto again = Experiment::parse(e.to_json());
        CHECK(again == e);
        CHECK(again.to_json().dump() == e.to_json().dump());
    }
}

TEST_CASE("Experiment: short and long names are the same") {
    const auto with = [](const char* optimizer, const char* loss) {
        Json json = boston();
        json["compile"]["optimizer"] = Json::parse(optimizer);
        json["compile"]["loss"] = loss;
        return Experiment::parse(json).to_json();
    };
    CHECK(with(R"("rmsprop")", "mse") == with(R"({"class_name": "RMSprop", "config": {}})", "mean_squared_error"));
    CHECK(with(R"("adam")", "MeanSquaredError") == with(R"({"class_name": "Adam"})", "mse"));
}

TEST_CASE("Experiment: every wrong value names its path and its kind") {
    const Bad bads[] = {
        {"misspelt key", R"([{"op":"add","path":"/fitt","value":{}}])", "fitt", "unknown_key"},
        {"misspelt key of fit", R"([{"op":"add","path":"/fit/epoch","value":3}])", "fit.epoch", "unknown_key"},
        {"no data set", R"([{"op":"remove","path":"/dataset"}])", "dataset", "missing_key"},
        {"unknown data set", R"([{"op":"replace","path":"/dataset/name","value":"mnits"}])", "dataset.name", "unknown_name"},
        {"no model", R"([{"op":"remove","path":"/model"}])", "model", "missing_key"},
        {"no layers", R"([{"op":"replace","path":"/model/config/layers","value":[]}])", "model.config.layers", "empty_model"},
        {"model is a text", R"([{"op":"replace","path":"/model","value":"mlp"}])", "model", "wrong_type"},
        {"units 0", R"([{"op":"replace","path":"/model/config/layers/0/config/units","value":0}])", "model.config.layers[0].config.units", "out_of_range"},
        {"units 1e9", R"([{"op":"replace","path":"/model/config/layers/0/config/units","value":1e9}])", "model.config.layers[0].config.units", "out_of_range"},
        {"units 1.5", R"([{"op":"replace","path":"/model/config/layers/0/config/units","value":1.5}])", "model.config.layers[0].config.units", "wrong_type"},
        {"too many parameters", R"([{"op":"replace","path":"/model/config/layers/0/config/units","value":1000000}])", "model", "too_many_parameters"},
        {"unknown layer", R"([{"op":"replace","path":"/model/config/layers/0/class_name","value":"Densee"}])", "model.config.layers[0]", "unknown_name"},
        {"unknown activation", R"([{"op":"replace","path":"/model/config/layers/0/config/activation","value":"rellu"}])", "model.config.layers[0].config.activation", "unknown_name"},
        {"dropout 1.5", R"([{"op":"replace","path":"/model/config/layers/1/config/rate","value":1.5}])", "model.config.layers[1].config.rate", "out_of_range"},
        {"dropout 1", R"([{"op":"replace","path":"/model/config/layers/1/config/rate","value":1}])", "model.config.layers[1].config.rate", "out_of_range"},
        {"a constraint", R"([{"op":"add","path":"/model/config/layers/0/config/kernel_constraint","value":{"class_name":"MaxNorm"}}])", "model.config.layers[0].config.kernel_constraint", "unsupported"},
        {"learning rate below 0", R"([{"op":"replace","path":"/compile/optimizer/config/learning_rate","value":-0.5}])", "compile.optimizer.config.learning_rate", "out_of_range"},
        {"learning rate as a text", R"([{"op":"replace","path":"/compile/optimizer/config/learning_rate","value":"0.1"}])", "compile.optimizer.config.learning_rate", "wrong_type"},
        {"another rule's option", R"([{"op":"add","path":"/compile/optimizer/config/beta_1","value":0.9}])", "compile.optimizer.config.beta_1", "unknown_key"},
        {"clipnorm 0", R"([{"op":"add","path":"/compile/optimizer/config/clipnorm","value":0}])", "compile.optimizer.config.clipnorm", "out_of_range"},
        {"a moving average of weights", R"([{"op":"add","path":"/compile/optimizer/config/use_ema","value":true}])", "compile.optimizer.config.use_ema", "unsupported"},
        {"unknown optimizer", R"([{"op":"replace","path":"/compile/optimizer","value":"adamm"}])", "compile.optimizer", "unknown_name"},
        {"unknown loss", R"([{"op":"replace","path":"/compile/loss","value":"msee"}])", "compile.loss", "unknown_name"},
        {"no loss", R"([{"op":"remove","path":"/compile/loss"}])", "compile.loss", "missing_key"},
        {"metrics as a text", R"([{"op":"replace","path":"/compile/metrics","value":"accuracy"}])", "compile.metrics", "wrong_type"},
        {"unknown metric", R"([{"op":"replace","path":"/compile/metrics/0","value":"accuraci"}])", "compile.metrics[0]", "unknown_name"},
        {"metric twice", R"([{"op":"add","path":"/compile/metrics/1","value":"acc"}])", "compile.metrics[1]", "duplicate"},
        {"batch 0", R"([{"op":"replace","path":"/fit/batch_size","value":0}])", "fit.batch_size", "out_of_range"},
        {"epochs 0", R"([{"op":"replace","path":"/fit/epochs","value":0}])", "fit.epochs", "out_of_range"},
        {"epochs without end", R"([{"op":"replace","path":"/fit/epochs","value":1e9}])", "fit.epochs", "out_of_range"},
        {"validation_split 1", R"([{"op":"replace","path":"/fit/validation_split","value":1}])", "fit.validation_split", "out_of_range"},
        {"validation_split below 0", R"([{"op":"replace","path":"/fit/validation_split","value":-0.1}])", "fit.validation_split", "out_of_range"},
        {"no row left to train", R"([{"op":"add","path":"/dataset/rows","value":1}])", "fit.validation_split", "too_few_rows"},
        {"shuffle as a number", R"([{"op":"replace","path":"/fit/shuffle","value":1}])", "fit.shuffle", "wrong_type"},
        {"class weight below 0", R"([{"op":"add","path":"/fit/class_weight","value":{"0":-2}}])", "fit.class_weight.0", "out_of_range"},
        {"steps of an epoch", R"([{"op":"add","path":"/fit/steps_per_epoch","value":5}])", "fit.steps_per_epoch", "unsupported"},
        {"unknown callback", R"([{"op":"replace","path":"/fit/callbacks/0/class_name","value":"EarlyStoping"}])", "fit.callbacks[0]", "unknown_name"},
        {"patience below 0", R"([{"op":"replace","path":"/fit/callbacks/0/config/patience","value":-1}])", "fit.callbacks[0].config.patience", "out_of_range"},
        {"monitor without validation", R"([{"op":"replace","path":"/fit/validation_split","value":0}])", "fit.callbacks[0].config.monitor", "monitor_not_logged"},
        {"seed below 0", R"([{"op":"replace","path":"/seed","value":-1}])", "seed", "out_of_range"},
        {"seed above 2^53", R"([{"op":"replace","path":"/seed","value":9007199254740994}])", "seed", "out_of_range"},
        {"folds and a split", R"([{"op":"add","path":"/cross_validation","value":{"folds":4}}])", "fit.validation_split", "conflict"},
        {"one fold", R"([{"op":"add","path":"/cross_validation","value":{"folds":1}}])", "cross_validation.folds", "out_of_range"},
        {"9 outputs for 10 classes", R"([{"op":"replace","path":"/model/config/layers/2/config/units","value":9}])", "model.config.layers[2]", "wrong_units"},
        {"sigmoid for classes", R"([{"op":"replace","path":"/model/config/layers/2/config/activation","value":"sigmoid"}])", "model.config.layers[2]", "wrong_output_activation"},
        {"class numbers with the one-hot loss", R"([{"op":"replace","path":"/compile/loss","value":"categorical_crossentropy"}])", "compile.loss", "loss_needs_one_hot"},
        {"one-hot targets with the sparse loss", R"([{"op":"add","path":"/dataset/to_categorical","value":true}])", "compile.loss", "loss_needs_numbers"},
        {"two-class loss for ten", R"([{"op":"replace","path":"/compile/loss","value":"binary_crossentropy"}])", "compile.loss", "loss_needs_two_classes"},
        {"mse of 10 outputs and one class number", R"([{"op":"replace","path":"/compile/loss","value":"mse"}])", "model.config.layers[2]", "wrong_units"},
        {"images without Flatten", R"([{"op":"add","path":"/dataset/shape","value":[28,28,1]}])", "model.config.layers[2]", "wrong_output_shape"},
    };
    for (const auto& bad : bads) {
        INFO(bad.why);
        const auto error = error_of([&] { Experiment::parse(patched(mnist(), bad.patch)); });
        CHECK(error.where == bad.where);
        CHECK(error.code == bad.code);
        CHECK_FALSE(error.received.empty());
    }
}

TEST_CASE("Experiment: a loss that does not fit measured targets is refused, and so is accuracy") {
    Json json = boston();
    json["compile"]["loss"] = "binary_crossentropy";
    CHECK(error_of([&] { Experiment::parse(json); }).code == "loss_needs_classes");
    json = boston();
    json["compile"]["metrics"] = {"accuracy"};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "metric_needs_classes");
}

TEST_CASE("Experiment: two classes train with one sigmoid or two softmax outputs") {
    Json json = Json::parse(R"({"dataset": {"name": "two_moons"},
        "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
        "compile": {"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"]}})");
    CHECK_NOTHROW(Experiment::parse(json));
    json["model"]["config"]["layers"][0]["config"] = {{"units", 2}, {"activation", "softmax"}};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "wrong_units");
    json["compile"]["loss"] = "sparse_categorical_crossentropy";
    CHECK_NOTHROW(Experiment::parse(json));
    json["dataset"]["to_categorical"] = true;
    json["compile"]["loss"] = "categorical_crossentropy";
    CHECK_NOTHROW(Experiment::parse(json));
}

TEST_CASE("Experiment: a batch larger than the data is one batch; one that cannot fit the memory is refused") {
    Json json = boston();
    json["fit"]["batch_size"] = 1000000;
    CHECK_NOTHROW(Experiment::parse(json));
    json = mnist();
    json["fit"]["batch_size"] = 60000;
    json["model"]["config"]["layers"][0]["config"]["units"] = 4096;
    CHECK(error_of([&] { Experiment::parse(json); }).code == "batch_too_large");
}

TEST_CASE("Experiment: what Keras 3 and TensorFlow.js write into a config is known") {
    const Json dense = Json::parse(R"({"module": "keras.layers", "class_name": "Dense", "registered_name": null,
        "build_config": {"input_shape": [null, 784]},
        "config": {"name": "dense", "trainable": true, "units": 10, "activation": "softmax", "use_bias": true,
            "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null},
            "kernel_initializer": {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null}, "registered_name": null},
            "bias_initializer": {"module": "keras.initializers", "class_name": "Zeros", "config": {}, "registered_name": null},
            "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}})");
    const Json tfjs = Json::parse(R"({"class_name": "Dense", "config": {"units": 10, "activation": "softmax", "use_bias": true,
        "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1, "mode": "fan_avg", "distribution": "uniform", "seed": null}},
        "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": null, "bias_regularizer": null,
        "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null, "name": "dense_1", "trainable": true,
        "batch_input_shape": [null, 784], "dtype": "float32"}})");
    const Json optimizer = Json::parse(R"({"module": "keras.optimizers", "class_name": "Adam", "registered_name": null, "config": {
        "name": "adam", "learning_rate": 0.001, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null,
        "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null,
        "gradient_accumulation_steps": null, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false, "jit_compile": true, "decay": 0.0}})");
    for (const Json& layer : {dense, tfjs}) {
        Json json = mnist();
        json["model"]["config"] = {{"name", "sequential"}, {"trainable", true}, {"dtype", "float32"}, {"build_input_shape", {nullptr, 784}},
                                   {"layers", {{{"class_name", "InputLayer"}, {"config", {{"batch_shape", {nullptr, 784}}, {"dtype", "float32"}, {"name", "input"}}}}, layer}}};
        json["compile"] = {{"optimizer", optimizer}, {"loss", "sparse_categorical_crossentropy"}, {"loss_weights", nullptr}, {"metrics", {"accuracy"}},
                           {"weighted_metrics", nullptr}, {"run_eagerly", false}, {"steps_per_execution", 1}, {"jit_compile", false}};
        json["fit"]["callbacks"][0]["config"]["baseline"] = nullptr;
        json["fit"]["verbose"] = 2;
        const auto e = Experiment::parse(json);
        CHECK(e.compile.optimizer.config["beta_2"] == 0.999);
        CHECK_FALSE(e.to_json().dump().find("registered_name") != std::string::npos);
        CHECK(Experiment::parse(e.to_json()) == e);
    }
}

TEST_CASE("Experiment: seeds are exact up to 2^53") {
    Json json = boston();
    json["seed"] = 9007199254740991;
    const auto e = Experiment::parse(json);
    CHECK(e.seed == 9007199254740991u);
    CHECK(Experiment::parse_text(e.to_json().dump()).seed == 9007199254740991u);
}

TEST_CASE("Experiment: NaN and infinity do not get in through C++ either") {
    Json json = mnist();
    json["compile"]["optimizer"]["config"]["learning_rate"] = std::nan("");
    CHECK(error_of([&] { Experiment::parse(json); }).received == "NaN");
}

TEST_CASE("Experiment: anything but an object is refused, not crashed on") {
    for (const char* text : {"null", "[]", "3", "\"mnist\"", "{}", R"({"dataset": []})", R"({"dataset": {"name": 3}})"})
        CHECK_THROWS_AS(Experiment::parse_text(text), Error);
}

TEST_CASE("Experiment: dropped and one-hot columns change the input's shape") {
    Json json = boston();
    json["dataset"]["drop"] = {"B"};
    CHECK(Experiment::parse(json).input_shape() == Shape{12});
    json["dataset"]["one_hot"] = {"CHAS"};
    CHECK(Experiment::parse(json).input_shape() == Shape{13});
}

TEST_CASE("Experiment: cross-validation stands beside fit and gives callbacks validation numbers to watch") {
    Json json = boston();
    json["cross_validation"] = {{"folds", 4}};
    json["fit"] = {{"callbacks", {{{"class_name", "EarlyStopping"}, {"config", {{"patience", 3}}}}}}};
    const auto e = Experiment::parse(json);
    CHECK(e.folds == 4);
    CHECK(Experiment::parse(e.to_json()) == e);
}

TEST_CASE("Experiment: the options of a cross-entropy are read, written and change what the last layer must put out") {
    Json json = mnist();
    json["compile"]["loss"] = {{"class_name", "SparseCategoricalCrossentropy"}, {"config", {{"from_logits", true}}}};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "wrong_output_activation");
    json["model"]["config"]["layers"][2]["config"]["activation"] = "linear";
    const auto e = Experiment::parse(json);
    CHECK(e.compile.loss_config == Json{{"from_logits", true}});
    CHECK(Experiment::parse(e.to_json()) == e);
    json["compile"]["loss"]["config"]["from_logits"] = false;
    CHECK(error_of([&] { Experiment::parse(json); }).code == "wrong_output_activation");

    json = mnist();
    json["dataset"]["to_categorical"] = true;
    json["compile"]["loss"] = {{"class_name", "CategoricalCrossentropy"}, {"config", {{"label_smoothing", 0.1}, {"from_logits", false}}}};
    CHECK(Experiment::parse(json).compile.loss_config == Json{{"label_smoothing", 0.1}});
    json["compile"]["loss"]["config"]["label_smoothing"] = 2;
    CHECK(error_of([&] { Experiment::parse(json); }).where == "compile.loss.config.label_smoothing");
}

TEST_CASE("Experiment: a model is measured before memory is taken for it") {
    const auto refused = [](const char* layers) {
        Json json = mnist();
        json["model"]["config"]["layers"] = Json::parse(layers);
        return error_of([&] { Experiment::parse(json); });
    };
    CHECK(refused(R"([{"class_name": "Dense", "config": {"units": 1000000}}])").code == "too_many_parameters");
    CHECK(refused(R"([{"class_name": "Reshape", "config": {"target_shape": [784, 1]}}, {"class_name": "Dense", "config": {"units": 999999}}])").code == "layer_too_large");
    std::string many = R"({"class_name": "Flatten"})";
    for (int i = 0; i < 1200; ++i) many += R"(, {"class_name": "Flatten"})";
    CHECK(refused(("[" + many + "]").c_str()).code == "too_many_layers");
}

TEST_CASE("Experiment: one list of metrics for two outputs is refused, and what to write is said; an input is no output") {
    Json json = boston();
    json["model"] = Json::parse(R"({"class_name": "Functional", "config": {"layers": [
        {"class_name": "InputLayer", "name": "a", "config": {"batch_shape": [null, 13], "name": "a"}, "inbound_nodes": []},
        {"class_name": "Dense", "name": "b", "config": {"name": "b", "units": 1}, "inbound_nodes": [[["a", 0, 0, {}]]]},
        {"class_name": "Dense", "name": "c", "config": {"name": "c", "units": 1}, "inbound_nodes": [[["a", 0, 0, {}]]]}],
        "input_layers": [["a", 0, 0]], "output_layers": [["b", 0, 0], ["c", 0, 0]]}})");
    const auto error = error_of([&] { Experiment::parse(json); });
    CHECK(error.where == "compile.metrics");
    CHECK(error.expected == "2 entries, one an output: \"b\", \"c\"");
    CHECK(error.advice.find("{\"b\": ...}") != std::string::npos);
    json["compile"]["metrics"] = {{"b", "mae"}};
    CHECK_NOTHROW(Experiment::parse(json));
    json["compile"].erase("metrics");
    json["model"]["config"]["output_layers"] = {{"a", 0, 0}};
    CHECK(error_of([&] { Experiment::parse(json); }).where == "model.config.output_layers");
}
