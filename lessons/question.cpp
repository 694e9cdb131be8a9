#include "lessons/question.h"

#include <algorithm>

namespace nabla::lessons {

std::string answer_of(const Json& lesson_state, std::string_view question) {
    const auto answers = lesson_state.find("answers");
    if (answers == lesson_state.end() || !answers->is_object()) return {};
    const auto it = answers->find(std::string(question));
    return it != answers->end() && it->is_string() ? it->get<std::string>() : std::string();
}

Control question_control(const Session& session, const Question& question) {
    const Step& step = session.step();
    const std::string given = answer_of(session.lesson_state(), question.id);
    Control control{.id = question.control(), .kind = Control::Kind::select, .label = step.label(question.id + ".ask"), .group = "figure", .value = given};
    if (given.empty()) control.choices.push_back({"", {"아직 고르지 않음", "Not chosen yet"}});
    for (const auto& choice : question.choices) control.choices.push_back({choice, step.label(question.id + "." + choice)});
    control.enabled = given.empty();
    if (!given.empty()) control.hint = step.label(question.id + "." + given + ".why");
    return control;
}

bool set_answer(Session& session, std::string_view control, const Json& value, std::initializer_list<Question> questions) {
    for (const Question& question : questions) {
        if (question.control() != control) continue;
        const bool known = value.is_string() && std::ranges::find(question.choices, value.get<std::string>()) != question.choices.end();
        if (!known || answered(session.lesson_state(), question.id)) return true;
        Json answers = session.lesson_state().value("answers", Json::object());
        answers[question.id] = value;
        session.note_lesson_state("answers", std::move(answers));
        return true;
    }
    return false;
}

}  // namespace nabla::lessons
