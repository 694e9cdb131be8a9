#include <cstdio>

#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

constexpr int lens_side = 7;

/// One picture as 28 x 28 bytes and as one line of 784; pointing at either lights the other.
class ShapeView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_image(SceneContext& context, Box box);
    void draw_lens(SceneContext& context, Box box) const;
    void draw_formula(SceneContext& context, Box box) const;
    void draw_facts(SceneContext& context, ImVec2 at) const;
    void draw_strip(SceneContext& context, Box box);
    void draw_neighbours(SceneContext& context, Box strip, Box box) const;
    int byte_at(int row, int column) const { return bytes_[static_cast<std::size_t>(row * image_side + column)]; }
    void choose(Ui& ui, Cell cell) const {
        ui.set_control("figure.row", cell.row);
        ui.set_control("figure.column", cell.column);
    }
    ImU32 row_color(const Theme& theme) const { return theme.series_color(1); }
    ImU32 column_color(const Theme& theme) const { return theme.series_color(2); }

    Heatmap image_, strip_;
    std::span<const std::uint8_t> bytes_;
    std::uint64_t version_ = 0;
    Cell focus_{};        // under the pointer, or the chosen pixel
    bool lit_ = false;    // there is one
};

ImU32 ink_on(const Theme& theme, int byte) { return byte > 120 ? theme.raised : theme.ink; }

void ShapeView::draw_image(SceneContext& context, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_picture(context, image_, box, bytes_, version_);
    const Target t = target(ui, "shape.image", box.min, box.max);
    if (const auto cell = t.held || t.pressed ? cell_at(box, image_side, image_side, ImGui::GetMousePos()) : std::nullopt) {
        ui.pointer_taken = true;
        if (!(*cell == focus_) || t.pressed) choose(ui, *cell);
    }
    if (!lit_) return;
    const Box cell = cell_box(box, image_side, image_side, focus_);
    draw->AddRectFilled({box.min.x, cell.min.y}, {box.max.x, cell.max.y}, with_alpha(row_color(theme), 0.22f));
    draw->AddRectFilled({cell.min.x, box.min.y}, {cell.max.x, box.max.y}, with_alpha(column_color(theme), 0.18f));
    draw->AddRect({cell.min.x - 1, cell.min.y - 1}, {cell.max.x + 1, cell.max.y + 1}, theme.accent, 1, 0, 2);
}

/// The bytes around the pixel, large enough to be read.
void ShapeView::draw_lens(SceneContext& context, Box box) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int top = std::clamp(focus_.row - lens_side / 2, 0, image_side - lens_side), left = std::clamp(focus_.column - lens_side / 2, 0, image_side - lens_side);
    const float type = std::clamp(box.width() / lens_side * 0.36f, 9.0f, 13.0f);
    for (int r = 0; r < lens_side; ++r)
        for (int c = 0; c < lens_side; ++c) {
            const int value = byte_at(top + r, left + c);
            const Box cell = cell_box(box, lens_side, lens_side, {r, c});
            draw->AddRectFilled(cell.min, cell.max, kit::shade(theme, Shades::ink, static_cast<float>(value), 255));
            draw_text_middle(draw, theme, cell.center(), {type, true}, ink_on(theme, value), std::to_string(value), Align::center);
        }
    draw->AddRect(box.min, box.max, theme.line, 2, 0, theme.hairline);
    const Box cell = cell_box(box, lens_side, lens_side, {focus_.row - top, focus_.column - left});
    if (lit_) draw->AddRect(cell.min, cell.max, theme.accent, 1, 0, 2);
}

/// 28 x row + column = position, with the numbers of the pixel under the pointer below their names.
void ShapeView::draw_formula(SceneContext& context, Box box) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    struct Part {
        std::string symbol;
        const char* name;
        ImU32 color;
    };
    const int position = image_side * focus_.row + focus_.column;
    const auto number = [&](int n) { return lit_ ? std::to_string(n) : std::string("?"); };
    const Part parts[] = {{"28 ×", "", theme.muted},
                          {number(focus_.row), context.label("row"), row_color(theme)},
                          {"+", "", theme.muted},
                          {number(focus_.column), context.label("column"), column_color(theme)},
                          {"=", "", theme.muted},
                          {number(position), context.label("position"), theme.accent}};
    const Type large{box.width() < 230 ? 17.0f : 20.0f, true};
    float x = box.min.x;
    for (const Part& part : parts) {
        const float width = std::max(text_size(theme, large, part.symbol).x, text_size(theme, {theme.small}, part.name).x);
        draw_text_middle(draw, theme, {x + width / 2, box.min.y + 14}, large, part.color, part.symbol, Align::center);
        draw_text_middle(draw, theme, {x + width / 2, box.min.y + 36}, {theme.small}, theme.muted, part.name, Align::center);
        x += width + 8;
    }
}

/// Row, column and byte of the pixel, one below the other: what there is room for beside the image on a phone.
void ShapeView::draw_facts(SceneContext& context, ImVec2 at) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    struct Fact {
        const char* name;
        int value;
        ImU32 color;
    };
    const Fact facts[] = {{context.label("row"), focus_.row, row_color(theme)}, {context.label("column"), focus_.column, column_color(theme)},
                          {context.label("value"), byte_at(focus_.row, focus_.column), theme.ink}};
    for (const Fact& fact : facts) {
        draw_text(draw, theme, at, {theme.small}, theme.muted, fact.name);
        draw_text_middle(draw, theme, {at.x, at.y + 31}, {20, true}, fact.color, lit_ ? std::to_string(fact.value) : "?");
        at.y += 58;
    }
}

