#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numbers>

#include "core/data/dataset.h"

using namespace nabla;
using Catch::Approx;

namespace {

Dataset draw(const char* json, std::uint64_t seed = 1) { return build_dataset(parse_dataset(Json::parse(json)), nullptr, nullptr, seed); }

}  // namespace

TEST_CASE("toys: the same seed draws the same rows, another seed others, and they are no stand-ins") {
    for (const char* name : {"two_moons", "circles", "spiral", "sine"}) {
        const Json json = {{"name", name}};
        const auto spec = parse_dataset(json);
        const auto a = build_dataset(spec, nullptr, nullptr, 1), b = build_dataset(spec, nullptr, nullptr, 1), c = build_dataset(spec, nullptr, nullptr, 2);
        CHECK(std::equal(a.train.x.floats().begin(), a.train.x.floats().end(), b.train.x.floats().begin()));
        CHECK_FALSE(std::equal(a.train.x.floats().begin(), a.train.x.floats().end(), c.train.x.floats().begin()));
        CHECK_FALSE(std::equal(a.train.x.floats().begin(), a.train.x.floats().end(), a.test->x.floats().begin()));
        CHECK_FALSE(a.generated);
        CHECK(a.train.rows() == 200);
    }
}

TEST_CASE("toys: more rows leave the first ones as they are") {
    const auto few = draw(R"({"name": "spiral", "rows": 10})"), more = draw(R"({"name": "spiral", "rows": 40})");
    CHECK(std::equal(few.train.x.floats().begin(), few.train.x.floats().end(), more.train.x.floats().begin()));
}

TEST_CASE("toys: xor is the four corners and their labels") {
    const auto data = draw(R"({"name": "xor"})");
    CHECK(std::vector<float>(data.train.x.floats().begin(), data.train.x.floats().end()) == std::vector<float>{0, 0, 0, 1, 1, 0, 1, 1});
    CHECK(data.train.y == std::vector<float>{0, 1, 1, 0});
    CHECK(data.classes == 2);
}

TEST_CASE("toys: without noise the points lie on their curves") {
    const auto circles = draw(R"({"name": "circles", "noise": 0})");
    for (std::size_t i = 0; i < 200; ++i) {
        const auto x = circles.train.x.floats().subspan(2 * i, 2);
        CHECK(std::hypot(x[0], x[1]) == Approx(circles.train.y[i] == 0 ? 1.0 : 0.5));
    }
    const auto sine = draw(R"({"name": "sine", "noise": 0})");
    for (std::size_t i = 0; i < 200; ++i)
        CHECK(sine.train.y[i] == Approx(std::sin(2 * std::numbers::pi * sine.train.x.floats()[i])).margin(1e-6));
}

TEST_CASE("toys: sine's noise has the deviation asked for, on the target alone") {
    const auto noisy = draw(R"({"name": "sine", "rows": 20000, "noise": 0.2})"), clean = draw(R"({"name": "sine", "rows": 20000, "noise": 0})");
    CHECK(std::equal(noisy.train.x.floats().begin(), noisy.train.x.floats().end(), clean.train.x.floats().begin()));
    double squares = 0;
    for (std::size_t i = 0; i < 20000; ++i) squares += std::pow(noisy.train.y[i] - clean.train.y[i], 2);
    CHECK(std::sqrt(squares / 20000) == Approx(0.2).epsilon(0.03));  // six deviations of this estimate
}
