#include "core/data/folds.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <numeric>
#include <set>

using namespace nabla;

namespace {

/// `rows` rows of (row number, 7), target = row number; standardized with the whole set's statistics.
Dataset numbered(int rows) {
    Dataset data;
    data.name = "numbered";
    data.task = Task::regression;
    std::vector<float> raw;
    for (int i = 0; i < rows; ++i) {
        raw.push_back(static_cast<float>(i)), raw.push_back(7);
        data.train.y.push_back(static_cast<float>(i));
    }
    data.raw_train.y = data.train.y;
    data.raw_train.x = Samples::from_floats({2}, raw);
    data.scaler = Scaler{.mean = {100, 0}, .deviation = {2, 1}};  // the second column is not scaled
    for (std::size_t i = 0; i < raw.size(); i += 2) raw[i] = (raw[i] - 100) / 2;
    data.train.x = Samples::from_floats({2}, raw);
    return data;
}

}  // namespace

TEST_CASE("every row is held out exactly once over the folds") {
    const Dataset data = numbered(10);
    for (const std::optional<std::uint64_t> shuffle : {std::optional<std::uint64_t>{}, std::optional<std::uint64_t>{4}}) {
        std::multiset<float> held_out;
        for (int i = 0; i < 3; ++i) {
            const Dataset turn = fold(data, {.folds = 3, .index = i, .shuffle = shuffle});
            CHECK(turn.train.rows() + turn.test->rows() == 10);
            CHECK((turn.test->rows() == 3 || turn.test->rows() == 4));
            held_out.insert(turn.test->y.begin(), turn.test->y.end());
        }
        std::multiset<float> all(data.train.y.begin(), data.train.y.end());
        CHECK(held_out == all);
    }
    CHECK(fold(data, {.folds = 5, .index = 1}).test->y == std::vector<float>{2, 3});
}

TEST_CASE("a fold is standardized with its own training rows' statistics") {
    const Dataset turn = fold(numbered(9), {.folds = 3, .index = 0});  // trains on 3..8
    CHECK_THAT(turn.scaler->mean[0], Catch::Matchers::WithinAbs(5.5, 1e-6));
    const auto x = turn.train.x.floats();
    double sum = 0, square = 0;
    for (std::size_t i = 0; i < x.size(); i += 2) {
        sum += x[i];
        square += x[i] * x[i];
        CHECK(x[i + 1] == 7);
    }
    CHECK_THAT(sum, Catch::Matchers::WithinAbs(0, 1e-5));
    CHECK_THAT(square / 6, Catch::Matchers::WithinAbs(1, 1e-5));
    // The held-out rows 0, 1, 2 lie outside what was seen.
    CHECK(turn.test->x.floats()[0] < x[0]);
}

TEST_CASE("folds that make no sense are errors") {
    const Dataset data = numbered(4);
    CHECK_THROWS_AS(fold(data, {.folds = 1}), Error);
    CHECK_THROWS_AS(fold(data, {.folds = 5}), Error);
    CHECK_THROWS_AS(fold(data, {.folds = 2, .index = 2}), Error);
}

TEST_CASE("a fold keeps the numbers that the Experiment gave") {
    Dataset data = numbered(9);
    data.scaler->given = true;
    const Dataset turn = fold(data, {.folds = 3, .index = 0});
    CHECK(turn.scaler->mean[0] == 100);
    CHECK(turn.train.x.floats()[0] == (3.0f - 100) / 2);
    CHECK(turn.test->x.floats()[0] == (0.0f - 100) / 2);
}
