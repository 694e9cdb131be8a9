#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/optimizers/walk.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

namespace {

/// w1^2 + w2^2 ...: the gradient is 2 w.
Objective bowl() {
    return {.loss = [](std::span<const float> w) { double sum = 0; for (float x : w) sum += double{x} * x; return sum; },
            .gradient = [](std::span<const float> w, std::span<float> g) { for (std::size_t i = 0; i < w.size(); ++i) g[i] = 2 * w[i]; }};
}

}  // namespace

TEST_CASE("Walk: each rule on w squared from 1 at rate 0.1, the first three places") {
    struct Rule {
        const char* name;
        Json config;
        double w[3];
    };
    const Rule rules[] = {{"SGD", {}, {.8, .64, .512}},
                          {"SGD", {{"momentum", .9}}, {.8, .46, .062}},
                          {"SGD", {{"momentum", .9}, {"nesterov", true}}, {.62, .2224, -.108352}},
                          {"Adagrad", {}, {.901227, .834737, .782299}},
                          {"RMSprop", {}, {.683772, .498871, .369181}},
                          {"Adam", {}, {.9, .800413, .701587}},
                          {"AdamW", {}, {.8996, .799655, .700516}},
                          {"Adamax", {}, {.9, .805168, .715499}},
                          {"Nadam", {}, {.893721, .820245, .754674}},
                          {"Adadelta", {}, {.999859, .999715, .999571}}};
    for (const Rule& rule : rules) {
        CAPTURE(rule.name, rule.config.dump());
        Json config = rule.config.is_null() ? Json::object() : rule.config;
        config["learning_rate"] = 0.1;
        const auto path = walk({rule.name, config}, bowl(), {1}, 3);
        REQUIRE(path.size() == 4);
        for (std::size_t t = 0; t < 3; ++t) CHECK_THAT(path[t + 1].w[0], WithinAbs(rule.w[t], 1.5e-6));
    }
}

TEST_CASE("Walk: a place carries its own loss and gradient, and what the rule remembers") {
    const auto path = walk({"SGD", {{"learning_rate", 0.1}, {"momentum", 0.9}}}, bowl(), {1, -2}, 2);
    REQUIRE(path.size() == 3);
    CHECK_THAT(path[0].loss, WithinAbs(5, 1e-6));
    CHECK(path[0].g == std::vector<float>{2, -4});
    CHECK(path[0].slots.at(0).values == std::vector<float>{0, 0});
    CHECK_THAT(path[1].slots.at(0).values[0], WithinAbs(-0.2, 1e-6));
    CHECK_THAT(path[2].slots.at(0).values[1], WithinAbs(0.68, 1e-6));
}

TEST_CASE("Walk: a rate beyond the limit ends the walk, with every place kept finite or its last") {
    const auto path = walk({"SGD", {{"learning_rate", 3.0}}}, bowl(), {1}, 500);
    CHECK(path.size() < 100);
    CHECK(std::abs(path.back().w[0]) >= Walker::lost);
}
