#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "core/experiment/first_experiment.h"
#include "core/experiment/keras_code.h"
#include "tests/core/classroom.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// 30 rows: a row number, a name of its own for every row, a height with two holes, a city, whether it sold, a price.
std::string houses() {
    std::string text = ",owner,height,city,empty,sold,price\n";
    for (int i = 0; i < 30; ++i) {
        const char* cities[] = {"Seoul", "Busan", "Jeju"};
        text += std::to_string(i) + ",owner " + std::to_string(i) + "," + (i % 14 == 3 ? "" : std::to_string(150 + i)) + "," + cities[i % 3] + "," + (i < 2 ? "1" : "") + "," +
                (i % 2 ? "yes" : "no") + "," + std::to_string(100 + 2.5 * i) + "\n";
    }
    return text;
}

Experiment proposed(const std::string& text, const std::string& target) {
    const auto csv = Csv::parse(text, {.file = "houses.csv"});
    return first_experiment(csv, describe_columns(csv), "houses.csv", target);
}

std::shared_ptr<const RawFiles> as_file(const std::string& text) {
    RawFiles files;
    files.files.push_back({.name = "table", .chunks = {{text.begin(), text.end()}}, .chunk_names = {"houses.csv"}});
    return std::make_shared<const RawFiles>(std::move(files));
}

}  // namespace

TEST_CASE("own CSV: what columns hold is found out") {
    using enum CsvColumn::Kind;
    const auto columns = describe_columns(Csv::parse(houses()));
    REQUIRE(columns.size() == 7);
    const CsvColumn::Kind kinds[] = {counter, text, quantity, category, quantity, category, quantity};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        INFO(columns[i].name);
        CHECK(columns[i].kind == kinds[i]);
    }
    CHECK(columns[2].missing == 2);
    CHECK(columns[3].values == 3);
    CHECK(columns[4].missing == 28);
    CHECK(describe_columns(Csv::parse("n,x,y\n1,1,2\n2,1,2\n3,3,4\n"))[0].kind == counter);
    CHECK(describe_columns(Csv::parse("year,x\n1995,1\n1996,1\n1997,3\n"))[0].kind == quantity);
}

TEST_CASE("own CSV: numbers from 1 on are left out where there is something else to learn from") {
    using enum CsvColumn::Kind;
    CHECK(describe_columns(Csv::parse("x,y\n1,2\n2,4\n3,6\n4,8\n"))[0].kind == quantity);
    CHECK(proposed("x,y\n1,2\n2,4\n3,6\n4,8\n", "x").dataset.json["targets"] == Json{"x"});
    CHECK(describe_columns(Csv::parse("a,n\n5,1\n6,2\n8,3\n"))[1].kind == quantity);  // only the first column counts rows
}

TEST_CASE("own CSV: names of their own are no categories, however few") {
    CHECK(describe_columns(Csv::parse("name,height\nA,1\nB,2\nC,5\n"))[0].kind == CsvColumn::Kind::text);
}

TEST_CASE("own CSV: classes are counted among the rows that remain") {
    std::string text = "x,kind\n";
    for (int i = 0; i < 40; ++i) text += (i % 8 == 7 ? std::string() : std::to_string(i * i)) + (i % 8 == 7 ? ",c\n" : i % 2 ? ",a\n" : ",b\n");
    const auto json = proposed(text, "kind").to_json();
    CHECK(json["model"]["config"]["layers"].back()["config"]["units"] == 1);
    CHECK(json["compile"]["loss"] == "binary_crossentropy");
}

TEST_CASE("own CSV: columns that are nearly whole may leave no whole row") {
    std::string text = "a,b,c,d,e\n";
    for (int row = 0; row < 10; ++row)
        for (int column = 0; column < 5; ++column) text += (row % 5 == column ? std::string() : std::to_string(row * row + column)) + (column < 4 ? "," : "\n");
    CHECK(error_of([&] { proposed(text, "e"); }).code == "no_whole_rows");
}

