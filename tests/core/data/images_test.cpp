#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "tests/core/data/real_data.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Matchers::ContainsSubstring;
using test::error_of;

namespace {

DatasetSpec image_spec(const char* json) { return parse_dataset(Json::parse(json)); }

std::vector<int> label_counts(const Part& part, std::size_t classes = 10) {
    std::vector<int> counts(classes);
    for (float label : part.y) ++counts.at(static_cast<std::size_t>(label));
    return counts;
}

/// A small set in MNIST's files: image i is filled with i, label i % 10; in chunks of `chunk` rows.
RawFiles small_files(std::int64_t rows, std::int64_t chunk, const std::string& part = "train") {
    RawFiles files;
    files.files = {{.name = part + "-images", .chunks = {}, .chunk_names = {}}, {.name = part + "-labels", .chunks = {}, .chunk_names = {}}};
    for (std::int64_t first = 0; first < rows; first += chunk) {
        const auto count = std::min(chunk, rows - first);
        Bytes images, labels;
        for (std::int64_t i = first; i < first + count; ++i) {
            images.insert(images.end(), 784, static_cast<std::uint8_t>(i));
            labels.push_back(static_cast<std::uint8_t>(i % 10));
        }
        files.files[0].chunks.push_back(gzip(write_idx({count, 28, 28}, images), 1));
        files.files[1].chunks.push_back(write_idx({count}, labels));
        for (auto& file : files.files) file.chunk_names.push_back(file.name + "-" + std::to_string(first));
    }
    return files;
}

}  // namespace

TEST_CASE("mnist: counts, first labels and first pixels are the published ones") {
    const auto train = test::need_files("mnist"), test_files = test::need_files("mnist", true);
    const auto data = build_dataset(image_spec(R"({"name": "mnist"})"), train.get(), test_files.get(), 1);
    CHECK_FALSE(data.generated);
    CHECK(data.train.rows() == 60000);
    REQUIRE(data.test);
    CHECK(data.test->rows() == 10000);
    CHECK(data.classes == 10);
    CHECK(label_counts(data.train) == std::vector<int>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949});
    CHECK(std::vector<float>(data.train.y.begin(), data.train.y.begin() + 6) == std::vector<float>{5, 0, 4, 1, 9, 2});
    CHECK(std::vector<float>(data.test->y.begin(), data.test->y.begin() + 4) == std::vector<float>{7, 2, 1, 0});
    CHECK(data.train.x.sample_shape() == Shape{784});
    std::vector<float> first(784);
    data.train.x.gather(0, 1, first.data());
    CHECK(first[5 * 28 + 12] == 3.0f * (1.0f / 255));   // the first pixel that is not black
    CHECK(*std::max_element(first.begin(), first.end()) == 1.0f);
    // Pixels that no one of the first 48,000 writers touched.
    std::vector<char> lit(784);
    for (std::size_t i = 0; i < 48000u * 784; ++i) lit[i % 784] |= data.train.x.bytes()[i] != 0;
    CHECK(std::count(lit.begin(), lit.end(), 0) == 68);
}

TEST_CASE("fashion_mnist: as many of each kind") {
    const auto train = test::need_files("fashion_mnist"), test_files = test::need_files("fashion_mnist", true);
    const auto data = build_dataset(image_spec(R"({"name": "fashion_mnist"})"), train.get(), test_files.get(), 1);
    CHECK(label_counts(data.train) == std::vector<int>(10, 6000));
    CHECK(label_counts(*data.test) == std::vector<int>(10, 1000));
    CHECK(data.class_names[9].en == "Ankle boot");
    CHECK(data.train.y[0] == 9);
}

TEST_CASE("images: chunks follow one another, rows takes the first ones, more than asked for is no matter") {
    const auto files = small_files(50, 20);
    const auto data = build_dataset(image_spec(R"({"name": "mnist", "rows": 30})"), &files, nullptr, 1);
    CHECK_FALSE(data.test);
    REQUIRE(data.train.rows() == 30);
    for (std::size_t i = 0; i < 30; ++i) {
        CHECK(data.train.y[i] == static_cast<float>(i % 10));
        CHECK(data.train.x.bytes()[i * 784] == i);
    }
}

