#include "lessons/kit/data_table.h"

#include <vector>

#include "lessons/kit/target.h"

namespace nabla::kit {
namespace {

constexpr float least = 44, between = 10, inset = 4;   // inset: of digits from the edge of their tinted cell

/// Left edge and width of each column that fits.
std::vector<ImVec2> layout(const DataTable& options) {
    float fixed = 0;
    std::size_t sharing = 0, fitting = 0;
    for (const TableColumn& column : options.columns) {
        const float width = (column.width > 0 ? column.width : least) + between;
        if (fitting > 0 && fixed + width > options.width + between) break;
        fixed += width;
        sharing += column.width <= 0;
        ++fitting;
    }
    const float extra = sharing ? std::max(0.0f, options.width + between - fixed) / static_cast<float>(sharing) : 0;
    std::vector<ImVec2> places;
    float x = options.at.x;
    for (std::size_t i = 0; i < fitting; ++i) {
        const float width = options.columns[i].width > 0 ? options.columns[i].width : least + extra;
        const bool last = i + 1 == fitting && options.columns[i].align == Align::right;
        places.push_back({x, last ? width - inset : width});
        x += width + between;
    }
    return places;
}

void put(Ui& ui, ImVec2 place, float y, const TableColumn& column, Type type, ImU32 color, std::string_view text) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (column.align == Align::left) draw_text_cut(draw, ui.theme, {place.x, y}, place.y, type, color, text);
    else draw_text_middle(draw, ui.theme, {column.align == Align::right ? place.x + place.y : place.x + place.y / 2, y}, type, color, text, column.align);
}

}  // namespace

float data_table(Ui& ui, const DataTable& options, long* pressed) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto places = layout(options);
    const auto rule = [&](float y, ImU32 color) { draw->AddRectFilled({options.at.x, theme.snap(y)}, {options.at.x + options.width, theme.snap(y) + theme.hairline}, color); };
    float y = options.at.y;
    bool titled = false;
    for (const TableColumn& column : options.columns) titled |= !column.title.empty();
    if (titled) {
        for (std::size_t c = 0; c < places.size(); ++c) put(ui, places[c], y + 11, options.columns[c], {theme.small}, theme.muted, options.columns[c].title);
        y += 24;
        rule(y - 1, theme.line);
    }
    const float height = options.pressable && ui.touch ? std::max(options.row_height, 44.0f) : options.row_height;
    for (std::size_t r = 0; r < options.rows; ++r) {
        const Box line = Box::at({options.at.x, y}, options.width, height);
        bool hovered = false;
        if (options.pressable) {
            const Target t = target(ui, std::string(options.id) + "." + std::to_string(r), line.min, line.max);
            hovered = t.hovered;
            if (t.pressed && pressed) *pressed = static_cast<long>(r);
        }
        if (hovered || static_cast<long>(r) == options.selected)
            draw->AddRectFilled({line.min.x - 6, line.min.y}, {line.max.x + 6, line.max.y}, with_alpha(theme.accent, static_cast<long>(r) == options.selected ? 0.14f : 0.06f), 4);
        for (std::size_t c = 0; c < places.size(); ++c) {
            const TableCell cell = options.cell(r, c);
            if (cell.strong) draw->AddRectFilled({places[c].x - inset, y + 2}, {std::min(places[c].x + places[c].y + inset, options.at.x + options.width), y + height - 2}, theme.accent_soft, 4);
            put(ui, places[c], line.center().y, options.columns[c], {options.columns[c].mono ? 12.5f : 13.0f, options.columns[c].mono}, cell.color ? cell.color : theme.ink, cell.text);
        }
        y += height;
        if (r + 1 < options.rows) rule(y, with_alpha(theme.line, 0.55f));
    }
    return y - options.at.y;
}

}  // namespace nabla::kit
