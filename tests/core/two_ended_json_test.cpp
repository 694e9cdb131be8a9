#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/experiment/keras_code.h"
#include "tests/core/expect_error.h"
#include "tests/core/two_ended.h"

using namespace nabla;
using namespace nabla::test;

namespace {

Json patched(const char* patch) { return Json::parse(nlohmann::json::parse(two_ended(20).dump()).patch(nlohmann::json::parse(patch)).dump()); }

struct BadEnd {
    const char* why;
    const char* patch;  // on two_ended(20)
    const char* where;
    const char* code;
};

Json auxiliary(Json compile) {
    return {{"dataset", {{"name", "mnist"}}}, {"model", auxiliary_model(784, 10)}, {"compile", std::move(compile)}, {"fit", {{"epochs", 1}}}};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("several outputs: every wrong value names its path and its kind") {
    const BadEnd bads[] = {
        {"a loss of no output", R"([{"op":"add","path":"/compile/loss/prise","value":"mse"}])", "compile.loss.prise", "unknown_name"},
        {"an output left out", R"([{"op":"remove","path":"/compile/loss/kind"}])", "compile.loss.kind", "missing_key"},
        {"no loss at all", R"([{"op":"replace","path":"/compile/loss","value":[null,null]}])", "compile.loss", "missing_key"},
        {"an unknown loss", R"([{"op":"replace","path":"/compile/loss/price","value":"msee"}])", "compile.loss.price", "unknown_name"},
        {"three losses of two", R"([{"op":"replace","path":"/compile/loss","value":["mse","mse","mse"]}])", "compile.loss", "wrong_length"},
        {"a loss that wants classes", R"([{"op":"replace","path":"/compile/loss/price","value":"binary_crossentropy"}])", "compile.loss.price", "loss_needs_classes"},
        {"one loss that fits only one", R"([{"op":"replace","path":"/compile/loss","value":"mse"}])", "model.config.layers[5]", "wrong_units"},
        {"a one-hot loss of class numbers", R"([{"op":"replace","path":"/compile/loss/kind","value":"categorical_crossentropy"}])", "compile.loss.kind", "loss_needs_one_hot"},
        {"one weight for two", R"([{"op":"replace","path":"/compile/loss_weights","value":2}])", "compile.loss_weights", "wrong_type"},
        {"a weight of no output", R"([{"op":"add","path":"/compile/loss_weights/kin","value":2}])", "compile.loss_weights.kin", "unknown_name"},
        {"a weight below 0", R"([{"op":"replace","path":"/compile/loss_weights/kind","value":-2}])", "compile.loss_weights.kind", "out_of_range"},
        {"a weight that is a text", R"([{"op":"replace","path":"/compile/loss_weights/kind","value":"2"}])", "compile.loss_weights.kind", "wrong_type"},
        {"one metric for two", R"([{"op":"replace","path":"/compile/metrics","value":["mae"]}])", "compile.metrics", "wrong_length"},
        {"accuracy of a number", R"([{"op":"replace","path":"/compile/metrics/price","value":["accuracy"]}])", "compile.metrics.price[0]", "metric_needs_classes"},
        {"an unknown metric", R"([{"op":"replace","path":"/compile/metrics","value":["mae",["accuraci"]]}])", "compile.metrics[1][0]", "unknown_name"},
        {"weights of classes", R"([{"op":"add","path":"/fit/class_weight","value":{"0":2}}])", "fit.class_weight", "needs_one_output"},
        {"columns of no input", R"([{"op":"add","path":"/dataset/inputs/c","value":["p"]}])", "dataset.inputs.c", "unknown_name"},
        {"an input without columns", R"([{"op":"remove","path":"/dataset/inputs/b"}])", "dataset.inputs.b", "missing_key"},
        {"too few columns", R"([{"op":"replace","path":"/dataset/inputs/b","value":["p","q"]}])", "dataset.inputs.b", "wrong_length"},
        {"no such column", R"([{"op":"replace","path":"/dataset/inputs/b/2","value":"tt"}])", "dataset.inputs.b[2]", "unknown_name"},
        {"a column twice", R"([{"op":"replace","path":"/dataset/inputs/b/2","value":"r"}])", "dataset.inputs.b[2]", "duplicate_column"},
        {"no columns named", R"([{"op":"remove","path":"/dataset/inputs"}])", "model.config.input_layers.a", "wrong_shape"},
        {"targets of no output", R"([{"op":"move","from":"/dataset/targets/kind","path":"/dataset/targets/sort"},{"op":"remove","path":"/dataset/task"}])", "dataset.targets.sort", "unknown_name"},
        {"an output without targets", R"([{"op":"remove","path":"/dataset/targets/kind"},{"op":"remove","path":"/dataset/task"}])", "dataset.targets.kind", "missing_key"},
        {"targets too few", R"([{"op":"remove","path":"/dataset/targets/price/0"}])", "dataset.targets.price", "count_mismatch"},
        {"a task of no target", R"([{"op":"add","path":"/dataset/task/sort","value":"regression"}])", "dataset.task.sort", "unknown_name"},
        {"an unknown task", R"([{"op":"replace","path":"/dataset/task/kind","value":"classify"}])", "dataset.task.kind", "unknown_name"},
        {"an output twice", R"([{"op":"replace","path":"/model/config/output_layers/1/0","value":"price"}])", "compile.loss.kind", "unknown_name"},
    };
    for (const auto& bad : bads) {
        INFO(bad.why);
        const auto error = error_of([&] { Experiment::parse(patched(bad.patch)); });
        CHECK(error.where == bad.where);
        CHECK(error.code == bad.code);
        CHECK_FALSE(error.received.empty());
    }
    Json twice = two_ended(20);
    twice["model"]["config"]["output_layers"] = Json::parse(R"([["price", 0, 0], ["price", 0, 0]])");
    twice["compile"] = {{"loss", "mse"}};
    twice["dataset"]["targets"] = {{"price", twice["dataset"]["targets"]["price"]}, {"price_1", twice["dataset"]["targets"]["price"]}};
    twice["dataset"].erase("task");
    CHECK(error_of([&] { Experiment::parse(twice); }).code == "duplicate_name");
}

TEST_CASE("several outputs: a near miss is told what was meant") {
    const auto error = error_of([] { Experiment::parse(patched(R"([{"op":"add","path":"/compile/loss/prise","value":"mse"}])")); });
    CHECK(has(error.expected + error.advice, "price"));
    CHECK(has(Error(error).what(), "prise"));
}

TEST_CASE("several outputs: a name for all, a list and an object say the same; what is written reads back") {
    const auto form = [](Json compile) { return Experiment::parse(auxiliary(std::move(compile))).to_json(); };
    const std::string loss = "sparse_categorical_crossentropy";
    const auto by_name = form({{"loss", {{"main", loss}, {"aux", loss}}}, {"metrics", {{"main", {"accuracy"}}}}, {"loss_weights", {{"aux", 0.5}}}});
    CHECK(form({{"loss", loss}, {"metrics", {{"accuracy"}, Json::array()}}, {"loss_weights", {1, 0.5}}}) == by_name);
    CHECK(form({{"loss", {loss, loss}}, {"metrics", {"accuracy", nullptr}}, {"loss_weights", {{"main", 1}, {"aux", 0.5}}}}) == by_name);
    CHECK(Experiment::parse(by_name).to_json().dump() == by_name.dump());
    CHECK(by_name["compile"]["loss_weights"] == Json{{"main", 1.0}, {"aux", 0.5}});
    const auto one = form({{"loss", {{"main", loss}, {"aux", nullptr}}}});
    CHECK(one["compile"]["loss"]["aux"].is_null());
    CHECK(Experiment::parse(one).to_json() == one);
    CHECK(Experiment::parse(two_ended()).to_json() == Experiment::parse(Experiment::parse(two_ended()).to_json()).to_json());
}

TEST_CASE("one output: its loss by name or in a list is the loss") {
    Json json = auxiliary({{"loss", "sparse_categorical_crossentropy"}, {"metrics", {"accuracy"}}});
    json["model"]["config"]["output_layers"] = Json::parse(R"([["main", 0, 0]])");
    const auto plain = Experiment::parse(json);
    json["compile"] = {{"loss", {{"main", "sparse_categorical_crossentropy"}}}, {"metrics", {{"main", {"accuracy"}}}}};
    CHECK(Experiment::parse(json) == plain);
    json["compile"] = {{"loss", {"sparse_categorical_crossentropy"}}, {"metrics", {"accuracy"}}, {"loss_weights", {1}}};
    CHECK(Experiment::parse(json) == plain);
    CHECK(plain.compile.outputs.empty());
}

TEST_CASE("one output: a metric that compares numbers with class numbers is refused") {
    for (const char* metric : {"mae", "mse", "binary_accuracy"}) {
        Json json = auxiliary({{"loss", "sparse_categorical_crossentropy"}, {"metrics", {metric}}});
        json["model"]["config"]["output_layers"] = Json::parse(R"([["main", 0, 0]])");
        CHECK(error_of([&] { Experiment::parse(json); }).code == "metric_needs_one_hot");
    }
}

TEST_CASE("named columns: a table's features go to the inputs that name them; one_hot columns stay together") {
    Json json = {{"dataset", {{"name", "boston_housing"}, {"standardize", true}, {"one_hot", {"CHAS"}}, {"inputs", {{"a", {"RM", "CHAS"}}, {"b", {"AGE", "TAX", "CRIM"}}}}}},
                 {"model", two_ended_model()}, {"compile", {{"loss", {{"price", "mse"}, {"kind", nullptr}}}}}};
    const auto e = Experiment::parse(json);
    const auto shape = dataset_shape(e.dataset);
    REQUIRE(shape.inputs.size() == 2);
    CHECK(shape.inputs[0].columns.size() == 3);  // RM, CHAS=0, CHAS=1
    CHECK(e.input_shapes() == std::vector<Shape>{{3}, {3}});
    CHECK(Experiment::parse(e.to_json()) == e);
    json["dataset"]["shape"] = {14};
    CHECK(error_of([&] { Experiment::parse(json); }).where == "dataset.shape");
    json["dataset"] = {{"name", "mnist"}, {"inputs", {{"a", {"x"}}}}};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "unsupported");
}

TEST_CASE("named columns of a CSV: inputs and targets by name, words become classes, other columns are left alone") {
    const std::string text = "id,size,age,city,price,kind\nx1,1,2,Seoul,10,flat\nx2,3,4,Busan,20,house\nx3,5,6,Seoul,30,flat\nx4,7,8,Jeju,40,barn\n";
    RawFiles files;
    files.files = {{.name = "table", .chunks = {{text.begin(), text.end()}}, .chunk_names = {"own.csv"}}};
    const auto build = [&](const char* json) { return build_dataset(parse_dataset(Json::parse(json)), &files, nullptr, 1); };
    const auto data = build(R"({"csv": "own.csv", "test_split": 0, "one_hot": ["city"], "inputs": {"a": ["size", "city"], "b": ["age"]},
                                "targets": {"price": ["price"], "kind": "kind"}})");
    CHECK(data.feature_names == std::vector<std::string>{"size", "age", "city=Busan", "city=Jeju", "city=Seoul"});
    CHECK(data.inputs[0].columns == std::vector<std::uint32_t>{0, 2, 3, 4});
    CHECK(data.inputs[1].columns == std::vector<std::uint32_t>{1});
    REQUIRE(data.targets.size() == 2);
    CHECK(data.targets[0].task == Task::regression);
    CHECK(data.targets[1].task == Task::classification);
    CHECK(data.targets[1].classes == 3);
    CHECK(data.train.target_width == 2);
    CHECK(data.train.y == std::vector<float>{10, 1, 20, 2, 30, 1, 40, 0});
    const auto spread = build(R"({"csv": "own.csv", "test_split": 0, "inputs": {"a": ["size"], "b": ["age"]}, "targets": {"price": "price", "kind": ["kind"]}, "to_categorical": true})");
    CHECK(spread.train.target_width == 4);
    CHECK(std::vector<float>(spread.train.y.begin(), spread.train.y.begin() + 4) == std::vector<float>{10, 0, 1, 0});
    CHECK(spread.targets[1].one_hot());
    CHECK(error_of([&] { build(R"({"csv": "own.csv", "inputs": {"a": ["sise"]}, "targets": {"price": "price"}})"); }).code == "missing_column");
    CHECK(error_of([&] { build(R"({"csv": "own.csv", "targets": {"price": []}})"); }).where == "dataset.targets.price");
    CHECK(error_of([&] { build(R"({"csv": "own.csv", "targets": {}})"); }).where == "dataset.targets");
}

