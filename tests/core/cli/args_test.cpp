#include <catch2/catch_test_macros.hpp>

#include "core/cli/args.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using nabla::cli::Args;
using test::error_of;

namespace {

constexpr cli::Option options[] = {{"--seed"}, {"--save-model"}, {"--check", false}};

Args parse(std::vector<std::string> words) { return Args::parse(words, options); }

}  // namespace

TEST_CASE("arguments: options stand anywhere, with a space or an equals sign") {
    const auto args = parse({"--seed", "7", "run.json", "--save-model=out dir", "--check"});
    CHECK(args.integer("--seed", 0, 10) == 7);
    CHECK(args.value("--save-model") == "out dir");
    CHECK(args.has("--check"));
    CHECK(args.only("a file") == "run.json");
    CHECK_FALSE(parse({}).has("--seed"));
    CHECK(parse({"--", "--seed"}).only("a file") == "--seed");
    CHECK(parse({"-"}).only("a file") == "-");
}

TEST_CASE("arguments: what is not understood is refused") {
    const auto typo = error_of([] { parse({"--sed", "7"}); });
    CHECK(typo.code == "unknown_option");
    CHECK(typo.advice == "Did you mean --seed?");
    CHECK(error_of([] { parse({"-x"}); }).code == "unknown_option");
    CHECK(error_of([] { parse({"--seed"}); }).code == "missing_value");
    CHECK(error_of([] { parse({"--seed", "1", "--seed", "2"}); }).code == "duplicate_option");
    CHECK(error_of([] { parse({"--check=yes"}); }).code == "unknown_option");
    CHECK(error_of([] { parse({}).only("a file"); }).code == "missing_argument");
    CHECK(error_of([] { parse({"a", "b"}).only("a file"); }).code == "too_many_arguments");
}

TEST_CASE("arguments: numbers are whole and within bounds") {
    for (const char* text : {"", "x", "1.5", "3x", " 3"}) {
        CAPTURE(text);
        CHECK_FALSE(error_of([&] { parse({"--seed", text}).integer("--seed", 0, 10); }).code.empty());
    }
    CHECK(error_of([] { parse({"--seed", "11"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK(error_of([] { parse({"--seed", "-1"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK(error_of([] { parse({"--seed", "99999999999999999999"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK_FALSE(parse({}).integer("--seed", 0, 10));
}
