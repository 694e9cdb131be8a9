#include "core/optimizers/optimizer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/error.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

namespace {

const char* const rules[] = {"SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Adamax", "Nadam"};

/// The path on f = w^2 from w = 1, printed in lesson 7.
std::vector<float> path(Optimizer& rule, int updates, float w0 = 1) {
    rule.build(1);
    float w = w0;
    std::vector<float> result;
    for (int i = 0; i < updates; ++i) {
        const float g = 2 * w;
        rule.apply({&w, 1}, {&g, 1});
        result.push_back(w);
    }
    return result;
}

}  // namespace

TEST_CASE("three updates on a parabola, for all ten rules of lesson 7") {
    struct Row { const char* rule; Json changes; double w[3]; };
    const Row table[] = {
        {"SGD", Json::object(), {.8, .64, .512}},
        {"SGD", {{"momentum", .9}}, {.8, .46, .062}},
        {"SGD", {{"momentum", .9}, {"nesterov", true}}, {.62, .2224, -.108352}},
        {"Adagrad", Json::object(), {.901227, .834737, .782299}},
        {"RMSprop", Json::object(), {.683772, .498871, .369181}},
        {"Adam", Json::object(), {.9, .800413, .701587}},
        {"AdamW", Json::object(), {.8996, .799655, .700516}},
        {"Adamax", Json::object(), {.9, .805168, .715499}},
        {"Nadam", Json::object(), {.893721, .820245, .754674}},
        {"Adadelta", Json::object(), {.999859, .999715, .999571}},
    };
    for (const Row& row : table) {
        Json changes = row.changes;
        changes["learning_rate"] = .1;
        const auto rule = make_optimizer(optimizer(row.rule, changes), "optimizer");
        const auto w = path(*rule, 3);
        for (std::size_t i = 0; i < 3; ++i) {
            INFO(row.rule << " " << row.changes.dump() << ", update " << i + 1);
            CHECK_THAT(w[i], WithinAbs(row.w[i], 1.5e-6));  // six printed decimals and float
        }
    }
}

TEST_CASE("what is left out has Keras 3's default") {
    const auto is = [](const char* rule, const Json& expected) {
        const Json defaults = optimizer_defaults(rule);
        for (const auto& [key, value] : expected.items()) {
            INFO(rule << "." << key);
            REQUIRE(defaults.contains(key));
            if (value.is_number()) CHECK_THAT(defaults[key].get<double>(), WithinAbs(value.get<double>(), 1e-12));
            else CHECK(defaults[key] == value);
        }
    };
    is("SGD", {{"learning_rate", .01}, {"momentum", 0}, {"nesterov", false}});
    is("Adagrad", {{"learning_rate", .001}, {"initial_accumulator_value", .1}, {"epsilon", 1e-7}});
    is("Adadelta", {{"learning_rate", .001}, {"rho", .95}, {"epsilon", 1e-7}});
    is("RMSprop", {{"learning_rate", .001}, {"rho", .9}, {"momentum", 0}, {"epsilon", 1e-7}, {"centered", false}});
    is("Adam", {{"learning_rate", .001}, {"beta_1", .9}, {"beta_2", .999}, {"epsilon", 1e-7}, {"amsgrad", false}});
    is("AdamW", {{"learning_rate", .001}, {"weight_decay", .004}, {"beta_1", .9}, {"beta_2", .999}, {"epsilon", 1e-7}});
    is("Adamax", {{"learning_rate", .001}, {"beta_1", .9}, {"beta_2", .999}, {"epsilon", 1e-7}});
    is("Nadam", {{"learning_rate", .001}, {"beta_1", .9}, {"beta_2", .999}, {"epsilon", 1e-7}});
    CHECK_THROWS_AS(optimizer_defaults("Lion"), Error);
}

TEST_CASE("RMSprop with momentum and centered, by the formulas") {
    // v = .9 v + .1 g^2; m = .9 m + .1 g; step = .8 step + lr g / sqrt(v - m^2 + 1e-7)
    const auto rule = make_optimizer(optimizer("RMSprop", {{"learning_rate", .01}, {"momentum", .8}, {"centered", true}}), "optimizer");
    double w = 1, v = 0, m = 0, step = 0;
    const auto measured = path(*rule, 4);
    for (int i = 0; i < 4; ++i) {
        const double g = 2 * w;
        v = .9 * v + .1 * g * g, m = .9 * m + .1 * g;
        step = .8 * step + .01 * g / std::sqrt(v - m * m + 1e-7);
        w -= step;
        CHECK_THAT(measured[static_cast<std::size_t>(i)], WithinAbs(w, 2e-6));
    }
}

