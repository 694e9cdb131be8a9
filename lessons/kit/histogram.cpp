#include "lessons/kit/histogram.h"

#include <string>

#include "lessons/kit/format.h"
#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

void draw_axis(Ui& ui, const Histogram& options, Box plot, float bar) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const double high = options.low + options.width * static_cast<double>(options.counts.size());
    Ticks ticks;
    nice_ticks(ticks, options.low, high, std::max(2, static_cast<int>(plot.width() / 70)), false);
    for (double tick : ticks.values) {
        const float x = plot.min.x + bar * static_cast<float>((tick - options.low) / options.width);
        if (x < plot.min.x - 1 || x > plot.max.x + 1) continue;
        draw->AddRectFilled({theme.snap(x), plot.max.y}, {theme.snap(x) + theme.hairline, plot.max.y + 4}, theme.faint);
        char number[32];
        const std::string_view text = format_number(number, tick, options.digits);
        const float half = text_size(theme, {11, true}, text).x / 2;   // the last number ends where the bars do
        draw_text_middle(draw, theme, {std::clamp(x, plot.min.x + half, plot.max.x - half), plot.max.y + 13}, {11, true}, theme.muted, text, Align::center);
    }
}

}  // namespace

int histogram(Ui& ui, const Histogram& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Box plot = options.area;
    if (options.axis) plot.cut_top(20), plot.cut_bottom(22);
    const auto count = options.counts.size();
    if (count == 0) return -1;
    int most = 1;
    for (int n : options.counts) most = std::max(most, n);
    const float bar = plot.width() / static_cast<float>(count);
    int pressed = -1, shown = options.selected;
    for (std::size_t i = 0; i < count; ++i) {
        const float left = plot.min.x + bar * static_cast<float>(i);
        const Box column{{left, plot.min.y}, {left + bar, plot.max.y + (options.axis ? 22.0f : 0.0f)}};
        bool hovered = false;
        if (options.pressable) {
            const Target t = target(ui, std::string(options.id) + "." + std::to_string(i), column.min, column.max);
            hovered = t.hovered;
            if (t.pressed) pressed = static_cast<int>(i);
            if (hovered) shown = static_cast<int>(i);
        }
        const bool selected = static_cast<int>(i) == options.selected;
        // At least a pixel, so that a single row is not lost.
        const float height = options.counts[i] == 0 ? 0 : std::max(1.5f, plot.height() * static_cast<float>(options.counts[i]) / static_cast<float>(most));
        const float space = bar > 5 ? 1.0f : 0.0f;
        const ImU32 color = selected ? theme.accent : hovered ? mix(theme.muted, theme.accent, 0.6f) : mix(theme.muted, theme.paper, options.pressable ? 0.35f : 0.45f);
        if (hovered) draw->AddRectFilled(column.min, {column.max.x, plot.max.y}, with_alpha(theme.accent, 0.06f));
        draw->AddRectFilled({left + space / 2, plot.max.y - height}, {left + bar - space / 2, plot.max.y}, color, bar > 8 ? 1.5f : 0.0f);
    }
    draw->AddRectFilled({plot.min.x, theme.snap(plot.max.y)}, {plot.max.x, theme.snap(plot.max.y) + theme.hairline}, theme.faint);
    if (!options.axis) return pressed;
    draw_axis(ui, options, plot, bar);
    if (shown >= 0 && shown < static_cast<int>(count)) {
        const std::string number = std::to_string(options.counts[static_cast<std::size_t>(shown)]);
        const float half = text_size(theme, {12, true}, number).x / 2;
        const float x = std::clamp(plot.min.x + bar * (static_cast<float>(shown) + 0.5f), plot.min.x + half, plot.max.x - half);
        const float top = plot.max.y - plot.height() * static_cast<float>(options.counts[static_cast<std::size_t>(shown)]) / static_cast<float>(most);
        draw_text_middle(draw, theme, {x, top - 10}, {12, true}, theme.ink, number, Align::center);
    }
    return pressed;
}

}  // namespace nabla::kit
