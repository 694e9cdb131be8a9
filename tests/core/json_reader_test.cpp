#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "core/experiment/json_reader.h"
#include "core/experiment/json_text.h"
#include "core/experiment/named.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using nabla::test::error_of;

TEST_CASE("JsonReader: an unknown key is refused with its path and the nearest known one") {
    const Json json = {{"units", 3}, {"activaton", "relu"}};
    const JsonReader read(json, "model.config.layers[1].config");
    read.integer("units", {});
    read.text("activation", "linear");
    const auto error = error_of([&] { read.finish(); });
    CHECK(error.code == "unknown_key");
    CHECK(error.where == "model.config.layers[1].config.activaton");
    CHECK(error.advice == "Did you mean \"activation\"?");
}

TEST_CASE("JsonReader: a key that is like nothing known gets no guess") {
    const Json json = {{"zzzzzz", 1}};
    const JsonReader read(json, "");
    read.ignore({"units"});
    CHECK(error_of([&] { read.finish(); }).advice.empty());
}

TEST_CASE("JsonReader: null means absent, for every getter") {
    const Json json = {{"a", nullptr}, {"b", nullptr}, {"c", nullptr}, {"d", nullptr}, {"e", nullptr}};
    const JsonReader read(json, "");
    CHECK(read.number("a", 0.5) == 0.5);
    CHECK(read.integer("b", 7) == 7);
    CHECK(read.boolean("c", true));
    CHECK(read.text("d", "x") == "x");
    CHECK(read.texts("e").empty());
    CHECK_NOTHROW(read.finish());
    CHECK(error_of([&] { read.number("a"); }).code == "missing_key");
}

TEST_CASE("JsonReader: whole numbers may be written as 128.0, not as 128.5") {
    const Json json = {{"a", 128.0}, {"b", 128.5}, {"c", 1e300}, {"d", "128"}};
    const JsonReader read(json, "fit");
    CHECK(read.integer("a", {}) == 128);
    CHECK(error_of([&] { read.integer("b", {}); }).code == "wrong_type");
    CHECK(error_of([&] { read.integer("c", {}); }).code == "out_of_range");
    CHECK(error_of([&] { read.integer("d", {}); }).received == "\"128\"");
}

TEST_CASE("JsonReader: NaN and infinity are out of every range") {
    for (double value : {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        const Json json = {{"rate", value}};
        CHECK(error_of([&] { JsonReader(json, "").number("rate"); }).code == "out_of_range");
    }
}

TEST_CASE("NumberRange: its edges belong to it or not, and its words say so") {
    CHECK(NumberRange::above(0).text("a number") == "a number above 0");
    CHECK_FALSE(NumberRange::above(0).contains(0));
    CHECK(NumberRange::half_open(0, 1).text("a number") == "a number of at least 0 and below 1");
    CHECK(NumberRange::half_open(0, 1).contains(0));
    CHECK_FALSE(NumberRange::half_open(0, 1).contains(1));
    CHECK(NumberRange::between(1, 50'000'000).text("a whole number") == "a whole number from 1 to 50000000");
    CHECK(NumberRange{.min = 1e-7}.text("a number") == "a number of at least 1e-07");
}

TEST_CASE("JsonReader: sizes take one number or a list of the right length") {
    const Json json = {{"kernel_size", 3}, {"pool_size", {2, 1}}, {"strides", {1, 2, 3}}, {"zero", {0, 1}}};
    const JsonReader read(json, "");
    CHECK(read.sizes("kernel_size", 2, 1) == Shape{3, 3});
    CHECK(read.sizes("pool_size", 2, 1) == Shape{2, 1});
    CHECK(read.sizes("absent", 2, 4) == Shape{4, 4});
    CHECK(error_of([&] { read.sizes("strides", 2, 1); }).where == "strides");
    CHECK(error_of([&] { read.sizes("zero", 2, 1); }).where == "zero[0]");
}

TEST_CASE("JsonReader: a setting that is not offered passes at its default only") {
    const Json json = {{"use_ema", false}, {"clipnorm", nullptr}, {"ema_momentum", 0.5}};
    const JsonReader read(json, "compile.optimizer.config");
    CHECK_NOTHROW(read.only_default("use_ema", false));
    CHECK_NOTHROW(read.only_default("clipnorm", nullptr));
    const auto error = error_of([&] { read.only_default("ema_momentum", 0.99); });
    CHECK(error.code == "unsupported");
    CHECK(error.where == "compile.optimizer.config.ema_momentum");
}

TEST_CASE("shown: a long value is cut, never inside of a character") {
    CHECK(shown(Json("short")) == "\"short\"");
    const auto text = shown(Json(std::string(40, 'a') + "가나다라마바사아자차카타파하"));
    CHECK(text.size() <= 60);
    CHECK(text.ends_with("..."));
    CHECK_NOTHROW(Json(text).dump());  // throws for broken UTF-8
}

TEST_CASE("resolve_name: capitals and underscores do not matter") {
    constexpr std::string_view names[] = {"RMSprop", "GlorotUniform", "L2"};
    CHECK(match_name("rmsprop", names) == "RMSprop");
    CHECK(match_name("glorot_uniform", names) == "GlorotUniform");
    CHECK(match_name("l2", names) == "L2");
    const auto error = error_of([&] { resolve_name("rmspop", names, "an optimizer", "compile.optimizer"); });
    CHECK(error.where == "compile.optimizer");
    CHECK(error.advice == "Did you mean \"RMSprop\"?");
}

TEST_CASE("parse_json_text: says line and column, counted in characters") {
    CHECK(error_of([] { parse_json_text("{\"a\": 1,\n \"가나\" 2}"); }).where == "line 2, column 7");
    CHECK(error_of([] { parse_json_text(""); }).where == "line 1, column 1");
    CHECK(error_of([] { parse_json_text("{\"a\": NaN}"); }).code == "bad_json");
    CHECK(error_of([] { parse_json_text("{\"a\": 1e999}"); }).code == "bad_json");
    CHECK(error_of([] { parse_json_text("{\"a\": 1} x"); }).where == "line 1, column 10");
    CHECK(parse_json_text(" {\"a\": [1, 2]} ")["a"][1] == 2);
}

TEST_CASE("parse_json_text: refuses a key written twice and bottomless nesting") {
    CHECK(error_of([] { parse_json_text(R"({"fit": {"epochs": 1, "epochs": 2}})"); }).code == "duplicate_key");
    CHECK_NOTHROW(parse_json_text(R"({"a": {"x": 1}, "b": {"x": 1}, "c": [{"x": 1}, {"x": 2}]})"));
    CHECK(error_of([] { parse_json_text(std::string(100'000, '[')); }).code == "bad_json");
}

TEST_CASE("parse_json_text: refuses an object of more keys than can be told apart in time, and says whose text it was") {
    std::string keys = "{";
    for (int i = 0; i < 5000; ++i) keys += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
    CHECK(error_of([&] { parse_json_text(keys + "}", "a.json"); }).where == "a.json");
    CHECK(error_of([] { parse_json_text("{", "a.json"); }).where == "a.json, line 1, column 2");
}
