#include "lessons/columns.h"

#include <catch2/catch_test_macros.hpp>

#include "lessons/boston-housing/state.h"
#include "lessons/gradient-descent/state.h"
#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;
using namespace nabla::lessons;
using namespace nabla::test;

namespace {

std::vector<std::string> taken(const Dataset& data, std::size_t input) {
    std::vector<std::string> names;
    for (const auto column : data.inputs[input].columns) names.push_back(data.feature_names.at(column));
    return names;
}

}  // namespace

TEST_CASE("Lessons: a feature that goes or is spread out takes the inputs' columns along") {
    const auto spec = parse_dataset({{"name", "boston_housing"}, {"inputs", {{"a", {"LSTAT"}}, {"b", {"CHAS", "B", "RM"}}}}});
    const Dataset data = build_dataset(spec, nullptr, nullptr, 1);
    const auto without = without_feature(data, "B");
    CHECK(taken(*without, 0) == std::vector<std::string>{"LSTAT"});
    CHECK(taken(*without, 1) == std::vector<std::string>{"CHAS", "RM"});
    const auto spread = one_hot_feature(data, "CHAS");
    CHECK(taken(*spread, 0) == std::vector<std::string>{"LSTAT"});
    CHECK(taken(*spread, 1) == std::vector<std::string>{"CHAS=0", "CHAS=1", "B", "RM"});
}

TEST_CASE("Lessons: no pairs are trained where inputs are given columns by name") {
    LessonRoom room;
    Session& s = room.session;
    const auto name = [&](const char* column) {
        Experiment e = s.experiment();
        e.dataset.inputs = {{"input", {column}}};
        s.set_experiment(e);
        load_data(s, true);
        REQUIRE(s.dataset());
    };
    s.open("boston-housing", "column-b");
    load_data(s, true);
    using boston_housing::Comparison;
    CHECK(boston_housing::can_pair(s, Comparison::without_b));
    name("LSTAT");
    for (const auto comparison : {Comparison::without_b, Comparison::chas_one_hot}) {
        CHECK_FALSE(boston_housing::can_pair(s, comparison));
        boston_housing::start_pairs(s, comparison);
    }
    for (const Control& control : s.controls())
        if (control.id == "figure.train_pairs") CHECK_FALSE(control.enabled);
    CHECK(s.group("without_b").views().empty());
    CHECK(s.group("chas").views().empty());

    s.open("gradient-descent", "row-number");
    load_data(s, true);
    CHECK(gradient_descent::can_pair(s));
    name("TV");
    CHECK_FALSE(gradient_descent::can_pair(s));
    gradient_descent::start_pairs(s);
    CHECK(s.group().views().empty());
}