TEST_CASE("keras_code: several inputs and outputs are written by name") {
    Json json = two_ended(3);
    json["dataset"]["targets"]["kind"] = {0, 2, 1};
    json["fit"].erase("validation_split");
    const auto code = keras_code(Experiment::parse(json));
    INFO(code);
    for (const char* part : {"x_train = {\"a\": x_train[:, [0, 1, 2]], \"b\": x_train[:, [2, 3, 4]]}\n", "\"kind\": np.array([0, 2, 1])}\n",
                             "a = keras.Input((3,), name=\"a\")\nb = keras.Input((3,), name=\"b\")\nshared_layer = keras.layers.Dense(4, activation=\"tanh\")\nshared = shared_layer(a)\nshared_2 = shared_layer(b)\n",
                             "price = keras.layers.Dense(1, name=\"price\")(both)\n", "kind = keras.layers.Dense(3, activation=\"softmax\", name=\"kind\")(both)\n",
                             "model = keras.Model([a, b], [price, kind])\n", "loss={\"price\": \"mean_squared_error\", \"kind\": \"sparse_categorical_crossentropy\"},\n",
                             "loss_weights={\"price\": 0.5, \"kind\": 2.0},\n", "metrics={\"price\": [\"mae\"], \"kind\": [\"accuracy\"]},\n", "model.evaluate(x_test, y_test)\n"})
        CHECK(has(code, part));
    const auto shared = keras_code(Experiment::parse(auxiliary({{"loss", "sparse_categorical_crossentropy"}})));
    INFO(shared);
    CHECK(has(shared, "model.fit(x_train, [y_train, y_train], epochs=1)"));
    CHECK(has(shared, "model.evaluate(x_test, [y_test, y_test])"));
    CHECK(has(shared, "loss={\"main\": \"sparse_categorical_crossentropy\", \"aux\": \"sparse_categorical_crossentropy\"},\n"));
}

