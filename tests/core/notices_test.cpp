#include <catch2/catch_test_macros.hpp>

#include "core/experiment/experiment.h"
#include "core/session/messages.h"
#include "core/session/notices.h"

using namespace nabla;

namespace {

Text told(const Json& dataset, bool diverged) {
    Experiment experiment;
    experiment.dataset = parse_dataset(dataset);
    TrainerView view;
    if (diverged) view.divergence = Divergence{.what = Divergence::What::weights, .epoch = 1, .batch = 2, .layer = "dense"};
    else view.stuck_at_chance = true;
    const auto notice = notice_of(view, experiment);
    REQUIRE(notice);
    return message_of(*notice);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("notices: only what is not scaled yet is to be scaled") {
    const Json houses = {{"name", "boston_housing"}}, digits = {{"name", "mnist"}}, moons = {{"name", "two_moons"}}, own = {{"csv", "own.csv"}, {"targets", {"y"}}, {"task", "regression"}};
    const auto with = [](Json json, const char* key, bool on) { return json[key] = on, json; };
    for (const bool diverged : {true, false}) {
        for (const auto& table : {houses, own}) {
            CHECK(has(told(table, diverged).en, "standardize the data"));
            CHECK(has(told(table, diverged).ko, "표준화"));
            CHECK_FALSE(has(told(with(table, "standardize", true), diverged).en, "standardize"));
        }
        CHECK(has(told(with(digits, "rescale", false), diverged).en, "rescale the data to 0–1"));
        CHECK(has(told(with(digits, "rescale", false), diverged).ko, "0~1"));
        CHECK_FALSE(has(told(digits, diverged).en, "rescale"));
        CHECK_FALSE(has(told(moons, diverged).en, "scale"));
    }
}

TEST_CASE("notices: what to do is said in the reader's language") {
    for (const Json& dataset : {Json{{"name", "boston_housing"}}, Json{{"name", "mnist"}}, Json{{"name", "mnist"}, {"rescale", false}}})
        for (const bool diverged : {true, false}) {
            const auto text = told(dataset, diverged);
            CHECK(has(text.en, diverged ? "Lower the learning rate" : "Change the learning rate"));
            CHECK(text.ko.ends_with("보세요."));
            CHECK_FALSE(has(text.ko, "earning"));
            CHECK_FALSE(has(text.ko, "{"));
        }
}
