#include "core/losses/loss.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>

#include "core/error.h"
#include "tests/core/support.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

namespace {

struct Batch {
    std::vector<float> prediction, target;
    std::int64_t width;
    std::int64_t rows() const { return static_cast<std::int64_t>(prediction.size()) / width; }
    ConstTensor p() const { return {prediction.data(), {rows(), width}}; }
    ConstTensor t() const { return {target.data(), {rows(), static_cast<std::int64_t>(target.size()) / rows()}}; }
};

std::unique_ptr<Loss> loss(const char* name, const Json& config = Json::object()) { return make_loss(name, config, "compile.loss"); }
double value(const char* name, const Batch& b) { return loss(name)->evaluate(b.p(), b.t(), {}); }
std::vector<float> gradient(const Loss& l, const Batch& b) {
    std::vector<float> g(b.prediction.size(), 99);
    l.evaluate(b.p(), b.t(), {g.data(), b.p().shape});
    return g;
}
std::vector<float> logit_gradient(const Loss& l, const Batch& b) {
    std::vector<float> g(b.prediction.size(), 99);
    l.logit_gradient(b.p(), b.t(), {g.data(), b.p().shape});
    return g;
}
std::vector<float> rows_of(const Loss& l, const Batch& b) {
    std::vector<float> out(static_cast<std::size_t>(b.rows()));
    l.per_sample(b.p(), b.t(), out);
    return out;
}

const Batch small_table{{1, 2, 3, 4}, {0, 2, 3, 2}, 2};                       // errors 1 0 / 0 2
const Batch digits{{.665241f, .244728f, .090031f}, {1}, 3};             // softmax(2, 1, 0), class 1
const Batch one_hot{{.665241f, .244728f, .090031f}, {0, 1, 0}, 3};
const Batch coin{{.7f, .2f}, {1, 0}, 1};

}  // namespace

TEST_CASE("losses of a small table, computed by hand") {
    CHECK_THAT(value("mean_squared_error", small_table), WithinAbs((0.5 + 2) / 2, 1e-7));
    CHECK_THAT(value("mean_absolute_error", small_table), WithinAbs((0.5 + 1) / 2, 1e-7));
    CHECK_THAT(value("huber", small_table), WithinAbs((0.25 + 0.75) / 2, 1e-7));  // 1/2 e^2 up to 1, then |e| - 1/2
    CHECK_THAT(loss("huber", {{"delta", 0.5}})->evaluate(small_table.p(), small_table.t(), {}), WithinAbs((0.5 * 0.75 + 0.5 * 1.75) / 4, 1e-7));
    CHECK_THAT(value("binary_crossentropy", coin), WithinAbs((.356675 + .223144) / 2, 1e-6));
    CHECK_THAT(value("sparse_categorical_crossentropy", digits), WithinAbs(1.407606, 1e-5));
    CHECK_THAT(value("categorical_crossentropy", one_hot), WithinAbs(1.407606, 1e-5));
    const Batch seven{{.7f, .2f, .1f, .2f, .7f, .1f}, {0, 0}, 3};
    CHECK_THAT(value("sparse_categorical_crossentropy", seven), WithinAbs((.356675 + 1.609438) / 2, 1e-6));
    CHECK_THAT(value("mse", small_table), WithinAbs(value("mean_squared_error", small_table), 0));
    CHECK_THAT(value("mae", small_table), WithinAbs(value("mean_absolute_error", small_table), 0));
}

TEST_CASE("ten equal guesses have the loss ln 10") {
    const Batch guess{std::vector<float>(20, .1f), {3, 9}, 10};
    CHECK_THAT(value("sparse_categorical_crossentropy", guess), WithinAbs(2.302585, 1e-6));
}