TEST_CASE("keras_code: an only input takes its columns, an only output its targets, without names") {
    Json json = {{"dataset", {{"name", "boston_housing"}, {"one_hot", {"CHAS"}}, {"inputs", {{"input", {"CHAS", "AGE"}}}}}},
                 {"model", sequential({dense(1)})}, {"compile", {{"loss", "mse"}}}, {"cross_validation", {{"folds", 4}}}};
    const auto code = keras_code(Experiment::parse(json));
    INFO(code);
    CHECK(has(code, "x_train = x_train[:, [12, 13, 5]]\n"));  // 12 columns stay, CHAS's two stand behind them
    CHECK(has(code, "np.random.permutation(len(x_train))"));
    json = {{"dataset", {{"rows", {{1, 2}, {3, 4}}}, {"targets", {{"output", {5, 6}}}}, {"task", {{"output", "regression"}}}}}, {"model", sequential({dense(1)})}, {"compile", {{"loss", "mse"}}}};
    const auto plain = keras_code(Experiment::parse(json));
    INFO(plain);
    CHECK(has(plain, "y_train = np.array([5, 6])\n"));
    CHECK(has(plain, "model.fit(x_train, y_train, epochs=1)"));
}

TEST_CASE("several outputs: refusals that keep training in bounds and History unmixed") {
    Json json = auxiliary({{"loss", {{"main", "sparse_categorical_crossentropy"}, {"aux", nullptr}}}, {"metrics", {{"aux", {"sparse_top_k_categorical_accuracy"}}}}});
    json["model"]["config"]["layers"][2]["config"]["units"] = 2;
    CHECK(error_of([&] { Experiment::parse(json); }).code == "metric_needs_one_hot");
    json = two_ended();
    Json text = json["model"];
    for (const char* name : {"val", "val_price"}) {
        auto renamed = text.dump();
        for (auto at = renamed.find("\"price\""); at != std::string::npos; at = renamed.find("\"price\"", at + 1)) renamed.replace(at, 7, "\"" + std::string(name) + "\"");
        Json other = {{"dataset", {{"name", "boston_housing"}, {"inputs", {{"a", {"RM", "AGE", "TAX"}}, {"b", {"B", "DIS", "NOX"}}}}}}, {"model", Json::parse(renamed)},
                      {"compile", {{"loss", {{name, "mse"}, {"kind", nullptr}}}}}};
        CHECK(error_of([&] { Experiment::parse(other); }).code == "reserved_name");
    }
    json["dataset"]["inputs"]["a"] = {"p", "q", "p"};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "duplicate_column");
    json = two_ended();
    json["fit"]["class_weight"] = {{"0", 2}};
    CHECK(error_of([&] { Experiment::parse(json); }).code == "needs_one_output");
}

TEST_CASE("named columns: a column and the one it stands in are one column twice, in either order") {
    for (const auto& columns : {Json{"CHAS=1", "CHAS"}, Json{"CHAS", "CHAS=1"}}) {
        const Json json = {{"dataset", {{"name", "boston_housing"}, {"one_hot", {"CHAS"}}, {"inputs", {{"input", columns}}}}}, {"model", sequential({dense(1)})}, {"compile", {{"loss", "mse"}}}};
        CHECK(error_of([&] { Experiment::parse(json); }).code == "duplicate_column");
    }
}
