#include "lessons/kit/stats.h"

#include <algorithm>

#include "lessons/kit/type.h"

namespace nabla::kit {

float stats(Ui& ui, ImVec2 at, float width, std::span<const Stat> all, float size) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float widest = 60;
    for (const Stat& stat : all) widest = std::max({widest, text_size(theme, {12}, stat.name).x, text_size(theme, {size, true}, stat.value).x});
    const int count = static_cast<int>(all.size());
    int columns = std::clamp(static_cast<int>((width + 20) / (widest + 20)), 1, std::max(1, count));
    // As many rows, but evenly filled: four stand two by two rather than three and one.
    const int rows = std::max(1, (count + columns - 1) / columns);
    columns = std::max(1, (count + rows - 1) / rows);
    // Columns stay where they are while numbers change their length: a share of the width, no wider than they need.
    const float column = std::min(width / static_cast<float>(columns), 190.0f), row = size + 30;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ImVec2 p{at.x + column * static_cast<float>(static_cast<int>(i) % columns), at.y + row * static_cast<float>(static_cast<int>(i) / columns)};
        draw_text_middle(draw, theme, {p.x, p.y + 8}, {12}, theme.muted, all[i].name);
        draw_text_middle(draw, theme, {p.x, p.y + 20 + size / 2}, {size, true}, all[i].color ? all[i].color : theme.ink, all[i].value);
    }
    return row * static_cast<float>(rows);
}

}  // namespace nabla::kit
