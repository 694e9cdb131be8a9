#include <catch2/catch_test_macros.hpp>
#include <deque>

#include "core/cli/file_io.h"
#include "core/cli/stage.h"
#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "core/sha256.h"
#include "tests/core/cli/temporary_folder.h"

using namespace nabla;
using namespace nabla::cli;

namespace {

/// Fashion-MNIST's place, with 13,000 small rows in it: two slices and a rest.
struct Source {
    test::TemporaryFolder folder, site;
    std::vector<std::string> sums;
    std::vector<DataFile> files;
    std::vector<std::string> said;

    explicit Source(std::uint8_t salt = 0) {
        Bytes images(13000 * 4), labels(13000);
        for (std::size_t i = 0; i < images.size(); ++i) images[i] = static_cast<std::uint8_t>(i / 4 + salt);
        for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::uint8_t>(i % 10);
        add("train-images", DataFile::Part::train, gzip(write_idx({13000, 2, 2}, images), 1));
        add("train-labels", DataFile::Part::train, write_idx({13000}, labels));
        add("test-labels", DataFile::Part::test, write_idx({13000}, labels));
        add("licence", DataFile::Part::licence, {'M', 'I', 'T'});
        for (std::size_t i = 0; i < files.size(); ++i) files[i].sha256 = sums[i];
    }
    void add(std::string_view name, DataFile::Part part, const Bytes& bytes) {
        const auto path = std::string("fashion_mnist/") + std::string(name);
        write_file(folder / path, bytes);
        sums.push_back(sha256(bytes));
        files.push_back({.dataset = "fashion_mnist", .name = name, .part = part, .path = paths_.emplace_back(path), .sha256 = {}});
    }
    void stage() {
        Resolver resolver({.folders = {folder.path()}, .cache = {}, .download = false, .files = files});
        stage_data(resolver, site.path(), [this](const std::string& line) { said.push_back(line); });
    }
    Json manifest() { return Json::parse(read_text(site / "manifest.json")); }

private:
    std::deque<std::string> paths_;
};

}  // namespace

TEST_CASE("staging: slices are whole IDX files that together are the original") {
    Source source;
    source.stage();
    const auto sets = source.manifest()["sets"];
    REQUIRE(sets.contains("fashion_mnist"));
    CHECK(sets.size() == 1);
    const auto& train = sets["fashion_mnist"]["train"];
    REQUIRE(train.size() == 6);
    std::int64_t next = 0;
    for (const auto& entry : train) {
        if (entry["file"] != "train-images") continue;
        CHECK(entry["rows"][0] == next);
        const auto bytes = read_bytes(source.site / entry["url"].get<std::string>());
        CHECK(bytes.size() == entry["bytes"]);
        CHECK(sha256(bytes) == entry["sha256"]);
        CHECK(is_gzip(bytes));
        CHECK(entry["url"].get<std::string>().ends_with(".bin"));
        const auto idx = read_idx(bytes, "slice");
        CHECK(idx.shape == Shape{entry["rows"][1].get<std::int64_t>() - next, 2, 2});
        CHECK(idx.values()[0] == static_cast<std::uint8_t>(next));
        next = entry["rows"][1];
    }
    CHECK(next == 13000);
    CHECK(read_text(source.site / "fashion_mnist/LICENSE.txt") == "MIT");
}

TEST_CASE("staging: what is up to date stays; what was damaged, or made from other files, is made again") {
    Source source;
    source.stage();
    const auto written = source.said.size();
    const auto slice = source.site / "fashion_mnist/train-images-01.bin";
    const auto time = std::filesystem::last_write_time(slice);
    source.stage();
    CHECK((std::filesystem::last_write_time(slice) == time)); // in brackets: libc++ counts in __int128, which Catch2 cannot print
    CHECK(source.said.size() == written + 8);  // only the eight sets that are not there speak again

    write_file(slice, std::string("short"));
    source.stage();
    CHECK(read_bytes(slice).size() > 5);
    write_file(source.site / "manifest.json", std::string("{\"sets\": {\"fashion_mn"));
    source.stage();
    CHECK(source.manifest()["sets"].contains("fashion_mnist"));
}
