#include <catch2/catch_test_macros.hpp>

#include "core/data/gzip.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using test::error_of;

namespace {

Bytes text(const std::string& t) { return {t.begin(), t.end()}; }

/// "hello\n" as gzip -n wrote it.
const Bytes hello = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9,
                     0xc9, 0xe7, 0x02, 0x00, 0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00};

}  // namespace

TEST_CASE("gzip: unpacks another program's file, and its own") {
    CHECK(gunzip(hello) == text("hello\n"));
    Bytes many(100'000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::uint8_t>(i * i >> 7);
    CHECK(gunzip(gzip(many)) == many);
    CHECK(gzip(many) == gzip(many));
    CHECK(gunzip(gzip({})).empty());
}

TEST_CASE("gzip: several members are one file") {
    auto both = hello;
    both.insert(both.end(), hello.begin(), hello.end());
    CHECK(gunzip(both) == text("hello\nhello\n"));
}

TEST_CASE("gzip: plain bytes pass through unpack") {
    CHECK(unpack(text("plain")) == text("plain"));
    CHECK(unpack(hello) == text("hello\n"));
}

TEST_CASE("gzip: a file cut at any point is an error that names it") {
    const auto packed = gzip(text(std::string(3000, 'a') + "b" + std::string(2000, 'c')));
    for (std::size_t length = 2; length < packed.size(); ++length) {
        const auto error = error_of([&] { gunzip(std::span(packed).first(length), {.file = "digits.gz"}); });
        CAPTURE(length, error.received);
        CHECK(error.code == "truncated_file");
        CHECK(error.where == "digits.gz");
    }
}

TEST_CASE("gzip: a changed byte fails the checksum") {
    auto packed = gzip(text("the quick brown fox jumps over the lazy dog"));
    for (const auto at : {packed.size() - 6, packed.size() / 2}) {
        auto damaged = packed;
        damaged[at] ^= 0x40;
        const auto error = error_of([&] { gunzip(damaged, {.file = "x.gz"}); });
        CHECK((error.code == "damaged_file" || error.code == "truncated_file"));
        CHECK(error.where == "x.gz");
    }
    auto tail = hello;
    tail.push_back(7);
    CHECK(error_of([&] { gunzip(tail); }).code == "damaged_file");
    CHECK(error_of([&] { gunzip(text("not gzip at all, really")); }).code == "wrong_format");
}

TEST_CASE("gzip: more than the limit is refused, the limit itself is not") {
    const auto packed = gzip(Bytes(10'000, 5));
    CHECK(gunzip(packed, {.max_bytes = 10'000}).size() == 10'000);
    CHECK(error_of([&] { gunzip(packed, {.max_bytes = 9'999}); }).code == "too_large");
    auto liar = packed;  // claims 4 GB in its last bytes: believed by nobody, caught by the size check
    for (std::size_t i = 1; i <= 4; ++i) liar[liar.size() - i] = 0xff;
    CHECK(error_of([&] { gunzip(liar); }).code == "damaged_file");
}

TEST_CASE("unpack: a plain file larger than allowed is refused, too") {
    CHECK(error_of([] { unpack(Bytes(100), {.file = "plain", .max_bytes = 99}); }).code == "too_large");
    CHECK(unpack(Bytes(99), {.max_bytes = 99}).size() == 99);
}
