#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <sstream>
#include <vector>

#include "core/data/csv.h"
#include "core/data/dataset.h"
#include "core/data/folds.h"
#include "core/data/numpy_order.h"
#include "tests/core/data/real_data.h"
#include "tests/core/expect_error.h"

using namespace nabla;
using Catch::Approx;
using test::error_of;

namespace {

Dataset load(const char* json) {
    const auto spec = parse_dataset(Json::parse(json));
    return build_dataset(spec, test::need_files(spec.name).get(), nullptr, 1);
}

struct Moments {
    double mean, deviation;
};
Moments column(const Part& part, std::size_t f) {
    const auto width = static_cast<std::size_t>(part.x.sample_shape().elements());
    const auto x = part.x.floats();
    double sum = 0, squares = 0;
    for (std::size_t i = f; i < x.size(); i += width) sum += x[i], squares += static_cast<double>(x[i]) * x[i];
    const double rows = static_cast<double>(x.size() / width), mean = sum / rows;
    return {mean, std::sqrt(squares / rows - mean * mean)};
}

RawFiles table(const std::string& text) {
    RawFiles files;
    files.files = {{.name = "table", .chunks = {Bytes(text.begin(), text.end())}, .chunk_names = {"own.csv"}}};
    return files;
}

}  // namespace

TEST_CASE("boston_housing: Keras's split and its targets") {
    const auto data = load(R"({"name": "boston_housing"})");
    CHECK(data.train.rows() == 404);
    REQUIRE(data.test);
    CHECK(data.test->rows() == 102);
    const std::vector<float> begin(data.train.y.begin(), data.train.y.begin() + 6);
    CHECK(begin == std::vector<float>{15.2f, 42.3f, 50.0f, 21.1f, 17.7f, 18.5f});
    CHECK(data.task == Task::regression);
    CHECK(data.classes == 0);
    CHECK(data.feature_names.size() == 13);
    double sum = std::accumulate(data.train.y.begin(), data.train.y.end(), 0.0) + std::accumulate(data.test->y.begin(), data.test->y.end(), 0.0);
    CHECK(sum / 506 == Approx(22.5328).epsilon(1e-5));
    CHECK(std::count(data.train.y.begin(), data.train.y.end(), 50.0f) + std::count(data.test->y.begin(), data.test->y.end(), 50.0f) == 16);
    // keras.datasets.boston_housing.load_data()[0][0][0]
    CHECK(data.train.x.floats()[0] == Approx(1.23247));
}

TEST_CASE("boston_housing: the order is numpy's, as keras_split.txt lists it") {
    const auto order = numpy_shuffled(506, 113);
    CHECK(std::set<std::uint32_t>(order.begin(), order.end()).size() == 506);
    CHECK(std::vector<std::uint32_t>(order.begin(), order.begin() + 8) == std::vector<std::uint32_t>{22, 202, 368, 335, 461, 323, 382, 143});
    for (const auto& folder : cli::standard_places(NABLA_SOURCE_DIR, [](const std::string&) {}).folders) {
        const auto file = folder / "boston_housing" / "keras_split.txt";
        if (!std::filesystem::exists(file)) continue;
        std::istringstream lines(cli::read_text(file));
        std::vector<std::uint32_t> listed;
        for (std::string line; std::getline(lines, line);)
            if (!line.empty() && line[0] != '#') listed.push_back(static_cast<std::uint32_t>(std::stoul(line)));
        CHECK(listed == order);
    }
}

TEST_CASE("boston_housing: the CSV and numpy's file hold the same rows") {
    const auto* npz = data_files("boston_housing", DataFile::Part::train).at(1);
    auto places = cli::standard_places(NABLA_SOURCE_DIR, [](const std::string&) {});
    const auto path = cli::Resolver(places).locate(*npz);
    if (!path) SKIP("boston_housing.npz is not on this machine");
    RawFiles files;
    files.files = {{.name = "table", .chunks = {cli::read_bytes(*path)}, .chunk_names = {path->string()}}};
    const auto spec = parse_dataset({{"name", "boston_housing"}});
    const auto a = build_dataset(spec, &files, nullptr, 1), b = load(R"({"name": "boston_housing"})");
    CHECK(a.train.y == b.train.y);
    CHECK(std::equal(a.train.x.floats().begin(), a.train.x.floats().end(), b.train.x.floats().begin(), b.train.x.floats().end()));
    auto cut = files;
    cut.files[0].chunks[0].resize(20000);
    CHECK(error_of([&] { build_dataset(spec, &cut, nullptr, 1); }).code == "truncated_file");
}

