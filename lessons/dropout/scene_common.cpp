#include "lessons/dropout/scene_common.h"

#include <algorithm>

#include "lessons/kit/control.h"

namespace nabla::lessons::dropout {

using namespace kit;

float draw_number(SceneContext& context, ImVec2 at, std::string_view name, const std::string& number, ImU32 color, float size) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {theme.small}, theme.muted, name);
    draw_text_middle(draw, theme, {at.x, at.y + 20 + size * 0.55f}, {size, true}, color ? color : theme.ink, number);
    return std::max(text_size(theme, {theme.small}, name).x, text_size(theme, {size, true}, number).x);
}

float draw_units(SceneContext& context, const UnitGrid& grid) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float cell = grid.width / static_cast<float>(grid.columns), inset = cell > 9 ? 1.5f : 1.0f;
    for (std::size_t i = 0; i < grid.off.size(); ++i) {
        const int row = static_cast<int>(i) / grid.columns, column = static_cast<int>(i) % grid.columns;
        const Box unit = Box::at({grid.at.x + cell * static_cast<float>(column), grid.at.y + cell * static_cast<float>(row)}, cell, cell).inset(inset);
        const float lit = ui.ease(ImGui::GetID((std::string(grid.id) + std::to_string(i)).c_str()), grid.off[i] ? 0.0f : 1.0f, 0.18f);
        const float shade = grid.shade.empty() ? 0.5f : 0.12f + 0.75f * grid.shade[i];
        draw->AddRectFilled(unit.min, unit.max, mix(theme.surface, theme.magnitude_color(shade), lit), 2);
        if (lit > 0.5f) continue;
        const Box cross = unit.inset(unit.width() * 0.28f);
        draw->AddLine(cross.min, cross.max, with_alpha(theme.negative, 1 - lit), 1.2f);
        draw->AddLine({cross.min.x, cross.max.y}, {cross.max.x, cross.min.y}, with_alpha(theme.negative, 1 - lit), 1.2f);
    }
    const auto rows = (grid.off.size() + static_cast<std::size_t>(grid.columns) - 1) / static_cast<std::size_t>(grid.columns);
    const float height = cell * static_cast<float>(rows);
    ui.widgets.add(grid.id, grid.at, {grid.at.x + grid.width, grid.at.y + height});
    return height;
}

float draw_pair_button(SceneContext& context, const char* id, std::string_view group, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImGui::SetCursorScreenPos(at);
    const float button = std::min(width * 0.6f, 260.0f);
    control(ui, context.session, id, button);
    const auto& runs = context.session.group(group);
    if (!runs.views().empty()) {
        std::int64_t done = 0, all = 0;
        for (const GroupRunView& run : runs.views()) done += run.epoch, all += run.epochs;
        const std::string words = std::to_string(done) + " / " + std::to_string(all) + " " + context.label("epochs");
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x + button + 14, at.y + ui.control_height() / 2}, {13}, theme.muted, words);
    }
    return ui.control_height();
}

}  // namespace nabla::lessons::dropout
