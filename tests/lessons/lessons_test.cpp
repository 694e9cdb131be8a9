#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <set>

#include "lessons/question.h"
#include "tests/lessons/classroom.h"

using namespace nabla;

namespace {

void check_text(const Text& text, const std::string& what) {
    INFO(what);
    CHECK_FALSE(text.ko.empty());
    CHECK_FALSE(text.en.empty());
}

}  // namespace

TEST_CASE("Lessons: ids are unique, steps have both languages") {
    std::set<std::string> ids;
    for (const Lesson& lesson : lessons::all()) {
        CHECK(ids.insert(lesson.id).second);
        check_text(lesson.title, lesson.id);
        check_text(lesson.summary, lesson.id);
        std::set<std::string> steps;
        for (const Step& step : lesson.steps) {
            CHECK(steps.insert(step.id).second);
            check_text(step.title, step.id);
            check_text(step.task, step.id);
            for (const auto& [key, words] : step.labels) check_text(words, step.id + ": " + key);
            CHECK(step.done != nullptr);
            CHECK(step.demo != nullptr);
        }
    }
    CHECK(ids.contains("mnist"));
    CHECK(ids.contains("boston-housing"));
}

TEST_CASE("Lessons: each step's starting point is a valid Experiment, and no step is done before anything was done") {
    test::LessonRoom room;
    Session& s = room.session;
    for (const Lesson& lesson : s.lessons())
        for (const Step& step : lesson.steps) {
            CAPTURE(lesson.id, step.id);
            s.open(lesson.id, step.id);
            CHECK_NOTHROW(Experiment::parse(s.experiment().to_json()));
            CHECK_FALSE(step.done({s.view(), s.experiment(), s.lesson_state(), s}));
        }
}

TEST_CASE("Lessons: every control of a figure has words in both languages and accepts its own value") {
    test::LessonRoom room;
    Session& s = room.session;
    for (const Lesson& lesson : s.lessons())
        for (const Step& step : lesson.steps) {
            s.open(lesson.id, step.id);
            for (const Control& control : std::vector<Control>(s.controls())) {
                if (!control.id.starts_with("figure.")) continue;
                CAPTURE(lesson.id, step.id, control.id);
                check_text(control.label, control.id);
                for (const auto& choice : control.choices) check_text(choice.label, control.id + " " + choice.value);
                if (control.enabled && control.kind != Control::Kind::button && !control.value.is_null()) CHECK_NOTHROW(s.set_control(control.id, control.value));
            }
            if (lesson.describe) check_text(lesson.describe(s), "describe " + step.id);
        }
}

TEST_CASE("Lessons: a question takes one answer and then explains it") {
    test::LessonRoom room;
    Session& s = room.session;
    s.open("mnist", "train");
    s.set_control("figure.answer.updates", "10");
    CHECK(lessons::answer_of(s.lesson_state(), "updates") == "10");
    CHECK_THROWS_AS(s.set_control("figure.answer.updates", "3750"), Error);   // disabled from now on
    CHECK(lessons::answer_of(s.lesson_state(), "updates") == "10");
}

namespace {

/// A value that the control does not have.
Json another_value(const Control& control) {
    switch (control.kind) {
        case Control::Kind::button: return nullptr;
        case Control::Kind::toggle: return !control.value.get<bool>();
        case Control::Kind::select:
            for (const auto& choice : control.choices)
                if (control.value != choice.value && !choice.value.empty()) return choice.value;
            return control.value;
        case Control::Kind::integer: return static_cast<std::int64_t>(control.value == control.max ? control.min : control.max);
        default: return control.value == control.max ? control.min : control.max;
    }
}

/// What a link can lock: where a walk or a line begins (the initializers) is the figure's own.
Json settings(const Experiment& experiment) {
    Json json = experiment.to_json();
    for (Json& layer : json["model"]["config"]["layers"])
        for (const char* start : {"kernel_initializer", "bias_initializer"}) layer["config"].erase(start);
    return json;
}

}  // namespace

TEST_CASE("Lessons: a figure's control that changes a setting of the panel says which, and a link that locks the one locks the other") {
    test::LessonRoom room;
    Session& s = room.session;
    std::set<std::string> seen;
    for (const Lesson& lesson : s.lessons())
        for (const Step& step : lesson.steps) {
            s.open(lesson.id, step.id);
            for (const Control& control : std::vector<Control>(s.controls())) {
                if (!control.id.starts_with("figure.") || !control.enabled) continue;
                CAPTURE(lesson.id, step.id, control.id, control.sets);
                s.open(lesson.id, step.id);
                s.reset_lesson();
                const Json before = settings(s.experiment());
                s.set_control(control.id, another_value(control));
                if (settings(s.experiment()) == before) continue;
                CHECK_FALSE(control.sets.empty());
                seen.insert(lesson.id);
                s.restrict({.hide = {}, .lock = {control.sets.starts_with("data") ? "data" : control.sets.substr(0, control.sets.find('.'))}});
                CHECK_THROWS_AS(s.set_control(control.id, control.value), Error);
                s.restrict({});
            }
        }
    CHECK(seen.size() >= 5);
}
