#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Matchers::ContainsSubstring;
using test::error_of;

namespace {

Dataset build(const char* json) { return build_dataset(parse_dataset(Json::parse(json)), nullptr, nullptr, 1); }

Dataset build_csv(const char* json, const std::string& text) {
    RawFiles files;
    files.files = {{.name = "table", .chunks = {{text.begin(), text.end()}}, .chunk_names = {"own.csv"}}};
    return build_dataset(parse_dataset(Json::parse(json)), &files, nullptr, 1);
}

std::vector<float> values(std::span<const float> v) { return {v.begin(), v.end()}; }

const std::string people = "age,city,height,label\n30,Seoul,170,yes\n40,Busan,160,no\n50,Seoul,180,yes\n60,Jeju,150,no\n70,Busan,165,no\n";

}  // namespace

TEST_CASE("inline rows: numbers in, numbers out") {
    const auto data = build(R"({"rows": [[1, 2], [3, 4], [5, 6]], "targets": [0.5, 1.5, 2.5]})");
    CHECK(data.task == Task::regression);
    CHECK(values(data.train.x.floats()) == std::vector<float>{1, 2, 3, 4, 5, 6});
    CHECK(data.train.y == std::vector<float>{0.5f, 1.5f, 2.5f});
    CHECK_FALSE(data.test);
    CHECK(data.feature_names == std::vector<std::string>{"x1", "x2"});
    CHECK(build(R"({"rows": [1, 2, 3, 4], "targets": [[1, 2], [3, 4], [5, 6], [7, 8]]})").train.target_width == 2);
}

TEST_CASE("inline rows: null is a key left out") {
    const auto data = build(R"({"rows": [1, 2, 3, 4], "targets": [[1, 2], [3, 4], [5, 6], [7, 8]], "target": null, "features": null, "task": null})");
    CHECK(data.train.target_width == 2);
    CHECK(error_of([] { build(R"({"rows": null, "targets": [1]})"); }).where == "dataset.rows");
}

TEST_CASE("inline rows: class numbers, words and one column a class are classes") {
    const auto xor_rows = build(R"({"rows": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [0, 1, 1, 0]})");
    CHECK(xor_rows.task == Task::classification);
    CHECK(xor_rows.classes == 2);
    const auto words = build(R"({"rows": [1, 2, 3], "targets": ["cat", "dog", "cat"]})");
    CHECK(words.train.y == std::vector<float>{0, 1, 0});
    CHECK(words.class_names[1].en == "dog");
    const auto columns = build(R"({"rows": [1, 2, 3], "targets": [[0, 1, 0], [1, 0, 0], [0, 0, 1]]})");
    CHECK(columns.classes == 3);
    CHECK(columns.train.target_width == 3);
    CHECK(columns.train.y == std::vector<float>{0, 1, 0, 1, 0, 0, 0, 0, 1});
    CHECK(build(R"({"rows": [1, 2, 3, 4], "targets": [0, 1, 2, 3]})").task == Task::regression);  // each but once: measured
    CHECK(build(R"({"rows": [1, 2, 3, 4], "targets": [0, 1, 2, 3], "task": "classification"})").classes == 4);
    CHECK(build(R"({"rows": [1, 2, 3, 4], "targets": [0, 1, 1, 0], "task": "regression"})").task == Task::regression);
}

TEST_CASE("inline rows: what does not fit is named by its path") {
    const auto where = [](const char* json) { return error_of([&] { build(json); }).where; };
    CHECK(where(R"({"rows": [[1, 2], [3]], "targets": [1, 2]})") == "dataset.rows[1]");
    CHECK(where(R"({"rows": [[1, 2], [3, "x"]], "targets": [1, 2]})") == "dataset.rows[1][1]");
    CHECK(where(R"({"rows": [[1], [2]], "targets": [1]})") == "dataset.targets");
    CHECK(where(R"({"rows": [], "targets": []})") == "dataset.rows");
    CHECK(where(R"({"rows": [[1], [2]], "targets": [0, -1], "task": "classification"})") == "dataset.targets[1]");
    CHECK(where(R"({"rows": [[1], [2]], "targets": [1, 2], "features": ["a", "b"]})") == "dataset.features");
    CHECK(where(R"({"rows": [[1], [2]], "targets": [1, 2], "colour": 1})") == "dataset.colour");
}