TEST_CASE("gradients are already divided by the batch") {
    CHECK(gradient(*loss("mean_squared_error"), small_table) == std::vector<float>{.5f, 0, 0, 1});  // 2 e / width / rows
    CHECK(gradient(*loss("mean_absolute_error"), small_table) == std::vector<float>{.25f, 0, 0, .25f});
    CHECK(gradient(*loss("huber"), small_table) == std::vector<float>{.25f, 0, 0, .25f});
    const auto bce = gradient(*loss("binary_crossentropy"), coin);
    CHECK_THAT(bce[0], WithinAbs(-1 / .7 / 2, 1e-5));
    CHECK_THAT(bce[1], WithinAbs(1 / .8 / 2, 1e-5));
}

TEST_CASE("softmax with cross-entropy starts backward at p - y") {
    for (const auto& [name, batch] : {std::pair{"sparse_categorical_crossentropy", digits}, {"categorical_crossentropy", one_hot}}) {
        const auto l = loss(name);
        CHECK(l->has_logit_gradient("softmax"));
        CHECK_FALSE(l->has_logit_gradient("linear"));
        const auto g = logit_gradient(*l, batch);
        CHECK_THAT(g[0], WithinAbs(.665241, 1e-6));
        CHECK_THAT(g[1], WithinAbs(-.755272, 1e-6));
        CHECK_THAT(g[2], WithinAbs(.090031, 1e-6));
    }
    const auto binary = loss("binary_crossentropy");
    CHECK(binary->has_logit_gradient("sigmoid"));
    CHECK_FALSE(loss("mean_squared_error")->has_logit_gradient("softmax"));
    const auto g = logit_gradient(*binary, coin);
    CHECK_THAT(g[0], WithinAbs(-.15, 1e-6));
    CHECK_THAT(g[1], WithinAbs(.1, 1e-6));
}

TEST_CASE("a certain wrong answer costs -ln 1e-7, not infinity") {
    const double clipped = 16.118096;
    CHECK_THAT(value("sparse_categorical_crossentropy", {{1, 0, 0}, {1}, 3}), WithinAbs(clipped, 1e-3));
    CHECK_THAT(value("categorical_crossentropy", {{1, 0, 0}, {0, 1, 0}, 3}), WithinAbs(clipped, 1e-3));
    CHECK_THAT(value("binary_crossentropy", {{0}, {1}, 1}), WithinAbs(clipped, 1e-3));
    // 1 - 1e-7 is not a float: the nearest is 1 - 2^-23 or 1 - 2^-24, the loss between 15.94 and 16.64.
    CHECK_THAT(value("binary_crossentropy", {{1}, {0}, 1}), WithinAbs(16.29, 0.36));
    for (const char* name : {"sparse_categorical_crossentropy", "binary_crossentropy"}) {
        const Batch b = std::string(name)[0] == 's' ? Batch{{1, 0, 0}, {1}, 3} : Batch{{0}, {1}, 1};
        for (float v : gradient(*loss(name), b)) CHECK(std::isfinite(v));
    }
}

TEST_CASE("the loss of each row averages to the loss") {
    const Batch many{{.6f, .3f, .1f, .2f, .2f, .6f, .1f, .8f, .1f}, {0, 1, 1}, 3};
    const auto l = loss("sparse_categorical_crossentropy");
    const auto each = rows_of(*l, many);
    CHECK_THAT(each[0], WithinAbs(-std::log(.6), 1e-6));
    CHECK_THAT(each[1], WithinAbs(-std::log(.2), 1e-6));
    CHECK_THAT((each[0] + each[1] + each[2]) / 3, WithinAbs(l->evaluate(many.p(), many.t(), {}), 1e-6));
    for (const char* name : {"mean_squared_error", "mean_absolute_error", "huber"}) {
        const auto rows = rows_of(*loss(name), small_table);
        CHECK_THAT((rows[0] + rows[1]) / 2, WithinAbs(value(name, small_table), 1e-6));
    }
}

