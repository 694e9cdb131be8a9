#include <catch2/catch_test_macros.hpp>

#include "core/data/dataset.h"
#include "core/experiment/keras_code.h"
#include "core/experiment/keras_data_code.h"
#include "core/experiment/python_text.h"

using namespace nabla;

TEST_CASE("keras_code: MNIST's experiment is the script one would write by hand") {
    const auto e = Experiment::parse(Json::parse(R"({"dataset": {"name": "mnist", "rows": 12000},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Dense", "config": {"units": 256, "activation": "relu", "use_bias": true, "kernel_initializer": "glorot_uniform",
                                               "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.01}}}},
            {"class_name": "Dropout", "config": {"rate": 0.4}},
            {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]}},
        "compile": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1, "momentum": 0.9}},
                    "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
        "fit": {"epochs": 10, "batch_size": 128, "validation_split": 0.2,
                "callbacks": [{"class_name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 2}}]},
        "seed": 7})"));
    CHECK(keras_code(e) == R"(import keras

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784) / 255
x_test = x_test.reshape(-1, 784) / 255
x_train, y_train = x_train[:12000], y_train[:12000]

keras.utils.set_random_seed(7)
model = keras.Sequential([
    keras.layers.Dense(
        256,
        activation="relu",
        kernel_regularizer=keras.regularizers.L2(l2=0.01),
    ),
    keras.layers.Dropout(0.4),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = model.fit(
    x_train,
    y_train,
    epochs=10,
    batch_size=128,
    validation_split=0.2,
    callbacks=[keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)],
)
model.evaluate(x_test, y_test)
)");
}

TEST_CASE("keras_code: Boston standardizes with the training rows' numbers and drops columns by their place") {
    const auto e = Experiment::parse(Json::parse(R"({"dataset": {"name": "boston_housing", "standardize": true, "drop": ["B"]},
        "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1}}]}},
        "compile": {"loss": "mse", "metrics": ["mae"]}})"));
    const auto code = keras_code(e);
    CHECK(code.starts_with("import keras\nimport numpy as np\n\n"));
    CHECK(code.find("np.delete(x_train, [11], axis=1)") != std::string::npos);
    CHECK(code.find("x_test = (x_test - mean) / deviation") != std::string::npos);
    CHECK(code.find("keras.layers.Dense(1)") != std::string::npos);
    CHECK(code.find("batch_size") == std::string::npos);  // 32 is Keras's default
}

TEST_CASE("keras_code: scaling leaves columns of 0 and 1 alone, and takes given numbers") {
    const auto code_of = [](const char* dataset) {
        return keras_code(Experiment::parse({{"dataset", Json::parse(dataset)}, {"compile", {{"loss", "mse"}}},
                                             {"model", {{"class_name", "Sequential"}, {"config", {{"layers", Json::array({{{"class_name", "Dense"}, {"config", {{"units", 1}}}}})}}}}}}));
    };
    const auto has = [](const std::string& code, const char* line) { return code.find(line) != std::string::npos; };
    const auto chas = code_of(R"({"name": "boston_housing", "standardize": true, "one_hot": ["CHAS"], "drop": ["B"]})");
    CHECK(has(chas, "mean, deviation = x_train[:, :11].mean(axis=0), x_train[:, :11].std(axis=0)\n"));
    CHECK(has(chas, "x_test[:, :11] = (x_test[:, :11] - mean) / deviation"));
    CHECK(has(code_of(R"({"name": "boston_housing", "standardize": {"mean": 7, "deviation": 2.5}})"), "x_train = (x_train - 7) / 2.5\nx_test = (x_test - 7) / 2.5\n"));
    CHECK(has(code_of(R"({"name": "advertising", "standardize": {"mean": -1, "deviation": 100}})"), "x_train = (x_train + 1) / 100\n"));
    CHECK(has(code_of(R"({"csv": "own.csv", "targets": ["y"], "task": "regression", "one_hot": ["word"], "standardize": {"deviation": 3}})"), "x_train[:, :numbers] = x_train[:, :numbers] / 3\n"));
}

TEST_CASE("keras_code: the advertising table with its row number, or with rows set aside to test on") {
    const auto code_of = [](const char* dataset) { return keras_data_code(parse_dataset(Json::parse(dataset)), {}); };
    const auto has = [](const std::string& code, std::string_view part) { return code.find(part) != std::string::npos; };
    const auto plain = code_of(R"({"name": "advertising"})");
    CHECK(has(plain, "[:, 1:]  # without the row number\n"));
    CHECK(has(plain, "x_test, y_test = x_train, y_train  # no rows"));
    const auto split = code_of(R"({"name": "advertising", "row_number": true, "test_split": 0.3, "drop": ["Radio"], "standardize": true})");
    CHECK_FALSE(has(split, "[:, 1:]"));
    CHECK(has(split, "rows = len(table) - int(len(table) * 0.3)\n"));
    CHECK(has(split, "y_train, y_test = table[:rows, :-1], table[rows:, :-1], table[:rows, -1], table[rows:, -1]\n"));
    CHECK_FALSE(has(split, "no rows of their own"));
    for (const char* x : {"x_train", "x_test"}) CHECK(has(split, std::string(x) + " = np.delete(" + x + ", [2], axis=1)\n"));   // row, TV, Radio
}

