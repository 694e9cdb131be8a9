#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <string>
#include <utility>

#include "core/session/expression.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

TEST_CASE("expression: what people type for a number comes to its value") {
    constexpr std::pair<const char*, double> cases[] = {
        {"0.731", .731}, {" -3 ", -3}, {".5", .5}, {"+2", 2}, {"1e-3", .001}, {"0,5", .5},
        {"0.5*0.3+0.1", .25}, {"0.1 + 0.5 * 0.3", .25}, {"2*(3-1)", 4}, {"1 / (1 + 1)", .5}, {"7-2-1", 4}, {"8/4/2", 1},
        {"-0.9 * 0.731", -.6579}, {"2 * -1", -2}, {"-(1 - 3)", 2}, {"--1", 1},
        {"\u22120.9 \u00d7 0.731", -.6579}, {"0.071734 \u00b7 0.245887", .017638458}, {"1 \u00f7 4", .25}, {"((((2))))", 2},
    };
    for (const auto& [text, value] : cases) {
        INFO(text);
        const auto read = read_expression(text);
        REQUIRE(read);
        CHECK_THAT(*read, WithinAbs(value, 1e-9));
    }
}

TEST_CASE("expression: the rest is refused") {
    for (const char* text : {"", "  ", "a", "1.2.3", "0.1x", "2(3)", "(1", "1)", "1 +", "* 2", "()", "1 2", "inf", "nan", "0x10", "1/0", "1e999", "2^3", "sigma(1)"}) {
        INFO(text);
        CHECK_FALSE(read_expression(text));
    }
    CHECK_FALSE(read_expression(std::string(100'000, '(')));
    CHECK_FALSE(read_expression(std::string(150, '-') + "1"));
    CHECK_FALSE(read_expression(std::string(150, '(') + "1" + std::string(40, ')')));
    CHECK_FALSE(read_expression(std::string_view("1\0+1", 4)));
}
