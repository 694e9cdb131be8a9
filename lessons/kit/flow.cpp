#include "lessons/kit/flow.h"

#include "lessons/kit/icons.h"

namespace nabla::kit {

void caption(Ui& ui, std::string_view text) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(ImGui::GetWindowDrawList(), ui.theme, at, {ui.theme.small}, ui.theme.muted, text);
    ImGui::Dummy({ImGui::GetContentRegionAvail().x, line_height(ui.theme, {ui.theme.small}) + 4});
}

void paragraph(Ui& ui, std::string_view text, Type type, ImU32 color, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (width <= 0) width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, draw_paragraph(ImGui::GetWindowDrawList(), ui.theme, at, width, type, color, text)});
}

float badge(Ui& ui, std::string_view text, ImU32 ink, ImU32 ground) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float width = text_size(ui.theme, {12}, text).x + 16;
    draw->AddRectFilled(at, {at.x + width, at.y + 20}, ground, 10);
    draw_text_middle(draw, ui.theme, {at.x + 8, at.y + 10}, {12}, ink, text);
    ImGui::Dummy({width, 20});
    return width;
}

void notice(Ui& ui, std::string_view id, std::string_view heading, std::string_view text, ImU32 ink, ImU32 ground, float width) {
    const Theme& theme = ui.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float inner = width - 48;
    const float head = heading.empty() ? 0 : paragraph_height(theme, inner, {13}, heading);
    const float height = 20 + head + paragraph_height(theme, inner, {13}, text);
    draw->AddRectFilled(at, {at.x + width, at.y + height}, ground, theme.radius);
    draw_icon(draw, Icon::warning, {at.x + 20, at.y + 20}, 16, ink);
    if (head > 0) draw_paragraph(draw, theme, {at.x + 38, at.y + 10}, inner, {13}, ink, heading);
    draw_paragraph(draw, theme, {at.x + 38, at.y + 10 + head}, inner, {13}, theme.ink, text);
    ui.widgets.add(id, at, {at.x + width, at.y + height});
    ImGui::Dummy({width, height});
}

void gap(float height) { ImGui::Dummy({1, height}); }

}  // namespace nabla::kit