TEST_CASE("keras_code: a functional model has a variable for each tensor, a shared layer one of its own") {
    const auto e = Experiment::parse(Json::parse(R"({"dataset": {"rows": [[0, 1], [1, 0]], "targets": [0.5, 1], "task": "regression"},
        "model": {"class_name": "Functional", "config": {"layers": [
            {"class_name": "InputLayer", "name": "in", "config": {"batch_shape": [null, 2]}, "inbound_nodes": []},
            {"class_name": "Dense", "name": "twice", "config": {"units": 2, "activation": "tanh"}, "inbound_nodes": [[["in", 0, 0, {}]], [["twice", 0, 0, {}]]]},
            {"class_name": "Add", "name": "add", "config": {}, "inbound_nodes": [[["twice", 0, 0, {}], ["twice", 1, 0, {}]]]},
            {"class_name": "Dense", "name": "out", "config": {"units": 1}, "inbound_nodes": [[["add", 0, 0, {}]]]}],
            "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}},
        "compile": {"loss": "mse", "metrics": ["mae", "r2_score"]}, "fit": {"sample_weight": [1, 2]}})"));
    const auto code = keras_code(e);
    CHECK(code.find("in_ = keras.Input((2,))\n"
                    "twice_layer = keras.layers.Dense(2, activation=\"tanh\")\n"
                    "twice = twice_layer(in_)\n"
                    "twice_2 = twice_layer(twice)\n"
                    "add = keras.layers.Add()([twice, twice_2])\n"
                    "out = keras.layers.Dense(1)(add)\n"
                    "model = keras.Model(in_, out)\n") != std::string::npos);
    CHECK(code.find("sample_weight=np.array([1.0, 2.0])") != std::string::npos);
}

TEST_CASE("keras_code: recurrent layers, texts and weights of classes") {
    const auto e = Experiment::parse(Json::parse(R"({"dataset": {"name": "imdb", "as": "sequence", "maxlen": 80},
        "model": {"class_name": "Sequential", "config": {"layers": [
            {"class_name": "Embedding", "config": {"input_dim": 10000, "output_dim": 8}},
            {"class_name": "Bidirectional", "config": {"layer": {"class_name": "LSTM", "config": {"units": 4}}}},
            {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
        "compile": {"optimizer": {"class_name": "Adam", "config": {"clipnorm": 1}}, "loss": "binary_crossentropy",
                    "metrics": ["accuracy", {"class_name": "Recall", "config": {"thresholds": 0.25}}]}, "fit": {"class_weight": {"1": 3}}})"));
    const auto code = keras_code(e);
    for (const char* part : {"pad_sequences(x_train, maxlen=80)", "keras.layers.Bidirectional(keras.layers.LSTM(4))", "clipnorm=1", "keras.metrics.Recall(thresholds=0.25)",
                             "class_weight={0: 1.0, 1: 3.0}"}) {
        INFO(part << " in\n" << code);
        CHECK(code.find(part) != std::string::npos);
    }
}

TEST_CASE("python_text: JSON as Python") {
    CHECK(python_value(Json::parse(R"([true, null, "a\"b", 1e-7, {"k": false}])")) == R"([True, None, "a\"b", 1e-07, {"k": False}])");
    CHECK(python_argument("kernel_initializer", {{"class_name", "HeNormal"}, {"config", {{"seed", nullptr}}}}) == "kernel_initializer=keras.initializers.HeNormal()");
}

TEST_CASE("keras_code: a loss with options is written as an object") {
    auto json = Json::parse(R"({"dataset": {"name": "two_moons"}, "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 1}}]}},
        "compile": {"optimizer": "sgd", "loss": {"class_name": "BinaryCrossentropy", "config": {"from_logits": true, "label_smoothing": 0.2}}}})");
    CHECK(keras_code(Experiment::parse(json)).find("loss=keras.losses.BinaryCrossentropy(label_smoothing=0.2, from_logits=True)") != std::string::npos);
}

TEST_CASE("python_argument: an object is a call where its class_name is a name, else a value") {
    CHECK(python_argument("kernel_regularizer", Json::parse(R"({"class_name": "L2", "config": {"l2": 0.01}})")) == "kernel_regularizer=keras.regularizers.L2(l2=0.01)");
    CHECK(python_argument("seed", Json::parse(R"({"class_name": 1000000, "config": "relu"})")) == R"(seed={"class_name": 1000000, "config": "relu"})");
}