TEST_CASE("every loss's gradient agrees with a central difference of its value") {
    struct Case { const char* name; Batch batch; };
    const Case cases[] = {{"mean_squared_error", {{.3f, -.7f, 1.2f, .4f, 0, 2}, {1, 0, -1, .5f, .25f, 2.5f}, 3}},
                          {"mean_absolute_error", {{.3f, -.7f, 1.2f, .4f}, {1, 0, -1, .5f}, 2}},
                          {"huber", {{.3f, -.7f, 1.2f, .4f}, {1, 0, -1, .5f}, 2}},
                          {"binary_crossentropy", {{.3f, .7f, .5f, .9f}, {1, 0, 1, 1}, 2}},
                          {"sparse_categorical_crossentropy", {{.3f, .6f, .1f, .2f, .3f, .5f}, {1, 0}, 3}},
                          {"categorical_crossentropy", {{.3f, .6f, .1f, .2f, .3f, .5f}, {0, 1, 0, .5f, 0, .5f}, 3}}};
    for (const Case& c : cases) {
        const auto l = loss(c.name);
        const auto g = gradient(*l, c.batch);
        for (std::size_t i = 0; i < g.size(); ++i) {
            // Cross-entropy divides by the row's sum first, as Keras does; along the simplex both forms have the same
            // slope. Two columns moved against each other stay on it.
            const bool simplex = std::string(c.name).find("categorical") != std::string::npos;
            const std::size_t partner = i % 3 == 2 ? i - 2 : i + 1;
            const auto moved = [&](float h) {
                Batch b = c.batch;
                b.prediction[i] += h;
                if (simplex) b.prediction[partner] -= h;
                return l->evaluate(b.p(), b.t(), {});
            };
            const double h = 1e-3, numeric = (moved(static_cast<float>(h)) - moved(static_cast<float>(-h))) / (2 * h);
            INFO(c.name << " at " << i);
            CHECK_THAT(g[i] - (simplex ? g[partner] : 0), WithinAbs(numeric, 2e-3 * std::max(1.0, std::abs(numeric))));  // float h, h^2 f'''/6
        }
    }
}

TEST_CASE("a loss says how wide its targets are, and refuses names and settings it does not know") {
    CHECK(loss("sparse_categorical_crossentropy")->target_width(10) == 1);
    CHECK(loss("categorical_crossentropy")->target_width(10) == 10);
    CHECK(loss("mean_squared_error")->target_width(3) == 3);
    CHECK_THROWS_AS(loss("mean_cubed_error"), Error);
    CHECK_THROWS_AS(loss("huber", {{"delta", -1}}), Error);
    CHECK_THROWS_AS(loss("huber", {{"epsilon", 1}}), Error);
}

TEST_CASE("hinge: targets of 0 and 1 are read as -1 and 1") {
    const Batch signs{{0.5f, -2, 0.25f, 3}, {1, 1, -1, 1}, 1}, zeros{{0.5f, -2, 0.25f, 3}, {1, 1, 0, 1}, 1};
    CHECK_THAT(value("hinge", signs), WithinAbs((0.5 + 3 + 1.25 + 0) / 4, 1e-7));
    CHECK_THAT(value("hinge", zeros), WithinAbs(value("hinge", signs), 0));
    CHECK(gradient(*loss("hinge"), zeros) == std::vector<float>{-.25f, -.25f, .25f, 0});
    CHECK(rows_of(*loss("Hinge"), zeros) == std::vector<float>{0.5f, 3, 1.25f, 0});
}

TEST_CASE("kl_divergence: 0 for equal distributions, sum of y log(y / p) else") {
    const Batch same{{.25f, .75f}, {.25f, .75f}, 2}, other{{.5f, .5f, .9f, .1f}, {.25f, .75f, 1, 0}, 2};
    CHECK_THAT(value("kl_divergence", same), WithinAbs(0, 1e-7));
    CHECK_THAT(value("kullback_leibler_divergence", other), WithinAbs((.25 * std::log(.5) + .75 * std::log(1.5) + std::log(1 / .9)) / 2, 1e-5));
    const auto g = gradient(*loss("kl_divergence"), other);
    CHECK_THAT(g[1], WithinAbs(-.75 / .5 / 2, 1e-6));
    CHECK_THAT(rows_of(*loss("kl_divergence"), other)[1], WithinAbs(std::log(1 / .9), 1e-5));
}

