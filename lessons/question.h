#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/lesson.h"
#include "core/session/session.h"

namespace nabla::lessons {

/// A prediction that the learner commits to before the figure answers it. Its words are labels of the step: "ID.ask", and
/// for every choice "ID.CHOICE" and "ID.CHOICE.why", shown after it was chosen. A wrong answer gets a reason, never a wall.
struct Question {
    std::string id;
    std::vector<std::string> choices;
    std::string right;
    std::string control() const { return "figure.answer." + id; }
};

/// The committed choice; "" before. Answers are lesson_state["answers"][ID].
std::string answer_of(const Json& lesson_state, std::string_view question);
inline bool answered(const Json& lesson_state, std::string_view question) { return !answer_of(lesson_state, question).empty(); }
inline bool said(const Progress& p, const Question& question) { return answered(p.lesson_state, question.id); }

/// The twin of the buttons: a select with the question as its label. Disabled once answered.
Control question_control(const Session& session, const Question& question);
/// Handles figure.answer.*; false for any other control. The first answer stays.
bool set_answer(Session& session, std::string_view control, const Json& value, std::initializer_list<Question> questions);

}  // namespace nabla::lessons
