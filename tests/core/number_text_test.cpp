#include "core/number_text.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

using nabla::number_text;

TEST_CASE("numbers for programs: so many significant digits, e-notation for the small and the large") {
    CHECK(number_text(85.6, 4) == "85.6");
    CHECK(number_text(2.0 / 3, 4) == "0.6667");
    CHECK(number_text(-2, 4) == "-2");
    CHECK(number_text(0.0001, 4) == "0.0001");
    CHECK(number_text(0.00001, 4) == "1e-05");
    CHECK(number_text(100000, 3) == "1e+05");
    CHECK(number_text(std::numeric_limits<double>::quiet_NaN(), 3) == "nan");
}
