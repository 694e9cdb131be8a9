#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "core/data/dataset.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Matchers::ContainsSubstring;
using test::error_of;

namespace {

DatasetSpec spec(const char* json) { return parse_dataset(Json::parse(json)); }
ErrorInfo refused(const char* json) {
    INFO(json);
    return error_of([&] { spec(json); });
}

}  // namespace

TEST_CASE("dataset spec: shapes before any file is read") {
    const auto of = [](const char* json) { return dataset_shape(spec(json)); };
    CHECK(of(R"({"name": "mnist"})").sample == Shape{784});
    CHECK(of(R"({"name": "mnist"})").train_rows == 60000);
    CHECK(of(R"({"name": "mnist", "shape": [28, 28, 1], "rows": 12000})").sample == Shape{28, 28, 1});
    CHECK(of(R"({"name": "mnist", "rows": 12000})").train_rows == 12000);
    CHECK(of(R"({"name": "fashion_mnist", "to_categorical": true})").target_width == 10);
    CHECK(of(R"({"name": "fashion_mnist"})").target_width == 1);
    CHECK(of(R"({"name": "boston_housing", "drop": ["B", "LSTAT"], "one_hot": ["CHAS"]})").sample == Shape{12});
    CHECK(of(R"({"name": "boston_housing", "one_hot": ["RAD"]})").sample == Shape{21});
    CHECK(of(R"({"name": "boston_housing"})").task == Task::regression);
    CHECK(of(R"({"name": "advertising", "row_number": true})").sample == Shape{4});
    CHECK(of(R"({"name": "advertising", "test_split": 0.3})").train_rows == 140);
    CHECK(of(R"({"name": "iris"})").classes == 3);
    CHECK(of(R"({"name": "xor"})").train_rows == 4);
    CHECK(of(R"({"name": "sine", "rows": 20})").sample == Shape{1});
    CHECK(of(R"({"csv": "own.csv", "targets": ["y"]})").sample.rank() == 0);
}

TEST_CASE("dataset spec: the canonical form is a fixed point and leaves defaults out") {
    for (const char* json : {R"({"name": "mnist"})", R"({"name": "mnist", "rows": 1000, "shape": [28, 28, 1], "rescale": false, "to_categorical": true})",
                             R"({"name": "fashion_mnist", "shuffle_targets": true})",
                             R"({"name": "boston_housing", "standardize": true, "drop": ["B"], "one_hot": ["CHAS"]})", R"({"name": "two_moons", "rows": 50, "noise": 0.3})",
                             R"({"name": "advertising", "test_split": 0.3, "row_number": true})", R"({"rows": [[0, 1], [1, 0]], "targets": [1, 0.5]})",
                             R"({"csv": "own.csv", "targets": ["y"], "task": "regression", "test_split": 0.1})", R"({"csv": "own.csv", "targets": ["y"], "dropna": true})"}) {
        CAPTURE(json);
        CHECK(dataset_json(spec(json)) == Json::parse(json));
    }
    CHECK(dataset_json(spec(R"({"name": "mnist", "shape": [784], "rescale": true, "rows": null, "standardize": false})")) == Json::parse(R"({"name": "mnist"})"));
    CHECK(dataset_json(spec(R"({"name": "two_moons", "noise": 0.1})")) == Json::parse(R"({"name": "two_moons"})"));
}

TEST_CASE("dataset spec: what is wrong is named by its path") {
    CHECK(refused(R"({})").code == "missing_key");
    const auto name = refused(R"({"name": "minst"})");
    CHECK(name.code == "unknown_name");
    CHECK(name.where == "dataset.name");
    CHECK_THAT(name.advice, ContainsSubstring("mnist"));
    CHECK(refused(R"({"name": "mnist", "row": 5})").where == "dataset.row");
    CHECK(refused(R"({"name": "mnist", "rows": 0})").code == "out_of_range");
    CHECK(refused(R"({"name": "mnist", "rows": 60001})").where == "dataset.rows");
    CHECK(refused(R"({"name": "mnist", "rows": 1.5})").where == "dataset.rows");
    CHECK(refused(R"({"name": "mnist", "shape": [28, 27]})").where == "dataset.shape");
    CHECK(refused(R"({"name": "mnist", "standardize": true})").code == "unsupported");
    CHECK(refused(R"({"name": "mnist", "noise": 0.1})").code == "unknown_key");
    CHECK(refused(R"({"name": "boston_housing", "drop": ["b"]})").where == "dataset.drop[0]");
    CHECK(refused(R"({"name": "boston_housing", "drop": ["B", "B"]})").where == "dataset.drop[1]");
    CHECK(refused(R"({"name": "boston_housing", "one_hot": ["RM"]})").where == "dataset.one_hot[0]");
    CHECK(refused(R"({"name": "boston_housing", "one_hot": ["CHAS"], "drop": ["CHAS"]})").code == "duplicate_column");
    CHECK(refused(R"({"name": "advertising", "drop": ["TV", "Radio", "Newspaper"]})").where == "dataset.drop");
    CHECK(refused(R"({"name": "boston_housing", "to_categorical": true})").where == "dataset.to_categorical");
    CHECK(refused(R"({"name": "boston_housing", "test_split": 0.5})").code == "unknown_key");
    CHECK(refused(R"({"name": "iris", "test_split": 1})").where == "dataset.test_split");
    CHECK(refused(R"({"name": "two_moons", "noise": -1})").where == "dataset.noise");
    CHECK(refused(R"({"name": 7})").where == "dataset.name");
}

TEST_CASE("dataset spec: every known set says in both languages what it is") {
    for (const auto& info : known_datasets()) {
        CAPTURE(info.name);
        for (const auto* text : {&info.title, &info.note}) CHECK((!text->ko.empty() && !text->en.empty()));
        if (info.needs_files) CHECK((!info.licence.ko.empty() && !info.licence.en.empty()));
        CHECK(find_dataset(info.name) == &info);
    }
    CHECK(find_dataset("inline") == nullptr);
}
