#include "lessons/kit/matrix_view.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/number_box.h"
#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float name_height = 24, column_height = 18, row_name_width = 20, gap = 12, bracket = 6, operator_width = 16;

struct Sizes {
    float cell = 48, row = 38;
    bool row_names = false, column_names = false;
};

float width_of(const MatrixPiece& piece, const Sizes& sizes) {
    if (piece.cells.empty()) return operator_width;
    return static_cast<float>(piece.columns) * sizes.cell + 2 * bracket + (piece.row_names.empty() ? 0 : row_name_width);
}

Sizes sizes_for(const Ui& ui, const MatrixView& o) {
    Sizes sizes;
    float fixed = 4 - gap;
    int cells = 0;
    for (const MatrixPiece& piece : o.pieces) {
        cells += piece.cells.empty() ? 0 : piece.columns;
        fixed += gap + (piece.cells.empty() ? operator_width : 2 * bracket + (piece.row_names.empty() ? 0 : row_name_width));
        sizes.row_names |= !piece.row_names.empty();
        sizes.column_names |= !piece.column_names.empty();
    }
    sizes.cell = std::clamp((o.width - fixed) / static_cast<float>(std::max(1, cells)), 30.0f, 66.0f);
    sizes.row = ui.touch ? 46.0f : 40.0f;
    return sizes;
}

void draw_brackets(Ui& ui, Box box) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 color = ui.theme.muted;
    for (const bool left : {true, false}) {
        const float x = left ? box.min.x : box.max.x, in = left ? 5.0f : -5.0f;
        draw->AddLine({x, box.min.y}, {x, box.max.y}, color, 1.5f);
        draw->AddLine({x, box.min.y}, {x + in, box.min.y}, color, 1.5f);
        draw->AddLine({x, box.max.y}, {x + in, box.max.y}, color, 1.5f);
    }
}

void draw_cell(Ui& ui, Spotlight& light, const MatrixView& o, const MatrixCell& cell, Box box, std::string* pressed) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    box = box.inset(2);
    if (!cell.control.empty()) {
        if (box.contains(ImGui::GetMousePos()) && !ui.touch) light.point(cell.key + " " + cell.keys);
        ImGui::PushID(o.id.data(), o.id.data() + o.id.size());  // the same number may be asked for in a card as well
        blank(ui, cell.control, box, cell.typed, {.label = cell.label, .min = -100, .max = 100, .good = cell.right, .wrong = cell.typed.is_number() && !cell.right});
        ImGui::PopID();
        return;
    }
    const Target t = figure_target(ui, std::string(o.id) + "." + cell.key, box.min, box.max);
    if (t.pressed && pressed) *pressed = cell.key;
    if (t.shown()) light.point(cell.key + " " + cell.keys);
    const bool lit = light.on(cell.key), faded = light.any() && !lit;
    const ImU32 ground = mix(theme.surface, theme.signed_color(cell.tone, 1), std::min(0.5f, 0.5f * std::fabs(cell.tone)));
    draw->AddRectFilled(box.min, box.max, faded ? mix(ground, theme.paper, 0.5f) : ground, 4);
    if (lit) draw->AddRect(box.min, box.max, theme.accent, 4, 0, 2);
    draw_text_middle(draw, theme, box.center(), {box.width() < 34 ? 12.0f : 14.0f, true}, faded ? theme.faint : theme.ink, cell.text, Align::center);
}

}  // namespace

float matrix_view(Ui& ui, Spotlight& light, const MatrixView& o, std::string* pressed) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Sizes sizes = sizes_for(ui, o);
    int rows = 1;
    for (const MatrixPiece& piece : o.pieces) rows = std::max(rows, piece.rows);
    const float top = name_height + (sizes.column_names ? column_height : 0), height = top + static_cast<float>(rows) * sizes.row + 8;
    const float middle = o.at.y + top + 4 + static_cast<float>(rows) * sizes.row / 2;
    float x = o.at.x;
    for (const MatrixPiece& piece : o.pieces) {
        const float width = width_of(piece, sizes);
        if (piece.cells.empty()) {
            draw_text_middle(draw, theme, {x + width / 2, middle}, {18}, theme.muted, piece.symbol, Align::center);
            x += width + gap;
            continue;
        }
        Box box = Box::at({x, middle - sizes.row * static_cast<float>(piece.rows) / 2 - 4}, width, sizes.row * static_cast<float>(piece.rows) + 8);
        if (!piece.row_names.empty()) box.cut_left(row_name_width);
        const float head = piece.column_names.empty() ? 0 : column_height;
        draw_text_middle(draw, theme, {box.center().x, box.min.y - head - 10}, {12}, theme.muted, piece.symbol, Align::center);
        draw_brackets(ui, box);
        const Box inside = box.inset(bracket, 4);
        for (int r = 0; r < piece.rows; ++r) {
            const float y = inside.min.y + sizes.row * static_cast<float>(r);
            if (!piece.row_names.empty()) draw_text_middle(draw, theme, {box.min.x - 5, y + sizes.row / 2}, {12, true}, theme.muted, piece.row_names[static_cast<std::size_t>(r)], Align::right);
            for (int c = 0; c < piece.columns; ++c)
                draw_cell(ui, light, o, piece.cells[static_cast<std::size_t>(r * piece.columns + c)], Box::at({inside.min.x + sizes.cell * static_cast<float>(c), y}, sizes.cell, sizes.row), pressed);
        }
        for (int c = 0; c < piece.columns && !piece.column_names.empty(); ++c)
            draw_text_middle(draw, theme, {inside.min.x + sizes.cell * (static_cast<float>(c) + 0.5f), box.min.y - 8}, {12, true}, theme.muted, piece.column_names[static_cast<std::size_t>(c)], Align::center);
        x += width + gap;
    }
    return height;
}

}  // namespace nabla::kit
