#include "lessons/kit/number_card.h"

#include <algorithm>
#include <string>

#include "lessons/kit/number_box.h"
#include "lessons/kit/widgets.h"

namespace nabla::kit {
namespace {

constexpr float padding = 14, between = 10, box_width = 96;

float reason(SceneContext& context, const lessons::TypedNumber& number, ImVec2 at, float width, bool drawn) {
    const Theme& theme = context.ui.theme;
    const std::string said = lessons::verdict(context.session, number);
    if (said.empty()) return 0;
    ImDrawList* draw = drawn ? ImGui::GetWindowDrawList() : nullptr;
    const bool right = said == "right";
    if (drawn) draw_icon(draw, right ? Icon::check : Icon::target, {at.x + 7, at.y + 10}, 13, right ? theme.good : theme.warning);
    return draw_paragraph(draw, theme, {at.x + 20, at.y}, width - 20, {13}, theme.ink, context.ui.tr(context.session.step().label(number.id + "." + said)));
}

float line(SceneContext& context, const lessons::TypedNumber& number, ImVec2 at, float width, bool drawn) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = drawn ? ImGui::GetWindowDrawList() : nullptr;
    const Step& step = context.session.step();
    const std::string& ask = ui.tr(step.label(number.id + ".ask"));
    const std::string said = lessons::verdict(context.session, number);
    const float words = width - box_width - 14, height = ui.control_height();
    const float asked = paragraph_height(theme, words, {theme.body}, ask), row = std::max(asked, height);
    draw_paragraph(draw, theme, {at.x, at.y + (row - asked) / 2}, words, {theme.body}, theme.ink, ask);
    if (drawn)
        blank(ui, number.control(), Box::at({at.x + width - box_width, at.y + (row - height) / 2 + 1}, box_width, height - 2), lessons::typed_value(context.session.lesson_state(), number.id),
              {.label = ask, .min = number.min, .max = number.max, .good = said == "right", .wrong = !said.empty() && said != "right"});
    return said.empty() ? row : row + 4 + reason(context, number, {at.x, at.y + row + 4}, width, drawn);
}

float card(SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, ImVec2 at, float width, bool drawn) {
    float y = at.y + padding - 2;
    for (const lessons::TypedNumber* number : numbers) y += line(context, *number, {at.x + padding, y}, width - 2 * padding, drawn) + between;
    return y - between + padding - 2 - at.y;
}

}  // namespace

float number_card_height(const SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, float width) {
    return card(const_cast<SceneContext&>(context), numbers, {0, 0}, width, false);
}

float number_card(SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, ImVec2 at, float width) {
    const float height = card(context, numbers, at, width, false);
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, context.ui.theme.surface, context.ui.theme.radius + 2);
    card(context, numbers, at, width, true);
    return height;
}

float typed_reasons(SceneContext& context, std::span<const lessons::TypedNumber* const> numbers, ImVec2 at, float width) {
    float y = at.y;
    for (const lessons::TypedNumber* number : numbers)
        if (const float height = reason(context, *number, {at.x, y}, width, true); height > 0) y += height + 4;
    return y - at.y;
}

}  // namespace nabla::kit
