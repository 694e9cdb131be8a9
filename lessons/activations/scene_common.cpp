#include "lessons/activations/scene_common.h"

#include <algorithm>

#include "lessons/kit/choice.h"

namespace nabla::lessons::activations {

using namespace kit;

float draw_number(SceneContext& context, ImVec2 at, std::string_view name, const std::string& number, ImU32 color, float size) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {theme.small}, theme.muted, name);
    draw_text_middle(draw, theme, {at.x, at.y + 20 + size * 0.55f}, {size, true}, color ? color : theme.ink, number);
    return std::max(text_size(theme, {theme.small}, name).x, text_size(theme, {size, true}, number).x);
}

void draw_segmented(SceneContext& context, std::string_view id, ImVec2 at, float width) {
    const auto& all = context.session.controls();
    const auto it = std::ranges::find(all, id, &Control::id);
    if (it == all.end()) return;
    std::vector<Choice> choices;
    for (const auto& choice : it->choices) choices.push_back({choice.value, context.ui.tr(choice.label)});
    std::string value = it->value.is_string() ? it->value.get<std::string>() : std::string();
    ImGui::SetCursorScreenPos(at);
    if (segmented(context.ui, id, value, choices, {.width = width, .enabled = it->enabled})) context.ui.set_control(std::string(id), value);
}

}  // namespace nabla::lessons::activations