TEST_CASE("standardize: training rows have mean 0 and deviation 1, test rows are scaled by the same numbers") {
    const auto data = load(R"({"name": "boston_housing", "standardize": true})");
    REQUIRE(data.scaler);
    for (std::size_t f = 0; f < 13; ++f) {
        const auto [mean, deviation] = column(data.train, f);
        CHECK(std::abs(mean) < 1e-5);
        CHECK(deviation == Approx(1).epsilon(1e-4));
        const auto raw = column(data.raw_train, f);
        CHECK(data.scaler->mean[f] == Approx(raw.mean).epsilon(1e-5));
        CHECK(data.test->x.floats()[f] == Approx((data.raw_test.x.floats()[f] - data.scaler->mean[f]) / data.scaler->deviation[f]).margin(1e-6));
    }
    // numpy: x_train.std(axis=0) divides by n, not n - 1.
    const auto crime = column(data.raw_train, 0);
    CHECK(crime.mean == Approx(3.74511).epsilon(1e-5));
    CHECK(crime.deviation == Approx(9.22929).epsilon(1e-5));
}

TEST_CASE("standardize: statistics are of the rows that are used, and test rows have no part in them") {
    const auto few = load(R"({"name": "boston_housing", "standardize": true, "rows": 50})"), all = load(R"({"name": "boston_housing", "standardize": true})");
    CHECK(few.train.rows() == 50);
    CHECK(few.scaler->mean != all.scaler->mean);
    CHECK(std::abs(column(few.train, 5).mean) < 1e-5);
}

TEST_CASE("standardize: a constant column becomes zeros, not NaN") {
    const auto spec = parse_dataset(Json::parse(R"({"rows": [[1, 7], [3, 7], [5, 7]], "targets": [0.5, 1.5, 2], "standardize": true})"));
    const auto data = build_dataset(spec, nullptr, nullptr, 1);
    for (std::size_t i = 1; i < 6; i += 2) CHECK(data.train.x.floats()[i] == 0.0f);
    CHECK(data.scaler->deviation[1] == 1.0f);
    CHECK(data.scaler->deviation[0] == Approx(std::sqrt(8.0 / 3)));
}

TEST_CASE("standardize: with numbers that are given, whatever the rows") {
    const Json json = Json::parse(R"({"rows": [[100, 200], [300, 400], [250, 50]], "targets": [0.5, 1.5, 2], "standardize": {"mean": 50, "deviation": 100}})");
    const auto data = build_dataset(parse_dataset(json), nullptr, nullptr, 1);
    CHECK(std::ranges::equal(data.train.x.floats(), std::vector<float>{0.5f, 1.5f, 2.5f, 3.5f, 2.0f, 0.0f}));
    CHECK(data.raw_train.x.floats()[0] == 100);
    const auto turn = fold(data, {.folds = 3, .index = 0});
    CHECK(std::ranges::equal(turn.train.x.floats(), std::vector<float>{2.5f, 3.5f, 2.0f, 0.0f}));
    const auto chas = load(R"({"name": "boston_housing", "one_hot": ["CHAS"], "standardize": {"mean": 7, "deviation": 2}})");
    CHECK(chas.scaler->deviation.front() == 2);
    CHECK(std::ranges::count(chas.scaler->deviation, 1.0f) == 2);   // its columns of 0 and 1
    CHECK(chas.test->x.floats()[0] == (chas.raw_test.x.floats()[0] - 7) / 2);
    const auto refused = [](const char* scale) {
        return error_of([&] { parse_dataset({{"name", "iris"}, {"standardize", Json::parse(scale)}}); }).where;
    };
    CHECK(refused(R"({"deviation": 0})") == "dataset.standardize.deviation");
    CHECK(refused(R"({"std": 2})") == "dataset.standardize.std");
    CHECK(refused("2") == "dataset.standardize");
    CHECK(error_of([] { parse_dataset({{"name", "iris"}, {"min_max", true}, {"standardize", {{"mean", 1}}}}); }).where == "dataset.min_max");
    const auto canonical = dataset_json(parse_dataset({{"name", "iris"}, {"standardize", {{"mean", 2}}}}));
    CHECK(canonical["standardize"] == Json{{"mean", 2.0}, {"deviation", 1.0}});
    CHECK(dataset_json(parse_dataset(canonical)) == canonical);
}

TEST_CASE("drop and one_hot: columns go, and become questions") {
    const auto data = load(R"({"name": "boston_housing", "drop": ["B"], "one_hot": ["CHAS"], "standardize": true})");
    CHECK(data.feature_names == std::vector<std::string>{"CRIM", "ZN", "INDUS", "CHAS=0", "CHAS=1", "NOX", "RM", "AGE", "DIS", "RAD", "TAX", "PTRATIO", "LSTAT"});
    const auto x = data.train.x.floats();
    for (std::size_t row = 0; row < 404; ++row) CHECK(x[row * 13 + 3] + x[row * 13 + 4] == 1.0f);  // 0 and 1 still, not standardized
    const auto districts = load(R"({"name": "boston_housing", "one_hot": ["RAD"]})");
    CHECK(districts.train.x.sample_shape() == Shape{21});
    for (std::size_t row = 0; row < 404; ++row) {
        float sum = 0;
        for (std::size_t f = 8; f < 17; ++f) sum += districts.train.x.floats()[row * 21 + f];
        CHECK(sum == 1.0f);
    }
}

