#include "lessons/typed_number.h"

#include <cmath>

namespace nabla::lessons {

Json typed_value(const Json& lesson_state, std::string_view number) {
    const auto typed = lesson_state.find("typed");
    if (typed == lesson_state.end() || !typed->is_object()) return nullptr;
    const auto it = typed->find(std::string(number));
    return it != typed->end() && it->is_number() ? *it : Json();
}

std::string verdict(const Session& session, const TypedNumber& number) {
    const Json given = typed_value(session.lesson_state(), number.id);
    if (given.is_null()) return {};
    const auto value = given.get<double>();
    // A hair of slack: .736 is within .005 of .731 for a learner, if not for binary fractions.
    const auto near = [&](double wanted) { return std::abs(value - wanted) <= number.tolerance * (1 + 1e-6) + 1e-9; };
    if (near(number.answer(session))) return "right";
    for (const TypedNumber::Slip& slip : number.slips)
        if (near(slip.value(session))) return slip.id;
    return "off";
}

Control typed_control(const Session& session, const TypedNumber& number) {
    const std::string said = verdict(session, number);
    Control control{.id = number.control(), .kind = Control::Kind::number, .label = session.step().label(number.id + ".ask"), .group = "figure",
                    .value = typed_value(session.lesson_state(), number.id), .min = number.min, .max = number.max};
    if (!said.empty()) control.hint = session.step().label(number.id + "." + said);
    return control;
}

bool set_typed(Session& session, std::string_view control, const Json& value, const std::vector<const TypedNumber*>& numbers) {
    for (const TypedNumber* number : numbers) {
        if (number->control() != control) continue;
        if (!value.is_number()) return true;
        Json typed = session.lesson_state().value("typed", Json::object());
        typed[number->id] = value;
        session.set_lesson_state("typed", std::move(typed));
        return true;
    }
    return false;
}

}  // namespace nabla::lessons