TEST_CASE("own CSV: words as classes, a column as categories, another dropped") {
    const auto data = build_csv(R"({"csv": "own.csv", "targets": ["label"], "task": "classification", "one_hot": ["city"], "drop": ["height"], "test_split": 0})", people);
    CHECK(data.feature_names == std::vector<std::string>{"age", "city=Busan", "city=Jeju", "city=Seoul"});
    CHECK(values(data.train.x.floats().first(8)) == std::vector<float>{30, 0, 0, 1, 40, 1, 0, 0});
    CHECK(data.train.y == std::vector<float>{1, 0, 1, 0, 0});
    CHECK(data.class_names[1].en == "yes");
}

TEST_CASE("own CSV: regression with a test share; every row is in one part") {
    const auto data = build_csv(R"({"csv": "own.csv", "targets": ["height"], "drop": ["city", "label"], "test_split": 0.4, "standardize": true})", people);
    CHECK(data.task == Task::regression);
    CHECK(data.train.rows() == 3);
    REQUIRE(data.test);
    CHECK(data.test->rows() == 2);
    std::set<float> ages(data.raw_train.x.floats().begin(), data.raw_train.x.floats().end());
    ages.insert(data.raw_test.x.floats().begin(), data.raw_test.x.floats().end());
    CHECK(ages == std::set<float>{30, 40, 50, 60, 70});
}

TEST_CASE("own CSV: text in a number column, a missing value, a missing column name line and column") {
    const auto fail = [](const char* json, const std::string& text) { return error_of([&] { build_csv(json, text); }); };
    const auto text = fail(R"({"csv": "own.csv", "targets": ["height"]})", people);
    CHECK(text.code == "not_a_number");
    CHECK(text.where == "own.csv, line 2, column \"city\"");
    const auto hole = fail(R"({"csv": "own.csv", "targets": ["y"]})", "x,y\n1,2\n,3\n");
    CHECK(hole.code == "missing_value");
    CHECK_THAT(hole.where, ContainsSubstring("line 3"));
    CHECK(fail(R"({"csv": "own.csv", "targets": ["z"]})", "x,y\n1,2\n").code == "missing_column");
    CHECK(fail(R"({"csv": "own.csv", "targets": ["y"], "drop": ["x"]})", "x,y\n1,2\n").code == "missing_column");
    CHECK(fail(R"({"csv": "own.csv", "targets": ["y"]})", "x,y\n").code == "no_rows");
    CHECK(error_of([] { build(R"({"csv": "own.csv", "targets": ["y"]})"); }).code == "missing_file");
    CHECK(error_of([] { build(R"({"csv": "own.csv"})"); }).code == "missing_key");
}

TEST_CASE("own CSV: dropna leaves out rows that lack a value that is used, and only these") {
    const std::string holes = "a,b,c,y\n1,,x,1\n2,5,,2\n,7,z,3\n4,8,w,\n5,9,,5\n";
    const auto data = build_csv(R"({"csv": "own.csv", "targets": ["y"], "drop": ["c"], "dropna": true, "test_split": 0})", holes);
    CHECK(values(data.train.x.floats()) == std::vector<float>{2, 5, 5, 9});
    CHECK(data.train.y == std::vector<float>{2, 5});
    const auto named = build_csv(R"({"csv": "own.csv", "targets": {"out": "y"}, "inputs": {"in": ["a"]}, "dropna": true, "test_split": 0})", holes);
    CHECK(values(named.train.x.floats()) == std::vector<float>{1, 2, 5});
    CHECK(error_of([&] { build_csv(R"({"csv": "own.csv", "targets": ["y"], "dropna": true})", "a,y\n1,\n,2\n"); }).code == "no_whole_rows");
    CHECK(parse_dataset(Json::parse(R"({"name": "iris", "dropna": false})")).name == "iris");
    CHECK(error_of([] { parse_dataset(Json::parse(R"({"name": "iris", "dropna": true})")); }).where == "dataset.dropna");
}

TEST_CASE("own table: more different words than classes can be are refused") {
    Json words = {{"rows", Json::array()}, {"targets", Json::array()}};
    for (int i = 0; i < 300; ++i) words["rows"].push_back({i}), words["targets"].push_back("w" + std::to_string(i));
    CHECK(error_of([&] { parse_dataset(words); }).code == "bad_label");
}
