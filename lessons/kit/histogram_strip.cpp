#include "lessons/kit/histogram_strip.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

constexpr float head = 22, axis = 20, between = 18;

void draw_bars(Ui& ui, const StripCell& cell, Box box, bool strong) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float most = cell.shares.empty() ? 0 : *std::ranges::max_element(cell.shares);
    const ImU32 color = cell.color ? cell.color : theme.accent;
    const float bar = box.width() / static_cast<float>(std::max<std::size_t>(1, cell.shares.size()));
    for (std::size_t i = 0; i < cell.shares.size() && most > 0; ++i) {
        if (cell.shares[i] <= 0) continue;
        const float height = std::max(1.0f, box.height() * cell.shares[i] / most), x = box.min.x + bar * static_cast<float>(i);
        draw->AddRectFilled({x, box.max.y - height}, {x + bar - (bar > 4 ? 1.0f : 0.0f), box.max.y}, with_alpha(color, strong ? 1.0f : 0.8f));
    }
    draw->AddRectFilled({box.min.x, theme.snap(box.max.y)}, {box.max.x, theme.snap(box.max.y) + theme.hairline}, with_alpha(theme.faint, 0.7f));
}

std::string tick_text(const StripColumn& column, const Ticks& ticks, double tick) {
    char number[32];
    return column.powers ? "1e" + lessons::short_number(std::round(tick)) : std::string(ticks.text(number, tick));
}

void draw_axis(Ui& ui, const StripColumn& column, Box strip) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Ticks ticks;
    nice_ticks(ticks, column.low, column.high, std::max(2, static_cast<int>(strip.width() / 52)), false, column.powers);
    for (double tick : ticks.values) {
        if (tick < column.low || tick > column.high) continue;
        const float x = strip.min.x + strip.width() * static_cast<float>((tick - column.low) / (column.high - column.low));
        draw->AddRectFilled({theme.snap(x), strip.max.y}, {theme.snap(x) + theme.hairline, strip.max.y + 4}, theme.faint);
        draw_text_middle(draw, theme, {x, strip.max.y + 12}, {10, true}, theme.muted, tick_text(column, ticks, tick), Align::center);
    }
    if (column.origin <= column.low || column.origin >= column.high) return;
    const float x = theme.snap(strip.min.x + strip.width() * static_cast<float>((column.origin - column.low) / (column.high - column.low)));
    draw->AddRectFilled({x, strip.min.y}, {x + theme.hairline, strip.max.y}, theme.line);
}

}  // namespace

std::vector<float> shares_of(std::span<const float> values, double low, double high, std::size_t bins) {
    std::vector<float> shares(bins);
    if (values.empty() || bins == 0) return shares;
    for (float value : values) {
        if (std::isnan(value)) continue;
        const double u = (static_cast<double>(value) - low) / (high - low);
        const auto bin = static_cast<std::size_t>(std::clamp(u, 0.0, 1.0) * static_cast<double>(bins));
        shares[std::min(bin, bins - 1)] += 1;
    }
    for (float& share : shares) share /= static_cast<float>(values.size());
    return shares;
}

float histogram_strip(Ui& ui, const HistogramStrip& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float names = 0;
    for (const StripRow& row : options.rows) names = std::max(names, text_size(theme, {12}, row.name).x);
    const auto count = options.columns.size();
    const float numbers = text_size(theme, {11, true}, "8.8e-88").x + 8;
    const float width = (options.width - names - 10 - between * static_cast<float>(count - 1)) / static_cast<float>(std::max<std::size_t>(1, count));
    const float top = options.at.y + head, bottom = top + options.row_height * static_cast<float>(options.rows.size());
    for (std::size_t r = 0; r < options.rows.size(); ++r) {
        const float y = top + options.row_height * static_cast<float>(r);
        const Box line = Box::at({options.at.x, y}, options.width, options.row_height);
        const Target t = figure_target(ui, std::string(options.id) + "." + std::to_string(r), line.min, line.max);
        if (t.shown()) draw->AddRectFilled({line.min.x - 4, line.min.y + 1}, {line.max.x + 4, line.max.y + 1}, with_alpha(theme.accent, 0.07f), 4);
        draw_text_middle(draw, theme, {options.at.x, line.max.y - options.row_height / 2 + 3}, {12}, t.shown() ? theme.ink : theme.muted, options.rows[r].name);
    }
    for (std::size_t c = 0; c < count; ++c) {
        const StripColumn& column = options.columns[c];
        const float left = options.at.x + names + 10 + (width + between) * static_cast<float>(c);
        const Box strip{{left, top}, {left + width - numbers, bottom}};
        draw_text_cut(draw, theme, {left, options.at.y + 9}, strip.width(), {12}, theme.ink, column.title);
        draw_text_middle(draw, theme, {left + width, options.at.y + 9}, {11}, theme.muted, column.number_title, Align::right);
        draw_axis(ui, column, strip);
        for (std::size_t r = 0; r < options.rows.size(); ++r) {
            if (c >= options.rows[r].cells.size()) continue;
            const StripCell& cell = options.rows[r].cells[c];
            const float y = top + options.row_height * static_cast<float>(r);
            draw_bars(ui, cell, {{strip.min.x, y + 5}, {strip.max.x, y + options.row_height}}, cell.warning);
            draw_text_middle(draw, theme, {left + width, y + options.row_height - 9}, {11, true}, cell.warning ? theme.danger : theme.ink, cell.number, Align::right);
        }
    }
    return bottom + axis - options.at.y;
}

}  // namespace nabla::kit
