#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/experiment/experiment.h"
#include "core/model/loss_slice.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

struct Moons {
    Experiment experiment = Experiment::parse_text(R"({"dataset": {"name": "two_moons", "rows": 60},
        "model": {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"units": 6, "activation": "tanh"}},
                                                                    {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}}]}},
        "compile": {"optimizer": "sgd", "loss": "binary_crossentropy"}, "fit": {"epochs": 1}, "seed": 3})");
    Dataset data = build_dataset(experiment.dataset, nullptr, nullptr, 3);
    Model model{experiment.model, Shape{2}};
    Moons() { model.initialize(3); }
    LossSlice slice(std::int64_t rows = 60) const { return {model, experiment.compile, data.train, rows, 3}; }
};

}  // namespace

TEST_CASE("Loss slice: its middle is the network itself") {
    Moons moons;
    moons.model.reserve(60, false);
    moons.data.train.x.gather(0, 60, moons.model.input(60).data);
    const auto prediction = moons.model.forward(60, {});
    const double own = make_loss("binary_crossentropy", Json::object(), "loss")->evaluate(prediction, {moons.data.train.y.data(), Shape{60, 1}}, {});
    CHECK_THAT(moons.slice().loss(0, 0), WithinRel(own, 1e-6));
}

TEST_CASE("Loss slice: the gradient agrees with a central difference") {
    Moons moons;
    LossSlice slice = moons.slice();
    for (const auto& [a, b] : {std::pair{0.0, 0.0}, std::pair{0.4, -0.7}, std::pair{-0.8, 0.3}}) {
        constexpr double h = 1e-3;
        const auto g = slice.gradient(a, b);
        CHECK_THAT(g[0], WithinAbs((slice.loss(a + h, b) - slice.loss(a - h, b)) / (2 * h), 2e-3));
        CHECK_THAT(g[1], WithinAbs((slice.loss(a, b + h) - slice.loss(a, b - h)) / (2 * h), 2e-3));
    }
}

TEST_CASE("Loss slice: the same seed gives the same plane, fewer rows a loss of their own") {
    Moons moons;
    CHECK(moons.slice().loss(0.5, 0.5) == moons.slice().loss(0.5, 0.5));
    CHECK(moons.slice(20).rows() == 20);
    CHECK(moons.slice(1000).rows() == 60);
}

TEST_CASE("Loss slice: an optimizer on it goes down") {
    Moons moons;
    LossSlice slice = moons.slice();
    const auto path = walk({"SGD", {{"learning_rate", 0.1}}}, slice.objective(), {0.5f, 0.5f}, 30);
    CHECK(path.back().loss < path.front().loss);
}