TEST_CASE("advertising: means of the published table; the row number is no feature") {
    const auto data = load(R"({"name": "advertising"})");
    CHECK(data.feature_names == std::vector<std::string>{"TV", "Radio", "Newspaper"});
    CHECK(data.train.rows() == 200);
    CHECK_FALSE(data.test);
    CHECK(column(data.train, 0).mean == Approx(147.0425));
    CHECK(column(data.train, 1).mean == Approx(23.264));
    CHECK(column(data.train, 2).mean == Approx(30.554));
    CHECK(std::accumulate(data.train.y.begin(), data.train.y.end(), 0.0) / 200 == Approx(14.0225));
    CHECK(data.train.y[0] == 22.1f);  // in the file's order
}

TEST_CASE("advertising: least squares on TV alone gives the published line") {
    const auto data = load(R"({"name": "advertising", "drop": ["Radio", "Newspaper"]})");
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        const double x = data.train.x.floats()[i], y = data.train.y[i];
        sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    const double slope = (200 * sxy - sx * sy) / (200 * sxx - sx * sx);
    CHECK(slope == Approx(0.04754).epsilon(1e-3));
    CHECK((sy - slope * sx) / 200 == Approx(7.0326).epsilon(1e-4));
}

TEST_CASE("advertising: split on request, and the slip of keeping the row number") {
    const auto data = load(R"({"name": "advertising", "test_split": 0.3, "row_number": true})");
    CHECK(data.train.rows() == 140);
    CHECK(data.test->rows() == 60);
    CHECK(data.train.x.sample_shape() == Shape{4});
    CHECK(data.feature_names[0] == "row");
    std::set<float> numbers;
    for (const auto* part : {&data.train, &*data.test})
        for (std::size_t i = 0; i < static_cast<std::size_t>(part->rows()); ++i) numbers.insert(part->x.floats()[4 * i]);
    CHECK(numbers.size() == 200);
    CHECK(*numbers.rbegin() == 200);
}

TEST_CASE("iris, penguins, digits: counts and means; rows are shuffled once, the same for every seed") {
    const auto iris = load(R"({"name": "iris", "test_split": 0})");
    const double means[] = {5.84333, 3.05733, 3.758, 1.19933};
    for (std::size_t f = 0; f < 4; ++f) CHECK(column(iris.train, f).mean == Approx(means[f]).epsilon(1e-5));
    CHECK(std::set<float>(iris.train.y.begin(), iris.train.y.begin() + 20).size() == 3);  // not sorted by species

    const auto penguins = load(R"({"name": "penguins", "test_split": 0})");
    CHECK(penguins.train.rows() == 342);
    std::vector<int> counts(3);
    for (float y : penguins.train.y) ++counts[static_cast<std::size_t>(y)];
    CHECK(counts == std::vector<int>{151, 68, 123});

    const auto digits = load(R"({"name": "digits", "test_split": 0})");
    std::vector<int> digit_counts(10);
    for (float y : digits.train.y) ++digit_counts[static_cast<std::size_t>(y)];
    CHECK(digit_counts == std::vector<int>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180});
    CHECK(*std::max_element(digits.train.x.floats().begin(), digits.train.x.floats().end()) == 1.0f);
    const auto split = load(R"({"name": "digits", "shape": [8, 8, 1], "rescale": false})");
    CHECK(split.train.rows() == 1438);
    CHECK(split.test->rows() == 359);
    CHECK(split.train.x.sample_shape() == Shape{8, 8, 1});
    CHECK(*std::max_element(split.train.x.floats().begin(), split.train.x.floats().end()) == 16.0f);
}

TEST_CASE("tables: a file with a row too few or a spoiled cell is refused, by name") {
    const auto files = test::need_files("advertising");
    std::string text(files->find("table")->chunks[0].begin(), files->find("table")->chunks[0].end());
    const auto spec = parse_dataset({{"name", "advertising"}});
    const auto short_file = table(text.substr(0, text.rfind("\"200\"")));
    CHECK(error_of([&] { build_dataset(spec, &short_file, nullptr, 1); }).code == "count_mismatch");
    auto spoiled = text;
    spoiled.replace(spoiled.find("44.5"), 4, "4x.5");
    const auto bad = table(spoiled);
    const auto error = error_of([&] { build_dataset(spec, &bad, nullptr, 1); });
    CHECK(error.code == "not_a_number");
    CHECK(error.where == "own.csv, line 3, column \"TV\"");
}
