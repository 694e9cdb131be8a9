#include "lessons/kit/bar_list.h"

#include <cmath>
#include <cstdio>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {

int bar_list(Ui& ui, const BarList& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto count = options.values.size();
    if (count == 0) return -1;
    float name_width = 0;
    for (const auto& name : options.names) name_width = std::max(name_width, text_size(theme, {13, true}, name).x);
    const float row = options.area.height() / static_cast<float>(count), number_width = text_size(theme, {12, true}, "0.0000").x;
    const float thickness = std::clamp(row - 8, 5.0f, 16.0f);
    const float left = options.area.min.x + name_width + 16, right = options.area.max.x - number_width - 6;
    int pressed = -1;
    for (std::size_t i = 0; i < count; ++i) {
        const Box line = Box::at({options.area.min.x, options.area.min.y + row * static_cast<float>(i)}, options.area.width(), row);
        const float y = line.center().y;
        const bool strong = static_cast<int>(i) == options.strong;
        const std::string id = std::string(options.id) + "." + std::to_string(i);
        if (options.pressable) {
            const Target t = target(ui, id, line.min, line.max);
            if (t.pressed) pressed = static_cast<int>(i);
            if (t.hovered || t.held) draw->AddRectFilled(line.inset(0, 1).min, line.inset(0, 1).max, with_alpha(theme.accent, t.held ? 0.16f : 0.08f), 4);
        }
        const float value = std::isfinite(options.values[i]) ? std::clamp(options.values[i], 0.0f, 1.0f) : 0.0f;
        const float shown = ui.ease(ImGui::GetID((id + ".bar").c_str()), value, options.animate);
        const ImU32 ink = strong ? theme.ink : theme.muted;
        draw_text_middle(draw, theme, {options.area.min.x + 6 + name_width, y}, {13, true}, ink, options.names[i], Align::right);
        if (static_cast<int>(i) == options.marked) draw->AddCircleFilled({options.area.min.x + name_width + 11, y}, 2.5f, theme.good);
        draw->AddRectFilled({left, y - thickness / 2}, {right, y + thickness / 2}, theme.surface, 2);
        const float end = left + (right - left) * shown;
        if (end > left + 0.5f) draw->AddRectFilled({left, y - thickness / 2}, {end, y + thickness / 2}, strong ? theme.accent : mix(theme.muted, theme.surface, 0.35f), 2);
        char number[16];
        std::snprintf(number, sizeof number, "%.*f", options.decimals, static_cast<double>(options.values[i]));
        draw_text_middle(draw, theme, {options.area.max.x, y}, {12, true}, ink, number, Align::right);
    }
    return pressed;
}

}  // namespace nabla::kit
