// What fuzzing started from and what it found, read once more by the same functions. See tests/fuzz/run.
#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/readers.h"

using namespace nabla;

namespace {

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every reader takes what fuzzing has found, or refuses it with an error of ours") {
    for (const auto& reader : fuzz::readers()) {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path("tests/fuzz/corpus") / reader.name)) {
            const auto bytes = bytes_of(entry.path());
            INFO(entry.path().string());
            CHECK_NOTHROW(reader.read(bytes));
            ++files;
        }
        INFO(reader.name);
        CHECK(files >= 5);
    }
}

TEST_CASE("every reader stops wherever a file is cut short") {
    for (const auto& reader : fuzz::readers())
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path("tests/fuzz/corpus") / reader.name)) {
            const auto bytes = bytes_of(entry.path());
            INFO(entry.path().string());
            for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 40) CHECK_NOTHROW(reader.read(std::span(bytes).first(length)));
        }
}
