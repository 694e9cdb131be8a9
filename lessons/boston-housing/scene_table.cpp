#include <algorithm>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/format.h"
#include "lessons/kit/histogram.h"
#include "lessons/kit/target.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// All columns as small histograms; the chosen one large, its chosen bar's rows below.
class TableView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_small(SceneContext& context, const State& state, ImVec2 at, float width);
    float draw_rows(SceneContext& context, std::size_t column, int bar, ImVec2 at, float width);

    std::shared_ptr<const Dataset> data_;
    RawTable table_;
    std::vector<Bars> bars_;
};

float TableView::draw_small(SceneContext& context, const State& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int columns = width < narrow_below ? 4 : 7;
    const float space = 8, w = (width - space * static_cast<float>(columns - 1)) / static_cast<float>(columns), h = 58;
    for (std::size_t i = 0; i < table_.names.size(); ++i) {
        const auto row = static_cast<float>(static_cast<int>(i) / columns), column = static_cast<float>(static_cast<int>(i) % columns);
        const Box card = Box::at({at.x + column * (w + space), at.y + row * (h + space)}, w, h);
        const bool selected = table_.names[i] == state.column;
        const Target t = target(ui, "column." + table_.names[i], card.min, card.max);
        if (t.pressed) ui.set_control("figure.column", table_.names[i]);
        draw->AddRectFilled(card.min, card.max, selected ? theme.accent_soft : t.hovered ? mix(theme.surface, theme.accent_soft, 0.5f) : theme.surface, 4);
        draw_text_middle(draw, theme, {card.min.x + 7, card.min.y + 11}, {11, true}, selected ? theme.accent : theme.ink, table_.names[i]);
        Box bars = card.inset(7, 5);
        bars.min.y += 15;
        histogram(ui, {.id = "small", .area = bars, .counts = bars_[i].counts, .axis = false, .pressable = false});
    }
    const int rows = (static_cast<int>(table_.names.size()) + columns - 1) / columns;
    return static_cast<float>(rows) * (h + space) - space;
}

float TableView::draw_rows(SceneContext& context, std::size_t column, int bar, ImVec2 at, float width) {
    Ui& ui = context.ui;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table_.rows(); ++row)
        if (bars_[column].bar_of(table_.at(row, column)) == bar) rows.push_back(row);
    // The chosen column first, then the target and what explains most of it.
    std::vector<std::size_t> shown{column};
    for (const char* name : {"MEDV", "RM", "LSTAT", "NOX", "CRIM", "TAX", "B"})
        if (const auto c = table_.column(name); c && *c != column) shown.push_back(*c);
    std::vector<TableColumn> columns{{"#", 40}, {"", 54, Align::left, false}};
    for (std::size_t c : shown) columns.push_back({table_.names[c], 58});
    const std::size_t most = std::min<std::size_t>(rows.size(), 30);
    const float height = data_table(ui, {.id = "rows", .at = at, .width = width, .row_height = 24, .columns = columns, .rows = most, .cell = [&](std::size_t r, std::size_t c) -> TableCell {
        const std::size_t row = rows[r];
        const bool trained = row < table_.train_rows;
        if (c == 0) return {.text = std::to_string(trained ? row : row - table_.train_rows), .color = ui.theme.muted};
        if (c == 1) return {.text = context.label(trained ? "train" : "test"), .color = ui.theme.muted};
        char number[32];
        return {.text = std::string(format_number(number, table_.at(row, shown[c - 2]), 4)), .strong = c == 2};
    }});
    if (rows.size() <= most) return height;
    draw_text(ImGui::GetWindowDrawList(), ui.theme, {at.x, at.y + height + 6}, {ui.theme.small}, ui.theme.muted, "+ " + std::to_string(rows.size() - most) + " " + context.label("rows"));
    return height + 26;
}

float TableView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    if (!data || data->raw_train.y.empty()) return draw_waiting(context, area);
    if (data != data_) {
        data_ = data;
        table_ = raw_table(*data);
        bars_.clear();
        for (std::size_t i = 0; i < table_.names.size(); ++i) bars_.push_back(bars_of(table_, i));
    }
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const State state = State::read(context.session.lesson_state());
    const std::size_t column = table_.column(state.column).value_or(0);
    float y = area.min.y + draw_small(context, state, area.min, area.width()) + 18;
    draw_text_middle(draw, theme, {area.min.x, y + 8}, {15, true}, theme.ink, table_.names[column]);
    const float name = text_size(theme, {15, true}, table_.names[column]).x + 12;
    draw_text_cut(draw, theme, {area.min.x + name, y + 8}, area.width() - name, {13}, theme.muted, context.label(table_.names[column]));
    y += 22;
    const float height = std::clamp(area.max.y - y - 40, 150.0f, 220.0f);
    const int pressed = histogram(context.ui, {.id = "bar", .area = Box::at({area.min.x, y}, area.width(), height), .counts = bars_[column].counts, .low = bars_[column].low, .width = bars_[column].width, .selected = state.bin});
    if (pressed >= 0) context.ui.set_control("figure.bin", pressed == state.bin ? -1 : pressed);
    y += height + 12;
    if (state.bin < 0 || state.bin >= static_cast<int>(bars_[column].counts.size())) {
        draw_text(draw, theme, {area.min.x, y}, {13}, theme.muted, context.label("choose"));
        return y + 24 - area.min.y;
    }
    if (const Pile pile = pile_of(table_, column, bars_[column], state.bin); pile != Pile::none)
        y += draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {14}, pile == Pile::cut ? theme.accent : theme.ink, context.label(pile == Pile::cut ? "found" : "natural")) + 8;
    y += draw_rows(context, column, state.bin, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_table_view() { return std::make_unique<TableView>(); }

}  // namespace nabla::lessons::boston_housing
