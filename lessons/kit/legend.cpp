#include "lessons/kit/legend.h"

#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float mark = 10, mark_gap = 5, item_gap = 18, item_row = 22;

void draw_mark(ImDrawList* draw, const LegendItem& item, ImVec2 c) {
    const float half = mark / 2;
    switch (item.mark) {
        case LegendItem::Mark::dot: draw->AddCircleFilled(c, 4.5f, item.color, 16); break;
        case LegendItem::Mark::ring: draw->AddCircle(c, 4, item.color, 20, 1.6f); break;
        case LegendItem::Mark::band: draw->AddRectFilled({c.x - half, c.y - 4}, {c.x + half, c.y + 4}, item.color, 2); break;
        case LegendItem::Mark::cross: draw->AddLine({c.x, c.y - half}, {c.x, c.y + half}, item.color, 1.75f); [[fallthrough]];
        case LegendItem::Mark::line: draw->AddLine({c.x - half, c.y}, {c.x + half, c.y}, item.color, 1.75f); break;
    }
}

}  // namespace

float legend(const Ui& ui, ImVec2 at, float width, std::span<const LegendItem> items) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float x = at.x, y = at.y;
    for (const LegendItem& item : items) {
        const float need = mark + mark_gap + text_size(theme, {13}, item.name).x;
        if (x > at.x && x + need > at.x + width) x = at.x, y += item_row;
        draw_mark(draw, item, {x + mark / 2, y + 9});
        draw_text_middle(draw, theme, {x + mark + mark_gap, y + 9}, {13}, theme.ink, item.name);
        x += need + item_gap;
    }
    return y + item_row - at.y;
}

}  // namespace nabla::kit
