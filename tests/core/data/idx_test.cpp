#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "core/data/idx.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Matchers::ContainsSubstring;
using test::error_of;

namespace {

/// Two images of 2 x 3.
Bytes two_images() {
    Bytes values(12);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i);
    return write_idx({2, 2, 3}, values);
}

}  // namespace

TEST_CASE("IDX: the header's bytes are the published format's") {
    const auto file = two_images();
    const Bytes header(file.begin(), file.begin() + 16);
    CHECK(header == Bytes{0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3});
}

TEST_CASE("IDX: plain and gzip read alike") {
    for (const auto& bytes : {two_images(), gzip(two_images())}) {
        const auto idx = read_idx(bytes, "images");
        CHECK(idx.shape == Shape{2, 2, 3});
        REQUIRE(idx.values().size() == 12);
        CHECK(idx.values()[0] == 0);
        CHECK(idx.values()[11] == 11);
    }
}

TEST_CASE("IDX: a file cut at any point is an error that names it") {
    const auto file = two_images();
    for (std::size_t length = 0; length < file.size(); ++length) {
        const auto error = error_of([&] { read_idx(std::span(file).first(length), "train-images"); });
        CAPTURE(length);
        CHECK(error.code == "truncated_file");
        CHECK(error.where == "train-images");
    }
}

TEST_CASE("IDX: values behind the announced ones are damage") {
    auto file = two_images();
    file.push_back(0);
    CHECK(error_of([&] { read_idx(file, "x"); }).code == "damaged_file");
}

TEST_CASE("IDX: another magic number is refused, and shown") {
    for (const std::size_t at : {0u, 1u, 2u}) {
        auto file = two_images();
        file[at] ^= 5;
        CHECK(error_of([&] { read_idx(file, "x"); }).code == "wrong_format");
    }
    for (const int axes : {0, 5, 255}) {
        auto file = two_images();
        file[3] = static_cast<std::uint8_t>(axes);
        CHECK(error_of([&] { read_idx(file, "x"); }).code == "wrong_format");
    }
    auto page = Bytes{'<', 'h', 't', 'm', 'l', '>'};
    CHECK_THAT(error_of([&] { read_idx(page, "x"); }).received, ContainsSubstring("3c 68 74 6d"));
}

TEST_CASE("IDX: sizes that overflow when multiplied are refused, not allocated") {
    Bytes file{0, 0, 8, 4};
    for (int i = 0; i < 16; ++i) file.push_back(0xff);
    const auto error = error_of([&] { read_idx(file, "huge"); });
    CHECK(error.code == "truncated_file");
    CHECK_THAT(error.expected, ContainsSubstring("4294967295"));
    // 2^16 ^ 4 = 2^64 = 0 in 64 bits: must not pass for an empty file
    Bytes wraps{0, 0, 8, 4};
    for (int i = 0; i < 4; ++i) wraps.insert(wraps.end(), {0, 1, 0, 0});
    CHECK(error_of([&] { read_idx(wraps, "wraps"); }).code == "truncated_file");
}