void ShapeView::draw_strip(SceneContext& context, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    strip_.set(ui, picture_values(bytes_), {.width = image_pixels, .version = version_, .smooth = true});
    strip_.draw(draw, box);
    draw->AddRect(box.min, box.max, theme.line, 2, 0, theme.hairline);
    const Target t = target(ui, "shape.strip", box.min, box.max);
    if (const auto cell = t.held || t.pressed ? cell_at(box, 1, image_pixels, ImGui::GetMousePos()) : std::nullopt) {
        ui.pointer_taken = true;
        const Cell pixel{cell->column / image_side, cell->column % image_side};
        if (!(pixel == focus_) || t.pressed) choose(ui, pixel);
    }
    if (!lit_) return;
    const float unit = box.width() / image_pixels;
    const auto x_of = [&](int position) { return box.min.x + unit * static_cast<float>(position); };
    draw->AddRectFilled({x_of(focus_.row * image_side), box.min.y}, {x_of((focus_.row + 1) * image_side), box.max.y}, with_alpha(row_color(theme), 0.35f));
    const float x = x_of(focus_.row * image_side + focus_.column);
    draw->AddRectFilled({x - 0.5f, box.min.y - 3}, {x + std::max(unit, 1.5f), box.max.y + 3}, theme.accent);
}

/// The part of the line around the position, enlarged.
void ShapeView::draw_neighbours(SceneContext& context, Box strip, Box box) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int count = std::max(5, static_cast<int>(box.width() / 44) | 1), position = focus_.row * image_side + focus_.column;
    const int first = std::clamp(position - count / 2, 0, image_pixels - count);
    const float unit = strip.width() / image_pixels;
    const ImU32 light = with_alpha(theme.muted, 0.4f);
    draw->AddLine({strip.min.x + unit * static_cast<float>(first), strip.max.y}, {box.min.x, box.min.y}, light);
    draw->AddLine({strip.min.x + unit * static_cast<float>(first + count), strip.max.y}, {box.max.x, box.min.y}, light);
    for (int i = 0; i < count; ++i) {
        const int at = first + i, value = bytes_[static_cast<std::size_t>(at)];
        const Box cell = cell_box({box.min, {box.max.x, box.min.y + 28}}, 1, count, {0, i});
        draw->AddRectFilled(cell.min, cell.max, kit::shade(theme, Shades::ink, static_cast<float>(value), 255));
        draw->AddRect(cell.min, cell.max, theme.line, 0, 0, theme.hairline);
        draw_text_middle(draw, theme, cell.center(), {12, true}, ink_on(theme, value), std::to_string(value), Align::center);
        const bool here = at == position && lit_;
        draw_text_middle(draw, theme, {cell.center().x, cell.max.y + 11}, {11, true}, here ? theme.accent : theme.muted, std::to_string(at), Align::center);
        if (here) draw->AddRect(cell.min, cell.max, theme.accent, 1, 0, 2);
    }
}

float ShapeView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    const State state = State::read(context.session.lesson_state());
    const auto digit = static_cast<std::size_t>(state.digit);
    bytes_ = data ? picture_bytes(data->train, digit) : std::span<const std::uint8_t>{};
    if (bytes_.empty()) return draw_waiting(context, area, context.label("loading"));
    version_ = picture_version(false, digit);
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool narrow = area.width() < narrow_below;
    const float question = question_height(context, position, area.width());
    constexpr float caption = 22, strip_height = 22, neighbours = 74;
    const float formula = narrow ? 56 : 0, below = 18 + formula + caption + strip_height + neighbours + 16 + question;
    const float side = narrow ? std::min(area.width() * 0.62f, 252.0f) : std::clamp(area.height() - below - caption, 196.0f, std::min(392.0f, area.width() - 250));

    Box rest = Box::at(area.min, area.width(), caption + side + below);
    draw_text(draw, theme, rest.min, {theme.small}, theme.muted, context.label("image"));
    const Box image = Box::at({theme.snap(rest.min.x), theme.snap(rest.min.y + caption)}, side, side);
    Box column{{image.max.x + (narrow ? 14.0f : 28.0f), rest.min.y}, {rest.max.x, image.max.y}};
    rest.cut_top(caption + side, 18);
    const Box formula_row = rest.cut_top(formula);
    const Box strip = Box::at({rest.min.x, rest.min.y + caption}, rest.width(), strip_height);

    const ImVec2 mouse = ImGui::GetMousePos();
    focus_ = {state.row, state.column};
    lit_ = state.pixel_chosen;
    if (!context.ui.touch) {
        if (const auto cell = cell_at(image, image_side, image_side, mouse)) focus_ = *cell, lit_ = true;
        if (const auto cell = cell_at(strip, 1, image_pixels, mouse)) focus_ = {cell->column / image_side, cell->column % image_side}, lit_ = true;
    }
    draw_image(context, image);
    if (narrow) {
        draw_facts(context, {column.min.x, column.min.y + caption});
        draw_formula(context, formula_row);
    } else {
        draw_text(draw, theme, column.min, {theme.small}, theme.muted, context.label("near"));
        const float lens = std::min({column.width(), side - 84, 238.0f});
        draw_lens(context, Box::at({theme.snap(column.min.x), theme.snap(column.min.y + caption)}, lens, lens));
        draw_formula(context, {{column.min.x, column.min.y + caption + lens + 18}, column.max});
    }
    draw_text(draw, theme, rest.min, {theme.small}, theme.muted, context.label("strip"));
    draw_strip(context, strip);
    draw_neighbours(context, strip, Box::at({rest.min.x, strip.max.y + 18}, rest.width(), neighbours - 18));
    const float top = strip.max.y + neighbours + 16;
    question_card(context, position, {rest.min.x, top}, rest.width());
    return top + question - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_shape_view() { return std::make_unique<ShapeView>(); }

}  // namespace nabla::lessons::mnist
