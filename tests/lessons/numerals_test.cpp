#include "lessons/numerals.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

using namespace nabla::lessons;

TEST_CASE("numbers of formulas: true minus, no minus before zero, brackets behind an operator") {
    CHECK(fixed(-0.2584, 3) == "\u22120.258");
    CHECK(fixed(-0.0001, 3) == "0.000");
    CHECK(short_number(2.0) == "2");
    CHECK(factor(-1) == "(\u22121)");
}

TEST_CASE("sizes as a power of ten") {
    CHECK(power_of_ten(0.00234) == "2.3e\u22123");
    CHECK(power_of_ten(9.96e-4) == "1.0e\u22123");
    CHECK(power_of_ten(1) == "1.0e0");
    CHECK(power_of_ten(0) == "0");
    CHECK(power_of_ten(INFINITY) == "\u221e");
    CHECK(power_of_ten(NAN) == "NaN");
}

TEST_CASE("words take a number where {n} stands") {
    CHECK(with_number("{n} seeds", "10") == "10 seeds");
    CHECK(with_number("none", "10") == "none");
}
