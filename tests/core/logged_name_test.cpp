#include "core/train/logged_name.h"

#include <catch2/catch_test_macros.hpp>

#include "core/session/kept_runs.h"

using namespace nabla;

TEST_CASE("a logged name is an output's, where it has one, and a metric's") {
    const auto is = [](const char* name, bool validation, const char* output, const char* metric) {
        INFO(name);
        const LoggedName read = read_logged_name(name);
        CHECK(read.validation == validation);
        CHECK(read.output == output);
        CHECK(read.metric == metric);
        CHECK(read.is_loss() == (std::string(metric) == "loss"));
    };
    is("loss", false, "", "loss");
    is("val_loss", true, "", "loss");
    is("price_loss", false, "price", "loss");
    is("accuracy", false, "", "accuracy");
    is("val_main_accuracy", true, "main", "accuracy");
    is("sparse_top_k_categorical_accuracy", false, "", "sparse_top_k_categorical_accuracy");
    is("house_price_mae", false, "house_price", "mae");
    is("learning_rate", false, "", "learning_rate");
}

TEST_CASE("of an evaluation the first metric is told, never an output's loss") {
    const auto told = first_metric({{"loss", 2.5}, {"price_loss", 0.0123}, {"kind_loss", 1.2}, {"kind_accuracy", 0.75}, {"price_mae", 0.1}});
    REQUIRE(told);
    CHECK(told->first == "kind_accuracy");
    CHECK(told->second == 0.75);
    CHECK_FALSE(first_metric({{"loss", 2.5}, {"price_loss", 0.0123}, {"kind_loss", 1.2}}));
    CHECK(first_metric({{"loss", 1.5}, {"mae", 0.5}})->first == "mae");
}
