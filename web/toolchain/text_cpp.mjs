// The plain texts that the canvas draws, as C++: add_texts() fills them into a lesson. The tables are constants of the compiler: as
// objects made when the program starts they would be its longest function, and a minute's compilation.
import { keepTogether } from '../page/lines.js';

const quote = (text) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
const pair = (...words) => `{${words.map((text) => quote(keepTogether(text))).join(', ')}}`; // Korean, English

/** A table of the given type; none where it would be empty, which C++ does not allow. */
const table = (type, name, rows) => (rows.length ? `constexpr ${type} ${name}[] = {\n    ${rows.join(',\n    ')}};\n` : '');
const span = (name, rows) => (rows.length ? name : '{}');

function lessonCpp({ id, ko, en }, number) {
  let tables = '';
  const steps = ko.sections.map((section, i) => {
    const name = `lesson${number}_step${i}`, twin = en.sections[i], english = new Map(twin.labels);
    const hints = section.hints.map((words, j) => pair(words, twin.hints[j]));
    const labels = section.labels.map(([key, words]) => `{${quote(key)}, ${pair(words, english.get(key))}}`);
    tables += table('Words', `${name}_hints`, hints) + table('Label', `${name}_labels`, labels);
    return `{${quote(section.id)}, ${pair(section.title, twin.title)}, ${pair(section.task, twin.task)}, ${span(`${name}_hints`, hints)}, ${span(`${name}_labels`, labels)}}`;
  });
  tables += table('StepTexts', `lesson${number}_steps`, steps);
  return { tables, row: `{${quote(id)}, ${pair(ko.title, en.title)}, ${pair(ko.summary, en.summary)}, ${span(`lesson${number}_steps`, steps)}}` };
}

/** @param {{id: string, ko: object, en: object}[]} lessons */
export function textsCpp(lessons) {
  const parts = lessons.map(lessonCpp);
  return `// Generated from lessons/*/text.*.md.
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "core/error.h"
#include "core/session/lesson.h"

namespace nabla::lessons {
namespace {

struct Words {
    const char *ko, *en;
    Text text() const { return {ko, en}; }
};
struct Label {
    const char* key;
    Words words;
};
struct StepTexts {
    std::string_view id;
    Words title, task;
    std::span<const Words> hints;
    std::span<const Label> labels;
};
struct LessonTexts {
    std::string_view id;
    Words title, summary;
    std::span<const StepTexts> steps;
};

${parts.map(({ tables }) => tables).join('')}
constexpr std::array<LessonTexts, ${parts.length}> all_texts = {{
    ${parts.map(({ row }) => row).join(',\n    ')}}};

[[noreturn]] void disagree(const std::string& lesson, const std::string& expected, const std::string& received) {
    throw Error({.code = "missing_text", .where = "lessons/" + lesson, .expected = expected, .received = received,
                 .advice = "lesson.cpp and text.*.md name the same steps"});
}

}  // namespace

void add_texts(Lesson& lesson);
void add_texts(Lesson& lesson) {
    const auto texts = std::find_if(all_texts.begin(), all_texts.end(), [&](const auto& t) { return t.id == lesson.id; });
    if (texts == all_texts.end()) disagree(lesson.id, "text.ko.md and text.en.md", "none");
    lesson.title = texts->title.text();
    lesson.summary = texts->summary.text();
    for (const StepTexts& step : texts->steps)
        if (!lesson.find_step(step.id)) disagree(lesson.id, "a step of lesson.cpp", "\\"" + std::string(step.id) + "\\"");
    for (Step& step : lesson.steps) {
        const auto words = std::find_if(texts->steps.begin(), texts->steps.end(), [&](const auto& t) { return t.id == step.id; });
        if (words == texts->steps.end()) disagree(lesson.id, "a text for every step", "none for \\"" + step.id + "\\"");
        step.title = words->title.text();
        step.task = words->task.text();
        step.hints.clear();
        step.labels.clear();
        for (const Words& hint : words->hints) step.hints.push_back(hint.text());
        for (const Label& label : words->labels) step.labels.emplace_back(label.key, label.words.text());
    }
}

}  // namespace nabla::lessons
`;
}
