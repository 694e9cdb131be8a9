#include "lessons/kit/format.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

using namespace nabla::kit;

namespace {

std::string number(double value, int digits = 4) {
    char buffer[32];
    return std::string(format_number(buffer, value, digits));
}
std::string setting(double value, int digits = 4) {
    char buffer[32];
    return std::string(format_setting(buffer, value, digits));
}

}  // namespace

TEST_CASE("numbers for people: significant digits, thousands, true minus signs") {
    CHECK(number(0.03124) == "0.03124");
    CHECK(number(-0.5) == "\u22120.5000");
    CHECK(number(48200) == "48,200");
    CHECK(number(-48200) == "\u221248,200");
    CHECK(number(4820) == "4820");
    CHECK(number(0) == "0");
    CHECK(number(-0.0) == "0");
    CHECK(number(1.5e-5) == "1.5e\u22125");
    CHECK(number(-1.5e-7) == "\u22121.5e\u22127");
    CHECK(number(9999999) == "9,999,999");
    CHECK(number(1e7) == "1e7");
    CHECK(number(12345.6) == "12,346");
    CHECK(number(9.99996) == "10.00");
    CHECK(number(std::numeric_limits<double>::infinity()) == "\u221e");
    CHECK(number(-1.5e21, 3) == "\u22121.5e21");
    CHECK(number(-std::numeric_limits<double>::infinity()) == "\u2212\u221e");
    CHECK(number(std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

TEST_CASE("a chosen value has no zeros at its end") {
    CHECK(setting(0.2) == "0.2");
    CHECK(setting(-0.25) == "\u22120.25");
    CHECK(setting(1e-5) == "1e\u22125");
    CHECK(setting(100) == "100");
}

TEST_CASE("durations") {
    char buffer[32];
    CHECK(format_duration(buffer, 42) == "0:42");
    CHECK(format_duration(buffer, 725) == "12:05");
    CHECK(format_duration(buffer, 3730) == "1:02:10");
    CHECK(format_duration(buffer, -1) == "0:00");
}
