#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "core/data/csv.h"
#include "core/data/gzip.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Matchers::ContainsSubstring;
using test::error_of;

namespace {

Csv csv_of(std::string_view text) { return Csv::parse(text, {.file = "t.csv"}); }

}  // namespace

TEST_CASE("CSV: quotes, commas and line breaks inside fields") {
    const auto csv = csv_of("name,\"a, b\",note\n\"x \"\"y\"\"\",1,\"two\nlines\"\nz,2,\n");
    CHECK(csv.header() == std::vector<std::string>{"name", "a, b", "note"});
    REQUIRE(csv.rows() == 2);
    CHECK(csv.cell(0, 0) == "x \"y\"");
    CHECK(csv.cell(0, 2) == "two\nlines");
    CHECK(csv.line(1) == 4);
    CHECK(csv.missing(1, 2));
}

TEST_CASE("CSV: line ends, empty lines, a byte order mark and gzip make no difference") {
    for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "\xEF\xBB\xBF" "a,b\n\n1,2\n\n\n3,4\n", " a , b \n 1 ,2\n3, 4\n"}) {
        const auto csv = csv_of(text);
        REQUIRE(csv.rows() == 2);
        CHECK(csv.number(0, csv.column("a")) == 1);
        CHECK(csv.number(1, csv.column("b")) == 4);
    }
    const std::string text = "a\n7\n";
    CHECK(Csv::parse(gzip(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()))).number(0, 0) == 7);
}

TEST_CASE("CSV: an unnamed first column and a header alone are fine") {
    const auto csv = csv_of("\"\",\"TV\"\r\n\"1\",230.1\r\n");
    CHECK(csv.header() == std::vector<std::string>{"", "TV"});
    CHECK(csv.number(0, 1) == 230.1);
    CHECK(csv_of("a,b\n").rows() == 0);
}

TEST_CASE("CSV: text in a number column names file, line and column") {
    const auto csv = csv_of("age,city\n31,Seoul\nabc,Busan\n");
    const auto error = error_of([&] { csv.number(1, 0); });
    CHECK(error.code == "not_a_number");
    CHECK(error.where == "t.csv, line 3, column \"age\"");
    CHECK(error.received == "\"abc\"");
    CHECK_FALSE(error.advice.empty());
}

TEST_CASE("CSV: what is not a number is not read as one") {
    for (const char* cell : {"1 2", "0x1F", "inf", "-inf", "1e999", "1.2.3", "--1", "e5", "12abc", "."}) {
        CAPTURE(cell);
        CHECK(error_of([&] { csv_of(std::string("a\n") + cell + "\n").number(0, 0); }).code == "not_a_number");
    }
    CHECK(csv_of("a\n-1.5e-3\n").number(0, 0) == -0.0015);
    CHECK(csv_of("a\n+7\n").number(0, 0) == 7);
}

TEST_CASE("CSV: the usual words for a missing value are missing, and asking for a number says so") {
    const auto csv = csv_of("a,b\nNA,1\n,2\nNaN,3\nnull,4\n?,5\n");
    for (std::size_t row = 0; row < 5; ++row) {
        CHECK(csv.missing(row, 0));
        const auto error = error_of([&] { csv.number(row, 0); });
        CHECK(error.code == "missing_value");
        CHECK_THAT(error.where, ContainsSubstring("line " + std::to_string(row + 2)));
    }
}

TEST_CASE("CSV: a missing column lists the ones there are") {
    const auto error = error_of([&] { csv_of("TV,Radio\n1,2\n").column("Newspaper"); });
    CHECK(error.code == "missing_column");
    CHECK_THAT(error.received, ContainsSubstring("TV, Radio"));
}

TEST_CASE("CSV: a line with too few or too many fields is named") {
    CHECK(error_of([&] { csv_of("a,b\n1,2\n3\n"); }).where == "t.csv, line 3");
    CHECK(error_of([&] { csv_of("a,b\n1,2,3\n"); }).where == "t.csv, line 2");
    CHECK(error_of([&] { csv_of("a,b\n\"x,2\n"); }).code == "bad_line");
    CHECK(error_of([&] { csv_of("a,b\n\"x\"y,2\n"); }).code == "bad_line");
}

TEST_CASE("CSV: double names and nothing at all are explained") {
    CHECK(error_of([&] { csv_of("a,b,a\n1,2,3\n"); }).code == "duplicate_column");
    CHECK(error_of([&] { csv_of(""); }).code == "empty_file");
    CHECK(error_of([&] { csv_of("\n\n"); }).code == "empty_file");
}

TEST_CASE("CSV: semicolons with decimal commas, and tabs") {
    const auto semicolons = csv_of("a;b\n1,5;\"x;y\"\n-2;z\n");
    CHECK(semicolons.header() == std::vector<std::string>{"a", "b"});
    CHECK(semicolons.number(0, 0) == 1.5);
    CHECK(semicolons.cell(0, 1) == "x;y");
    CHECK(csv_of("a\tb, c\n1\t2,3\n").header() == std::vector<std::string>{"a\tb", "c"});  // a comma anywhere: commas
    CHECK(csv_of("a\tb\n1\t2,5\n").cell(0, 1) == "2,5");
    CHECK(error_of([&] { csv_of("a\tb\n1\t2,5\n").number(0, 1); }).code == "not_a_number");
    CHECK(csv_of("a,b\n1,\"2,5\"\n").is_number(0, 1) == false);
}

TEST_CASE("CSV: the separator is what the first line has most of, outside quotes") {
    CHECK(csv_of("\"size, m2\";price;kind\n50;100;a\n").cell(0, 1) == "100");
    CHECK(csv_of("a;b,c,d\n1,2,3\n").header().size() == 3);
}

TEST_CASE("CSV: lines of old spreadsheets end in a carriage return alone") {
    const auto csv = csv_of("a,b\r1,2\r3,4\r");
    REQUIRE(csv.rows() == 2);
    CHECK(csv.cell(1, 1) == "4");
    CHECK(csv.line(1) == 3);
}

TEST_CASE("CSV: another encoding than UTF-8 is named") {
    CHECK(error_of([&] { csv_of("\xb0\xa1,b\n1,2\n"); }).code == "wrong_format");
    CHECK(csv_of("가,나\n1,2\n").header()[1] == "나");
}

TEST_CASE("CSV: rows that lack a value in some columns can be left out") {
    auto csv = csv_of("a,b,c\n1,,x\n2,5,\n,7,y\n4,8,z\n");
    const std::vector<std::size_t> columns = {0, 1};
    csv.drop_missing(columns);
    REQUIRE(csv.rows() == 2);
    CHECK(csv.cell(0, 0) == "2");
    CHECK(csv.missing(0, 2));
    CHECK(csv.cell(1, 2) == "z");
    CHECK(csv.line(1) == 5);
}

TEST_CASE("CSV: a table of more columns than anybody has is refused before it is taken apart") {
    const auto error = error_of([] { Csv::parse(std::string(20'000, ',')); });
    CHECK(error.code == "too_large");
    CHECK(error.where == "table, line 1");
}
