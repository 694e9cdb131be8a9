#pragma once
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/session/session.h"

namespace nabla::lessons {

/// A number that the learner works out and types, as often as it takes. Its words are labels of the step: "ID.ask" names
/// the field, "ID.right" confirms, "ID.off" says what to look at again; a value that a known slip leads to is answered
/// by "ID.SLIP" instead.
struct TypedNumber {
    struct Slip {
        std::string id;
        std::function<double(const Session&)> value;
    };
    std::string id;
    std::function<double(const Session&)> answer;
    double tolerance = 0.005;
    double min = -10, max = 10;
    std::vector<Slip> slips = {};
    std::string control() const { return "figure.typed." + id; }
};

/// What was typed last: lesson_state["typed"][ID], null before.
Json typed_value(const Json& lesson_state, std::string_view number);
/// "" before; "right", "off" or the slip's id.
std::string verdict(const Session& session, const TypedNumber& number);
inline bool typed_right(const Session& session, const TypedNumber& number) { return verdict(session, number) == "right"; }

/// The twin of the box: a text field with the question as its label and the verdict as its hint.
Control typed_control(const Session& session, const TypedNumber& number);
/// Handles figure.typed.*; false for any other control.
bool set_typed(Session& session, std::string_view control, const Json& value, const std::vector<const TypedNumber*>& numbers);

}  // namespace nabla::lessons
