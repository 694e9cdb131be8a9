#include <catch2/catch_test_macros.hpp>

#include <array>
#include <vector>

#include "core/data/samples.h"
#include "tests/core/expect_error.h"

using namespace nabla;

TEST_CASE("Samples: bytes are scaled as they are gathered, rows in any order and twice") {
    std::vector<std::uint8_t> bytes(5 * 7);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(7 * i + 3);
    const auto samples = Samples::from_bytes({7}, bytes, 1.0f / 255);
    CHECK(samples.rows() == 5);
    const std::array<std::uint32_t, 4> rows{4, 0, 4, 2};
    std::vector<float> out(rows.size() * 7, -1);
    samples.gather(rows, out.data());
    for (std::size_t i = 0; i < out.size(); ++i) CHECK(out[i] == static_cast<float>(bytes[rows[i / 7] * 7 + i % 7]) * (1.0f / 255));
}

TEST_CASE("Samples: scale 1 leaves bytes as they are; 255 becomes exactly 1 at 1/255") {
    const std::vector<std::uint8_t> bytes{0, 1, 128, 255};
    std::vector<float> out(4);
    Samples::from_bytes({4}, bytes, 1).gather(0, 1, out.data());
    CHECK(out == std::vector<float>{0, 1, 128, 255});
    Samples::from_bytes({4}, bytes, 1.0f / 255).gather(0, 1, out.data());
    CHECK(out[3] == 1.0f);
}

TEST_CASE("Samples: a stretch of rows is what the same rows are one by one") {
    std::vector<float> values(6 * 4);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i) * 0.5f;
    const auto samples = Samples::from_floats({2, 2}, values);
    CHECK(samples.rows() == 6);
    std::vector<float> stretch(3 * 4), single(3 * 4);
    samples.gather(2, 3, stretch.data());
    const std::array<std::uint32_t, 3> rows{2, 3, 4};
    samples.gather(rows, single.data());
    CHECK(stretch == single);
    CHECK(stretch[0] == values[8]);
}

TEST_CASE("Samples: values that are not whole rows are refused") {
    CHECK(test::error_of([] { Samples::from_floats({3}, {1, 2, 3, 4}); }).code == "count_mismatch");
    CHECK(test::error_of([] { Samples::from_bytes({28, 28}, std::vector<std::uint8_t>(785), 1); }).code == "count_mismatch");
}
