#include <algorithm>

#include "core/session/session_impl.h"
#include "core/session/share.h"

namespace nabla {
namespace {

[[noreturn]] void unknown(const char* code, const char* where, std::string_view id) {
    throw Error({.code = code, .where = where, .expected = std::string("the id of a ") + where, .received = "\"" + std::string(id) + "\"", .advice = {}});
}

std::size_t index_of(const Lesson& lesson, std::string_view step) {
    const auto* found = lesson.find_step(step);
    if (!found) unknown("unknown_step", "step", step);
    return static_cast<std::size_t>(found - lesson.steps.data());
}

}  // namespace

std::size_t Session::Impl::chapter_of(const Lesson& lesson, std::size_t step) {
    while (step > 0 && !lesson.steps[step].prepare) --step;
    return step;
}

Experiment Session::Impl::prepared(const Lesson& lesson, std::size_t chapter) {
    Experiment start = lesson.start;
    if (chapter < lesson.steps.size() && lesson.steps[chapter].prepare) lesson.steps[chapter].prepare(start);
    return Experiment::parse(start.to_json());
}

const Lesson& Session::Impl::find_lesson(std::string_view id) const {
    const auto it = std::find_if(options.lessons.begin(), options.lessons.end(), [&](const Lesson& l) { return l.id == id; });
    if (it == options.lessons.end()) unknown("unknown_lesson", "lesson", id);
    return *it;
}

LessonMemory& Session::Impl::memory_of(const Lesson& of) {
    const auto [it, added] = memories.try_emplace(of.id);
    if (added) it->second.state = of.state;
    return it->second;
}

RunGroup& Session::Impl::group_of(LessonMemory& of, std::string_view name) const {
    auto& group = of.groups[std::string(name)];
    if (!group) group = std::make_unique<RunGroup>(RunGroup::Options{.worker_threads = options.worker_thread, .now = options.now});
    return *group;
}

void Session::Impl::enter(const Lesson& next, std::size_t step) {
    const bool other_lesson = &next != lesson;
    const bool other_chapter = other_lesson || chapter_of(next, step) != chapter();
    LessonMemory& there = memory_of(next);
    const auto at = chapter_of(next, step);
    if (other_chapter && !there.experiments.contains(at)) there.experiments.emplace(at, prepared(next, at));
    if (lesson && other_lesson) {
        drop_run();
        for (auto& [name, group] : memory().groups) group->cancel();  // what has ended stays to be seen
    }
    lesson = &next;
    there.step = step;
    if (other_lesson || (other_chapter && !(there.experiments.at(at) == experiment))) replace(there.experiments.at(at));
    if (step < next.steps.size() && !next.steps[step].done) there.done.insert(next.steps[step].id);
    follow_pace();
    changed = controls_stale = true;
    session.emit({{"event", "step"}, {"lesson", next.id}, {"step", step < next.steps.size() ? next.steps[step].id : ""}});
}

void Session::Impl::check_done() {
    if (lesson->steps.empty()) return;
    const Step& step = lesson->steps[memory().step];
    if (!step.done || memory().done.contains(step.id)) return;
    try {
        if (!step.done({session.view(), experiment, memory().state, session})) return;
    } catch (const Error&) {
        return;  // an Experiment that the lesson was not made for, a learner's own table: it cannot judge it
    }
    memory().done.insert(step.id);
    changed = true;
    controls_stale = true;  // its hint is no longer offered
    session.emit({{"event", "done"}, {"lesson", lesson->id}, {"step", step.id}});
}

const std::vector<Lesson>& Session::lessons() const { return impl_->options.lessons; }
const Lesson& Session::lesson() const { return *impl_->lesson; }
std::size_t Session::step_index() const { return impl_->memory().step; }

const Step& Session::step() const {
    static const Step none;
    const auto& steps = lesson().steps;
    return steps.empty() ? none : steps[step_index()];
}

void Session::open(std::string_view lesson_id, std::string_view step_id) {
    const Lesson& next = impl_->find_lesson(lesson_id);
    impl_->enter(next, step_id.empty() ? 0 : index_of(next, step_id));
}

void Session::open_shared(std::string_view lesson_id, std::string_view step_id, std::string_view text) {
    Impl& s = *impl_;
    const Lesson& next = s.find_lesson(lesson_id);
    const std::size_t step = step_id.empty() ? 0 : index_of(next, step_id);
    const auto start = Impl::prepared(next, Impl::chapter_of(next, step)).to_json();
    const Json shared = decode_share(text, {{"experiment", start}, {"state", next.state}});
    Experiment wanted = Experiment::parse(shared.at("experiment"));  // before anything changes
    Impl::check_state(next, shared.at("state"));
    s.enter(next, step);
    if (!(wanted == s.experiment)) s.change(std::move(wanted), "experiment");
    for (const auto& [key, value] : shared.at("state").items()) s.set_state(key, value);
}

std::string Session::share() const {
    const Impl& s = *impl_;
    const auto start = Impl::prepared(*s.lesson, s.chapter()).to_json();
    return encode_share({{"experiment", s.experiment.to_json()}, {"state", s.declared_state()}}, {{"experiment", start}, {"state", s.lesson->state}});
}

bool Session::step_done(std::string_view step) const { return impl_->memory().done.contains(std::string(step)); }

bool Session::step_done(std::string_view lesson, std::string_view step) const {
    const auto it = impl_->memories.find(std::string(lesson));
    return it != impl_->memories.end() && it->second.done.contains(std::string(step));
}

void Session::reset_lesson() {
    Impl& s = *impl_;
    LessonMemory& memory = s.memory();
    memory.done.clear();
    memory.experiments.clear();
    memory.hints.clear();
    for (const auto& [key, value] : s.lesson->state.items()) s.set_state(key, value);
    Experiment start = Impl::prepared(*s.lesson, s.chapter());
    if (start == s.experiment) reset();
    else s.change(std::move(start), "experiment");
    if (!step().done) memory.done.insert(step().id);
}

}  // namespace nabla