TEST_CASE("label smoothing takes its share of every target, computed by hand") {
    // y = 0.9 and 0.1; y = (1/30, 28/30, 1/30) for three classes.
    const auto binary = loss("binary_crossentropy", {{"label_smoothing", 0.2}});
    CHECK_THAT(binary->evaluate(coin.p(), coin.t(), {}), WithinAbs((-.9 * std::log(.7) - .1 * std::log(.3) - .1 * std::log(.2) - .9 * std::log(.8)) / 2, 1e-6));
    CHECK_THAT(logit_gradient(*binary, coin)[0], WithinAbs((.7 - .9) / 2, 1e-7));
    const auto categorical = loss("categorical_crossentropy", {{"label_smoothing", 0.1}});
    const double expected = -(std::log(.665241) + 28 * std::log(.244728) + std::log(.090031)) / 30;
    CHECK_THAT(categorical->evaluate(one_hot.p(), one_hot.t(), {}), WithinAbs(expected, 1e-5));
    CHECK_THAT(rows_of(*categorical, one_hot)[0], WithinAbs(expected, 1e-5));
    CHECK_THAT(logit_gradient(*categorical, one_hot)[1], WithinAbs(.244728 - 28.0 / 30, 1e-6));
    CHECK_THROWS_AS(loss("sparse_categorical_crossentropy", {{"label_smoothing", 0.1}}), Error);  // Keras has it for rows of columns only
    CHECK_THROWS_AS(loss("binary_crossentropy", {{"label_smoothing", 1.5}}), Error);
}

TEST_CASE("from_logits: the loss and its gradient are those behind softmax or sigmoid, and logits of any size are finite") {
    const Json logits = {{"from_logits", true}}, both = {{"from_logits", true}, {"label_smoothing", 0.1}};
    const Batch z{{2, 1, 0}, {1}, 3}, z_hot{{2, 1, 0}, {0, 1, 0}, 3};
    CHECK_THAT(loss("sparse_categorical_crossentropy", logits)->evaluate(z.p(), z.t(), {}), WithinAbs(1.407606, 1e-5));
    CHECK_THAT(loss("categorical_crossentropy", logits)->evaluate(z_hot.p(), z_hot.t(), {}), WithinAbs(1.407606, 1e-5));
    for (const auto& config : {logits, both}) {
        const auto direct = loss("categorical_crossentropy", config), behind = loss("categorical_crossentropy", {{"label_smoothing", config.value("label_smoothing", 0.0)}});
        CHECK_THAT(direct->evaluate(z_hot.p(), z_hot.t(), {}), WithinAbs(behind->evaluate(one_hot.p(), one_hot.t(), {}), 1e-5));
        const auto a = gradient(*direct, z_hot), b = logit_gradient(*behind, one_hot);
        for (std::size_t i = 0; i < a.size(); ++i) CHECK_THAT(a[i], WithinAbs(b[i], 1e-5));
    }
    const Batch raw{{.847298f, -1.386294f}, {1, 0}, 1};  // the logits of .7 and .2
    const auto binary = loss("binary_crossentropy", logits);
    CHECK_THAT(binary->evaluate(raw.p(), raw.t(), {}), WithinAbs(value("binary_crossentropy", coin), 1e-6));
    CHECK_THAT(gradient(*binary, raw)[1], WithinAbs(.1, 1e-6));
    CHECK_FALSE(binary->has_logit_gradient("sigmoid"));
    const Batch huge{{1000, -1000}, {0, 1}, 1};
    CHECK_THAT(binary->evaluate(huge.p(), huge.t(), {}), WithinAbs(1000, 1e-3));
    CHECK(gradient(*binary, huge) == std::vector<float>{.5f, -.5f});
    const Batch far{{1000, -1000}, {1}, 2};
    CHECK_THAT(loss("sparse_categorical_crossentropy", logits)->evaluate(far.p(), far.t(), {}), WithinAbs(2000, 1e-3));
}
