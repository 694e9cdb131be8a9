#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/session/session_impl.h"

namespace nabla {
namespace {

constexpr int version = 1;
constexpr std::size_t most_runs = 40;  // a lesson's; localStorage holds about 5 MB

Json experiments_json(const Lesson& lesson, const LessonMemory& memory, Experiment (*prepared)(const Lesson&, std::size_t)) {
    Json json = Json::object();
    for (const auto& [chapter, experiment] : memory.experiments)
        if (chapter < lesson.steps.size() && !(experiment == prepared(lesson, chapter))) json[lesson.steps[chapter].id] = experiment.to_json();
    return json;
}

Json runs_of(const LessonMemory& memory) {
    Json json = Json::array();
    const auto skipped = memory.runs.size() > most_runs ? memory.runs.size() - most_runs : 0;
    for (std::size_t i = skipped; i < memory.runs.size(); ++i) json.push_back(kept_run_json(memory.runs[i]));
    return json;
}

/// Storage may be old, cut or edited by hand: what cannot be read is left out, the rest is kept.
template <class F>
void if_readable(F&& read) {
    try {
        read();
    } catch (const std::exception&) {
    }
}

}  // namespace

Json Session::save_state() const {
    const Impl& s = *impl_;
    Json lessons = Json::object();
    for (const Lesson& lesson : s.options.lessons) {
        const auto it = s.memories.find(lesson.id);
        if (it == s.memories.end()) continue;
        const LessonMemory& memory = it->second;
        lessons[lesson.id] = {{"step", memory.step < lesson.steps.size() ? lesson.steps[memory.step].id : ""},
                              {"done", memory.done},
                              {"state", memory.state},
                              {"experiments", experiments_json(lesson, memory, Impl::prepared)},
                              {"runs", runs_of(memory)},
                              {"nextRun", memory.next_run}};
    }
    return {{"version", version}, {"language", s.language == Language::ko ? "ko" : "en"}, {"theme", s.dark ? "dark" : "light"},
            {"lesson", s.lesson->id}, {"lessons", std::move(lessons)}};
}

void Session::Impl::restore_lesson(const Lesson& of, const Json& saved) {
    LessonMemory& memory = memory_of(of);
    if_readable([&] {
        for (const auto& id : saved.at("done"))
            if (of.find_step(id.get<std::string>())) memory.done.insert(id.get<std::string>());
    });
    if_readable([&] {
        Json state = Json::object();
        for (const auto& [key, value] : saved.at("state").items())
            if (of.state.contains(key)) state[key] = value;
        check_state(of, state);
        memory.state.update(state);
    });
    if_readable([&] {
        for (const auto& [id, json] : saved.at("experiments").items())
            if (const auto* step = of.find_step(id))
                if_readable([&] { memory.experiments.insert_or_assign(static_cast<std::size_t>(step - of.steps.data()), Experiment::parse(json)); });
    });
    if_readable([&] {
        for (const auto& run : saved.at("runs")) if_readable([&] { memory.runs.push_back(kept_run_from(run, "run")); });
        for (const auto& run : memory.runs) memory.next_run = std::max(memory.next_run, run.number + 1);
        memory.next_run = std::max(memory.next_run, saved.value("nextRun", 1));
    });
    if_readable([&] {
        if (const auto* step = of.find_step(saved.at("step").get<std::string>())) memory.step = static_cast<std::size_t>(step - of.steps.data());
    });
}

void Session::restore_state(const Json& saved) {
    Impl& s = *impl_;
    if (!saved.is_object() || saved.value("version", Json()) != version)
        throw Error({.code = "wrong_format", .where = "state", .expected = "progress saved by Nabla", .received = saved.is_object() ? "another edition's file" : "something else", .advice = {}});
    s.drop_run();
    s.memories.clear();
    const Json none = Json::object();
    const Json lessons = saved.value("lessons", none);
    for (const Lesson& lesson : s.options.lessons)
        if (lessons.is_object() && lessons.contains(lesson.id)) s.restore_lesson(lesson, lessons[lesson.id]);
    if_readable([&] { set_language(saved.at("language") == "en" ? Language::en : Language::ko); });
    if_readable([&] { set_dark(saved.at("theme") != "light"); });
    const Lesson* open = &s.options.lessons.front();
    if_readable([&] { open = &s.find_lesson(saved.at("lesson").get<std::string>()); });
    s.lesson = nullptr;
    s.enter(*open, s.memory_of(*open).step);
}

}  // namespace nabla