TEST_CASE("images: rescale, shape and to_categorical") {
    const auto files = small_files(12, 12);
    const auto data = build_dataset(image_spec(R"({"name": "mnist", "rows": 12, "rescale": false, "shape": [28, 28, 1], "to_categorical": true})"), &files, nullptr, 1);
    CHECK(data.train.x.sample_shape() == Shape{28, 28, 1});
    std::vector<float> row(784);
    data.train.x.gather(11, 1, row.data());
    CHECK(row[0] == 11.0f);
    CHECK(data.train.target_width == 10);
    REQUIRE(data.train.y.size() == 120);
    for (std::size_t i = 0; i < 120; ++i) CHECK(data.train.y[i] == (i % 10 == (i / 10) % 10 ? 1.0f : 0.0f));
}

TEST_CASE("images: shuffled targets are the same labels in another order, which the seed decides") {
    const auto files = small_files(200, 200);
    const auto labels = [&](const char* json, std::uint64_t seed) { return build_dataset(image_spec(json), &files, nullptr, seed).train.y; };
    const auto plain = labels(R"({"name": "mnist", "rows": 200})", 1);
    const char* shuffled = R"({"name": "mnist", "rows": 200, "shuffle_targets": true})";
    auto dealt = labels(shuffled, 1);
    CHECK(dealt != plain);
    CHECK(dealt == labels(shuffled, 1));
    CHECK(dealt != labels(shuffled, 2));
    int same = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) same += dealt[i] == plain[i];
    CHECK(same < 50);
    auto sorted = plain;
    std::sort(sorted.begin(), sorted.end());
    std::sort(dealt.begin(), dealt.end());
    CHECK(dealt == sorted);
}

TEST_CASE("images: test rows come later") {
    const auto train = small_files(10, 10);
    auto data = build_dataset(image_spec(R"({"name": "mnist", "rows": 10, "to_categorical": true})"), &train, nullptr, 1);
    CHECK_FALSE(data.test);
    const auto test_files = small_files(10000, 4000, "test");
    add_test_part(data, image_spec(R"({"name": "mnist", "rows": 10, "to_categorical": true})"), &test_files, 1);
    REQUIRE(data.test);
    CHECK(data.test->rows() == 10000);
    CHECK(data.test->target_width == 10);
}

TEST_CASE("images: what does not fit together is refused, by name") {
    const auto sp = image_spec(R"({"name": "mnist", "rows": 20})");
    const auto build = [&](const RawFiles& files) { return error_of([&] { build_dataset(sp, &files, nullptr, 1); }); };
    SECTION("fewer labels than images") {
        auto files = small_files(20, 10);
        files.files[1].chunks.pop_back();
        const auto error = build(files);
        CHECK(error.code == "count_mismatch");
        CHECK_THAT(error.received, ContainsSubstring("20 images, 10 labels"));
    }
    SECTION("fewer rows than asked") { CHECK(build(small_files(19, 19)).code == "too_few_rows"); }
    SECTION("images and labels mixed up") {
        auto files = small_files(20, 20);
        std::swap(files.files[0].chunks, files.files[1].chunks);
        CHECK(build(files).code == "wrong_shape");
    }
    SECTION("a label that is none") {
        auto files = small_files(20, 20);
        files.files[1].chunks[0][8 + 13] = 10;
        const auto error = build(files);
        CHECK(error.code == "bad_label");
        CHECK_THAT(error.where, ContainsSubstring("row 13"));
    }
    SECTION("a damaged chunk is named") {
        auto files = small_files(20, 10);
        files.files[0].chunks[1].resize(files.files[0].chunks[1].size() / 2);
        CHECK(build(files).where == "train-images-10");
    }
    SECTION("labels missing altogether") {
        auto files = small_files(20, 20);
        files.files.pop_back();
        CHECK(build(files).code == "missing_file");
    }
    SECTION("test files missing beside real training rows") {
        const auto files = small_files(20, 20);
        auto data = build_dataset(sp, &files, nullptr, 1);
        CHECK(error_of([&] { add_test_part(data, sp, nullptr, 1); }).code == "missing_file");
    }
}
