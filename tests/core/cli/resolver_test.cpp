#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <vector>

#include "core/cli/file_io.h"
#include "core/cli/resolver.h"
#include "core/sha256.h"
#include "tests/core/cli/temporary_folder.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using namespace nabla::cli;
using Catch::Matchers::ContainsSubstring;
using FileState = RawProgress::State;

namespace {

const std::string first = "first file", second = "second file", other = "the other form of the second";

std::string sum(const std::string& text) { return sha256(std::vector<std::uint8_t>(text.begin(), text.end())); }
const std::string first_sum = sum(first), second_sum = sum(second), other_sum = sum(other);

/// A set of two files, the second in either of two forms.
const std::vector<DataFile> files = {
    {.dataset = "set", .name = "a", .part = DataFile::Part::train, .path = "set/a.bin", .sha256 = first_sum},
    {.dataset = "set", .name = "b", .part = DataFile::Part::train, .path = "set/b.bin", .sha256 = second_sum},
    {.dataset = "set", .name = "b", .part = DataFile::Part::train, .path = "set/b.alt", .sha256 = other_sum},
};

struct Places {
    test::TemporaryFolder one, two, cache;
    std::vector<std::string> said;
    ResolverOptions options() {
        return {.folders = {one.path(), two.path()}, .cache = cache.path(), .download = false,
                .tell = [this](const std::string& line) { said.push_back(line); }, .files = files};
    }
    RawProgress poll() { return Resolver(options()).poll({.dataset = "set", .test = false, .rows = 0}); }
};

std::string content(const RawProgress& progress, std::string_view name) {
    const auto* file = progress.files ? progress.files->find(name) : nullptr;
    return file ? std::string(file->chunks[0].begin(), file->chunks[0].end()) : "";
}

}  // namespace

TEST_CASE("resolver: nothing anywhere is missing, not an error") {
    Places places;
    CHECK(places.poll().state == FileState::missing);
}

TEST_CASE("resolver: folders in order, the cache last, files from different ones together") {
    Places places;
    write_file(places.two / "set/a.bin", first);
    write_file(places.cache / "set/b.bin", second);
    const auto progress = places.poll();
    REQUIRE(progress.state == FileState::ready);
    CHECK(content(progress, "a") == first);
    CHECK(content(progress, "b") == second);
    CHECK(progress.bytes_total == first.size() + second.size());
    CHECK_THAT(progress.files->find("a")->chunk_names[0], ContainsSubstring(places.two.path().filename().string()));
}

TEST_CASE("resolver: the other form of a file will do; the preferred one wins") {
    Places places;
    write_file(places.one / "set/a.bin", first);
    write_file(places.one / "set/b.alt", other);
    CHECK(content(places.poll(), "b") == other);
    write_file(places.two / "set/b.bin", second);
    CHECK(content(places.poll(), "b") == second);
}

TEST_CASE("resolver: a file that is not the published one is an error that names it, even if a good one lies further on") {
    Places places;
    write_file(places.one / "set/a.bin", "first fi1e");
    write_file(places.two / "set/a.bin", first);
    write_file(places.two / "set/b.bin", second);
    const auto progress = places.poll();
    REQUIRE(progress.state == FileState::failed);
    CHECK(progress.error->code == "damaged_file");
    CHECK(progress.error->where == (places.one / "set/a.bin").lexically_normal().string());
    CHECK_THAT(progress.error->expected, ContainsSubstring(first_sum.substr(0, 16)));
    CHECK_FALSE(progress.error->advice.empty());
}

TEST_CASE("resolver: half a set is an error, not a stand-in") {
    Places places;
    write_file(places.one / "set/a.bin", first);
    const auto progress = places.poll();
    REQUIRE(progress.state == FileState::failed);
    CHECK(progress.error->code == "missing_file");
    CHECK(progress.error->where == "set/b.bin");
}

TEST_CASE("resolver: a download is kept if its checksum is right, and refused if not") {
    if (std::system(nullptr) == 0 || std::system("curl --version >/dev/null 2>&1") != 0) SKIP("curl cannot be started here");
    Places places;
    write_file(places.one / "home/a", first);
    write_file(places.one / "home/b", "not the second file");
    const std::string home = "file://" + (places.one / "home/").string(), a = home + "a", b = home + "b";
    auto with_urls = files;
    with_urls.pop_back();
    with_urls[0].urls = {"file:///nowhere/at/all", a};
    with_urls[1].urls = {b};
    auto options = places.options();
    options.download = true;
    options.files = with_urls;
    auto progress = Resolver(options).poll({.dataset = "set", .test = false, .rows = 0});
    REQUIRE(progress.state == FileState::failed);  // b was refused: half a set
    CHECK(std::filesystem::exists(places.cache / "set/a.bin"));
    CHECK_FALSE(std::filesystem::exists(places.cache / "set/b.bin"));
    CHECK_THAT(places.said.back(), ContainsSubstring("SHA-256"));

    write_file(places.one / "home/b", second);
    progress = Resolver(options).poll({.dataset = "set", .test = false, .rows = 0});
    CHECK(progress.state == FileState::ready);
    CHECK(content(progress, "b") == second);
}

TEST_CASE("resolver: words for the shell cannot escape their quotes") {
    CHECK(shell_quoted("a b") == "'a b'");
    CHECK(shell_quoted("it's; rm -rf /") == "'it'\\''s; rm -rf /'");
    CHECK(host_of("https://a.example/b/c") == "a.example");
}

TEST_CASE("data files: every published file has a whole checksum and a place of its own") {
    std::vector<std::string_view> paths;
    for (const auto& file : data_files()) {
        CAPTURE(file.path);
        CHECK(file.sha256.size() == 64);
        CHECK(file.path.starts_with(file.dataset));
        CHECK(std::find(paths.begin(), paths.end(), file.path) == paths.end());
        paths.push_back(file.path);
        if (file.part != DataFile::Part::licence) CHECK(find_dataset(file.dataset));
    }
}
