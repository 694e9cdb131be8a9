#include <catch2/catch_test_macros.hpp>

#include "core/cli/args.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using nabla::cli::Args;
using test::error_of;

namespace {

constexpr cli::Option known_options[] = {{"--seed"}, {"--save-model"}, {"--check", false}};

Args read_args(std::vector<std::string> words) { return Args::parse(words, known_options); }

}  // namespace

TEST_CASE("arguments: options stand anywhere, with a space or an equals sign") {
    const auto args = read_args({"--seed", "7", "run.json", "--save-model=out dir", "--check"});
    CHECK(args.integer("--seed", 0, 10) == 7);
    CHECK(args.value("--save-model") == "out dir");
    CHECK(args.has("--check"));
    CHECK(args.only("a file") == "run.json");
    CHECK_FALSE(read_args({}).has("--seed"));
    CHECK(read_args({"--", "--seed"}).only("a file") == "--seed");
    CHECK(read_args({"-"}).only("a file") == "-");
}

TEST_CASE("arguments: what is not understood is refused") {
    const auto typo = error_of([] { read_args({"--sed", "7"}); });
    CHECK(typo.code == "unknown_option");
    CHECK(typo.advice == "Did you mean --seed?");
    CHECK(error_of([] { read_args({"-x"}); }).code == "unknown_option");
    CHECK(error_of([] { read_args({"--seed"}); }).code == "missing_value");
    CHECK(error_of([] { read_args({"--seed", "1", "--seed", "2"}); }).code == "duplicate_option");
    CHECK(error_of([] { read_args({"--check=yes"}); }).code == "unknown_option");
    CHECK(error_of([] { read_args({}).only("a file"); }).code == "missing_argument");
    CHECK(error_of([] { read_args({"a", "b"}).only("a file"); }).code == "too_many_arguments");
}

TEST_CASE("arguments: numbers are whole and within bounds") {
    for (const char* text : {"", "x", "1.5", "3x", " 3"}) {
        CAPTURE(text);
        CHECK_FALSE(error_of([&] { read_args({"--seed", text}).integer("--seed", 0, 10); }).code.empty());
    }
    CHECK(error_of([] { read_args({"--seed", "11"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK(error_of([] { read_args({"--seed", "-1"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK(error_of([] { read_args({"--seed", "99999999999999999999"}).integer("--seed", 0, 10); }).code == "out_of_range");
    CHECK_FALSE(read_args({}).integer("--seed", 0, 10));
}
