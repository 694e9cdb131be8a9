#include "lessons/kit/matrix_table.h"

#include <cmath>
#include <string>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float title = 18, label = 20;

struct Frame {
    Box cells;
    int side = 0;
};

void draw_labels(Ui& ui, const MatrixTable& options, const Frame& frame, std::optional<Cell> marked) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float row_middle = frame.cells.min.x - label / 2 - 2, column_middle = frame.cells.min.y - label / 2;
    draw_text_middle(draw, theme, {frame.cells.center().x, options.area.min.y + title / 2}, {theme.small}, theme.muted, options.column_title, Align::center);
    draw_text_up(draw, theme, {options.area.min.x + title / 2, frame.cells.center().y}, {theme.small}, theme.muted, options.row_title);
    for (int i = 0; i < frame.side; ++i) {
        const std::string name = std::to_string(i);
        const Box row = cell_box(frame.cells, frame.side, frame.side, {i, 0}), column = cell_box(frame.cells, frame.side, frame.side, {0, i});
        const bool row_lit = marked && marked->row == i, column_lit = marked && marked->column == i;
        draw_text_middle(draw, theme, {row_middle, row.center().y}, {13, true}, row_lit ? theme.accent : theme.ink, name, Align::center);
        draw_text_middle(draw, theme, {column.center().x, column_middle}, {13, true}, column_lit ? theme.accent : theme.ink, name, Align::center);
    }
}

/// A square root keeps the rare mistakes visible beside the frequent ones.
float weight(int count, int most) { return most > 0 ? 0.12f + 0.55f * std::sqrt(static_cast<float>(count) / static_cast<float>(most)) : 0; }

}  // namespace

std::optional<Cell> matrix_table(Ui& ui, const MatrixTable& options, const std::vector<std::vector<int>>& counts) {
    const Theme& theme = ui.theme;
    Frame frame{.cells = options.area, .side = static_cast<int>(counts.size())};
    if (frame.side == 0) return {};
    frame.cells.cut_top(title + label);
    frame.cells.cut_left(title + label);
    int most = 0;
    for (int r = 0; r < frame.side; ++r)
        for (int c = 0; c < frame.side; ++c)
            if (r != c) most = std::max(most, counts[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);

    ImDrawList* draw = ImGui::GetWindowDrawList();
    std::optional<Cell> pressed, hovered;
    const float type = std::clamp(frame.cells.width() / static_cast<float>(frame.side) * 0.36f, 10.0f, 14.0f);
    for (int r = 0; r < frame.side; ++r)
        for (int c = 0; c < frame.side; ++c) {
            const Cell cell{r, c};
            const Box full = cell_box(frame.cells, frame.side, frame.side, cell), box = full.inset(1);
            const int count = counts[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
            const Target t = target(ui, std::string(options.id) + "." + std::to_string(r) + "." + std::to_string(c), full.min, full.max);
            if (t.pressed) pressed = cell;
            if (t.hovered) hovered = cell;
            const ImU32 ground = r == c ? theme.surface : count > 0 ? mix(theme.surface, theme.negative, weight(count, most)) : with_alpha(theme.surface, 0.5f);
            draw->AddRectFilled(box.min, box.max, ground, 3);
            if (count > 0)
                draw_text_middle(draw, theme, box.center(), {type, true}, r == c ? theme.muted : theme.ink, std::to_string(count), Align::center);
            if (options.selected == cell || t.hovered)
                draw->AddRect(box.min, box.max, options.selected == cell ? theme.accent : with_alpha(theme.accent, 0.5f), 3, 0, options.selected == cell ? 2.0f : 1.0f);
        }
    draw_labels(ui, options, frame, hovered ? hovered : options.selected);
    return pressed;
}

}  // namespace nabla::kit