TEST_CASE("Adam's amsgrad divides by the largest mean square so far") {
    const auto rule = make_optimizer(optimizer("Adam", {{"learning_rate", .1}, {"amsgrad", true}, {"beta_2", .5}}), "optimizer");
    rule->build(1);
    float w = 0;
    double m = 0, v = 0, largest = 0, expected = 0;
    int t = 0;
    for (float g : {4.0f, .1f, .1f, .1f, -2.0f}) {
        rule->apply({&w, 1}, {&g, 1});
        ++t;
        m = .9 * m + .1 * g, v = .5 * v + .5 * g * g, largest = std::max(largest, v);
        expected -= .1 * std::sqrt(1 - std::pow(.5, t)) / (1 - std::pow(.9, t)) * m / (std::sqrt(largest) + 1e-7);
        CHECK_THAT(w, WithinAbs(expected, 2e-6));
    }
}

TEST_CASE("Adam: gradients of 2 and 200 start with equal steps, and parameters share one count of updates") {
    const auto rule = make_optimizer(optimizer("Adam", {{"learning_rate", .01}}), "optimizer");
    rule->build(2);
    float w[] = {0, 0};
    const float g[] = {2, 200};
    rule->apply(w, g);
    CHECK_THAT(w[0], WithinAbs(-.01, 1e-7));
    CHECK_THAT(w[1], WithinAbs(-.01, 1e-7));
    CHECK(rule->iterations() == 1);
}

TEST_CASE("every rule treats each parameter alone, whatever stands beside it") {
    for (const char* name : rules) {
        const auto rule = make_optimizer(optimizer(name, {{"learning_rate", .05}}), "optimizer");
        constexpr std::size_t count = 37;  // no multiple of a vector's length
        std::vector<float> w(count), g(count);
        for (std::size_t i = 0; i < count; ++i) w[i] = static_cast<float>(i) * .1f - 1;
        const std::vector<float> start = w;
        rule->build(count);
        for (int update = 0; update < 3; ++update) {
            for (std::size_t i = 0; i < count; ++i) g[i] = 2 * w[i];
            rule->apply(w, g);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto alone = make_optimizer(optimizer(name, {{"learning_rate", .05}}), "optimizer");
            INFO(name << ", parameter " << i);
            CHECK_THAT(w[i], WithinAbs(path(*alone, 3, start[i]).back(), 1e-6));
        }
    }
}

TEST_CASE("every rule lowers a parabola, leaves gradients alone and moves against them") {
    for (const char* name : rules) {
        const auto rule = make_optimizer(optimizer(name, {{"learning_rate", .01}}), "optimizer");
        INFO(name);
        const auto w = path(*rule, 20);
        CHECK(w.back() < 1);
        CHECK(w.back() > 0);
        CHECK(std::is_sorted(w.rbegin(), w.rend()));
    }
}

TEST_CASE("build forgets, restore remembers") {
    for (const char* name : rules) {
        INFO(name);
        const auto rule = make_optimizer(optimizer(name), "optimizer");
        const auto first = path(*rule, 5);
        CHECK(rule->iterations() == 5);
        CHECK(path(*rule, 5) == first);  // path() builds anew

        rule->build(1);
        float w = 1, g;
        for (int i = 0; i < 3; ++i) g = 2 * w, rule->apply({&w, 1}, {&g, 1});
        const auto other = make_optimizer(optimizer(name), "optimizer");
        other->build(1);
        other->restore(rule->iterations(), rule->slots());
        float copy = w;
        for (int i = 0; i < 2; ++i) {
            g = 2 * w, rule->apply({&w, 1}, {&g, 1});
            g = 2 * copy, other->apply({&copy, 1}, {&g, 1});
            CHECK(w == copy);
        }
        CHECK(w == first[4]);
        CHECK(other->iterations() == 5);
    }
}

TEST_CASE("the learning rate may be changed between updates") {
    const auto rule = make_optimizer(optimizer("SGD", {{"learning_rate", .1}}), "optimizer");
    rule->build(1);
    float w = 1, g = 1;
    rule->apply({&w, 1}, {&g, 1});
    rule->learning_rate = .5f;
    rule->apply({&w, 1}, {&g, 1});
    CHECK_THAT(w, WithinAbs(.4, 1e-6));
}

TEST_CASE("a gradient of zero moves nothing but AdamW's decay and old velocity") {
    for (const char* name : {"SGD", "Adagrad", "Adadelta", "RMSprop", "Adam", "Adamax", "Nadam"}) {
        const auto rule = make_optimizer(optimizer(name), "optimizer");
        rule->build(1);
        float w = 1;
        const float g = 0;
        rule->apply({&w, 1}, {&g, 1});
        INFO(name);
        CHECK(w == 1);
    }
}
