// The plain texts that the canvas draws, as C++: add_texts() fills them into a lesson.

const quote = (text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
const pair = (ko, en) => `{${quote(ko)}, ${quote(en)}}`;

function stepCpp(ko, en) {
  const english = new Map(en.labels);
  const labels = ko.labels.map(([key, words]) => `{${quote(key)}, ${pair(words, english.get(key))}}`);
  const hints = ko.hints.map((words, i) => pair(words, en.hints[i]));
  return `        {${quote(ko.id)}, ${pair(ko.title, en.title)},\n         ${pair(ko.task, en.task)},\n         {${hints.join(', ')}},\n         {${labels.join(',\n          ')}}},\n`;
}

function lessonCpp({ id, ko, en }) {
  const steps = ko.sections.map((section, i) => stepCpp(section, en.sections[i]));
  return `    {${quote(id)}, ${pair(ko.title, en.title)},\n     ${pair(ko.summary, en.summary)},\n     {\n${steps.join('')}     }},\n`;
}

/** @param {{id: string, ko: object, en: object}[]} lessons */
export function textsCpp(lessons) {
  return `// Generated from lessons/*/text.*.md.
#include <algorithm>

#include "core/error.h"
#include "core/session/lesson.h"

namespace nabla::lessons {
namespace {

struct StepTexts {
    std::string id;
    Text title, task;
    std::vector<Text> hints;
    std::vector<std::pair<std::string, Text>> labels;
};
struct LessonTexts {
    std::string id;
    Text title, summary;
    std::vector<StepTexts> steps;
};

const std::vector<LessonTexts> all_texts = {
${lessons.map(lessonCpp).join('')}};

[[noreturn]] void disagree(const std::string& lesson, const std::string& expected, const std::string& received) {
    throw Error({.code = "missing_text", .where = "lessons/" + lesson, .expected = expected, .received = received,
                 .advice = "lesson.cpp and text.*.md name the same steps"});
}

}  // namespace

void add_texts(Lesson& lesson);
void add_texts(Lesson& lesson) {
    const auto texts = std::find_if(all_texts.begin(), all_texts.end(), [&](const auto& t) { return t.id == lesson.id; });
    if (texts == all_texts.end()) disagree(lesson.id, "text.ko.md and text.en.md", "none");
    lesson.title = texts->title;
    lesson.summary = texts->summary;
    for (const auto& step : texts->steps)
        if (!lesson.find_step(step.id)) disagree(lesson.id, "a step of lesson.cpp", "\\"" + step.id + "\\"");
    for (Step& step : lesson.steps) {
        const auto words = std::find_if(texts->steps.begin(), texts->steps.end(), [&](const auto& t) { return t.id == step.id; });
        if (words == texts->steps.end()) disagree(lesson.id, "a text for every step", "none for \\"" + step.id + "\\"");
        step.title = words->title;
        step.task = words->task;
        step.hints = words->hints;
        step.labels = words->labels;
    }
}

}  // namespace nabla::lessons
`;
}