TEST_CASE("own CSV: a first Experiment takes what can be used and has the loss that fits the target") {
    const auto price = proposed(houses(), "price").to_json();
    CHECK(price["dataset"] == Json::parse(R"({"csv": "houses.csv", "targets": ["price"], "task": "regression", "standardize": true, "test_split": 0.2,
                                              "drop": ["", "owner", "empty"], "one_hot": ["city", "sold"], "dropna": true})"));
    CHECK(price["compile"]["loss"] == "mean_squared_error");
    CHECK(proposed(houses(), "sold").compile.loss == "binary_crossentropy");
    CHECK(proposed(houses(), "city").to_json()["model"]["config"]["layers"].back()["config"]["units"] == 3);
    const auto csv = Csv::parse(houses());
    CHECK(likely_target(csv, describe_columns(csv)) == "price");
}

TEST_CASE("own CSV: what cannot be predicted or learned from is refused") {
    CHECK(error_of([] { proposed(houses(), "owner"); }).code == "no_target");
    CHECK(error_of([] { proposed(houses(), "colour"); }).code == "no_target");
    CHECK(error_of([] { proposed("x\n1\n2\n4\n", "x"); }).code == "no_inputs");
    const auto words = Csv::parse("same\na\na\na\n");
    CHECK(error_of([&] { likely_target(words, describe_columns(words)); }).code == "no_target");
}

TEST_CASE("own CSV: from its text to a trained network through the Api") {
    Classroom room;
    room.session.open("moons");
    room.provider.files = as_file(houses());
    for (const char* target : {"price", "sold", "city"}) {
        INFO(target);
        const Json table = room.call({{"call", "describeTable"}, {"file", "houses.csv"}, {"text", houses()}, {"target", target}});
        REQUIRE(table.contains("ok"));
        CHECK(table["ok"]["rows"] == 30);
        CHECK(table["ok"]["columns"][0]["used"] == false);
        Json experiment = table["ok"]["experiment"];
        experiment["fit"]["epochs"] = 20;
        REQUIRE(room.call({{"call", "setExperiment"}, {"experiment", experiment}}).contains("ok"));
        REQUIRE(room.call({{"call", "train"}})["ok"]["state"] == "done");
        const Json history = room.call({{"call", "history"}})["ok"];
        CHECK(history["loss"].back().get<double>() < history["loss"].front().get<double>());
        CHECK(room.session.dataset()->train.rows() + room.session.dataset()->test->rows() == 28);  // without the two holes
    }
    room.provider.files = as_file("x,price\n1,2\n2,4\n3,6\n5,9\n7,12\n");
    REQUIRE(room.call({{"call", "reloadData"}}).contains("ok"));
    CHECK_FALSE(room.session.dataset());
    CHECK(room.provider.requests.back().file == "houses.csv");
    CHECK(room.call({{"call", "describeTable"}, {"file", "t.csv"}, {"text", "a,b\n"}})["error"]["code"] == "no_rows");
    CHECK(room.call({{"call", "describeTable"}, {"file", "t.csv"}, {"text", "a,b\n1\n"}})["error"]["message"]["ko"].get<std::string>().starts_with("t.csv, 2번째 줄"));
}

TEST_CASE("own CSV: as a Keras script, it is read and split by pandas") {
    const auto code = keras_code(proposed(houses(), "sold"));
    for (const char* line : {"import pandas as pd\n", "table = pd.read_csv(\"houses.csv\", sep=None", "na_values=[\"\", \"NA\"", "table = table.loc[:, ~table.columns.str.fullmatch(r\"|Unnamed: .*\")]\n", "table = table.drop(columns=[\"owner\", \"empty\"])\n", "table = table.dropna()\n",
                             "pd.get_dummies(table.drop(columns=[\"sold\"]), columns=[\"city\"])", "table[\"sold\"].astype(\"category\").cat.codes", "rows = len(x) - int(len(x) * 0.2)\n",
                             "numbers = table.shape[1] - 2", "deviation[deviation == 0] = 1\n", "x_test[:, :numbers] = (x_test[:, :numbers] - mean) / deviation"})
        CHECK_THAT(code, ContainsSubstring(line));
}
