#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "lessons/play.h"
#include "tests/lessons/classroom.h"

using namespace nabla;

namespace {

/// FOLDER/LESSON/STEP.json: the acts, for the browser's tests to do again by hand. NABLA_ACTS names the folder; none, none kept.
void keep(const std::string& lesson, const std::string& step, const std::vector<lessons::Act>& acts) {
    const char* const folder = std::getenv("NABLA_ACTS");
    if (!folder) return;
    const auto place = std::filesystem::path(folder) / lesson;
    std::filesystem::create_directories(place);
    Json list = Json::array();
    for (const auto& act : acts) list.push_back({{"control", act.control}, {"value", act.value}});
    std::ofstream(place / (step + ".json")) << list.dump(1) << '\n';
}

/// Opens the step in a room of its own and acts as a learner would, from nothing.
void play(const std::string& lesson, const std::string& step) {
    test::LessonRoom room;
    Session& s = room.session;
    s.open(lesson, step);
    s.want_data();
    lessons::wait(s);
    REQUIRE(s.dataset());
    // Thresholds are about the real data; the stand-in's numbers are its own.
    if (s.dataset()->generated && s.experiment().dataset.name != "boston_housing") SKIP("the real data are not on this machine");
    std::vector<lessons::Act> acts;
    lessons::record_acts(&acts);
    s.step().demo(s);
    lessons::record_acts(nullptr);
    lessons::wait(s);
    CHECK(s.step_done(step));
    keep(lesson, step, acts);
}

void play_all(const std::string& lesson) {
    for (const Lesson& one : lessons::all())
        if (one.id == lesson)
            for (const Step& step : one.steps) DYNAMIC_SECTION(step.id) { play(lesson, step.id); }
}

}  // namespace

TEST_CASE("Lesson neuron: the learner's actions fulfil every step", "[slow]") { play_all("neuron"); }
TEST_CASE("Lesson forward-propagation: the learner's actions fulfil every step", "[slow]") { play_all("forward-propagation"); }
TEST_CASE("Lesson backpropagation: the learner's actions fulfil every step", "[slow]") { play_all("backpropagation"); }
TEST_CASE("Lesson gradient-descent: the learner's actions fulfil every step", "[slow]") { play_all("gradient-descent"); }
TEST_CASE("Lesson activations: the learner's actions fulfil every step", "[slow]") { play_all("activations"); }
TEST_CASE("Lesson mnist: the learner's actions fulfil every step", "[slow]") { play_all("mnist"); }
TEST_CASE("Lesson optimizers: the learner's actions fulfil every step", "[slow]") { play_all("optimizers"); }
TEST_CASE("Lesson overfitting: the learner's actions fulfil every step", "[slow]") { play_all("overfitting"); }
TEST_CASE("Lesson boston-housing: the learner's actions fulfil every step", "[slow]") { play_all("boston-housing"); }
TEST_CASE("Lesson dropout: the learner's actions fulfil every step", "[slow]") { play_all("dropout"); }
