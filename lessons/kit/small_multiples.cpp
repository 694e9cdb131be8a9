#include "lessons/kit/small_multiples.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

constexpr float gap = 16, title = 20, axis = 16;

struct Scale {
    double low = 0, high = 1;
    std::size_t epochs = 1;
    ImVec2 place(Box plot, std::size_t epoch, double value) const {
        const float u = epochs > 1 ? static_cast<float>(epoch) / static_cast<float>(epochs - 1) : 0.5f;
        return {plot.min.x + plot.width() * u, plot.max.y - plot.height() * static_cast<float>((value - low) / (high - low))};
    }
};

Scale scale_of(const SmallMultiples& options) {
    Scale scale{.low = 1e300, .high = -1e300, .epochs = std::max<std::size_t>(1, options.epochs)};
    for (const SmallPanel& panel : options.panels)
        for (const SmallLine& line : panel.lines)
            for (double value : line.values)
                if (std::isfinite(value)) scale.low = std::min(scale.low, value), scale.high = std::max(scale.high, value);
    if (scale.low > scale.high) scale.low = 0, scale.high = 1;
    const double margin = std::max((scale.high - scale.low) * 0.08, 1e-6);
    scale.low -= margin, scale.high += margin;
    return scale;
}

void draw_line(ImDrawList* draw, const SmallLine& line, const Scale& scale, Box plot) {
    ImVec2 last{};
    bool open = false;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        if (!std::isfinite(line.values[i])) {
            open = false;
            continue;
        }
        const ImVec2 here = scale.place(plot, i, line.values[i]);
        if (open && line.dashed) {
            const float length = std::hypot(here.x - last.x, here.y - last.y);
            for (float d = 0; d < length; d += 6) {
                const float a = d / length, b = std::min(d + 3.5f, length) / length;
                draw->AddLine({last.x + (here.x - last.x) * a, last.y + (here.y - last.y) * a}, {last.x + (here.x - last.x) * b, last.y + (here.y - last.y) * b}, line.color, 1.5f);
            }
        } else if (open) {
            draw->AddLine(last, here, line.color, 1.6f);
        }
        last = here;
        open = true;
    }
    if (open) draw->AddCircleFilled(last, 2.4f, line.color, 12);
}

}  // namespace

float small_multiples(Ui& ui, const SmallMultiples& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int count = static_cast<int>(options.panels.size());
    if (count == 0) return 0;
    const int fitting = std::clamp(static_cast<int>((options.width + gap) / 150), 1, count);
    const int columns = options.columns > 0 ? std::min(options.columns, std::max(fitting, 1)) : fitting;
    const float width = (options.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns), numbers = text_size(theme, {10, true}, lessons::fixed(0, options.digits)).x + 6;
    Scale scale = scale_of(options);
    if (options.low < options.high) scale.low = options.low, scale.high = options.high;
    const auto box_of = [&](int i) {
        return Box::at({options.at.x + (width + gap) * static_cast<float>(i % columns), options.at.y + (options.height + 10) * static_cast<float>(i / columns)}, width, options.height);
    };
    long hovered = -1;   // epoch under the pointer
    for (int i = 0; i < count; ++i) {
        const Box box = box_of(i);
        const Target t = figure_target(ui, std::string(options.id) + "." + std::to_string(i), box.min, box.max);
        if (!t.shown()) continue;
        const float u = (ImGui::GetIO().MousePos.x - box.min.x - numbers) / std::max(1.0f, width - numbers);
        hovered = std::lround(std::clamp(u, 0.0f, 1.0f) * static_cast<float>(scale.epochs - 1));
    }
    for (int i = 0; i < count; ++i) {
        const SmallPanel& panel = options.panels[static_cast<std::size_t>(i)];
        const Box box = box_of(i);
        Box plot = box;
        plot.cut_top(title), plot.cut_bottom(axis), plot.cut_left(numbers), plot.cut_right(3);   // the end's dot
        draw_text_cut(draw, theme, {box.min.x, box.min.y + 8}, width, {12}, theme.ink, panel.title);
        draw->AddRectFilled(plot.min, plot.max, with_alpha(theme.surface, 0.8f), 3);
        draw->AddRectFilled({plot.min.x, theme.snap(plot.max.y)}, {plot.max.x, theme.snap(plot.max.y) + theme.hairline}, theme.faint);
        draw_text_middle(draw, theme, {plot.min.x - 5, plot.min.y + 5}, {10, true}, theme.muted, lessons::fixed(scale.high, options.digits), Align::right);
        draw_text_middle(draw, theme, {plot.min.x - 5, plot.max.y - 5}, {10, true}, theme.muted, lessons::fixed(scale.low, options.digits), Align::right);
        if (hovered >= 0) {
            const float x = theme.snap(scale.place(plot, static_cast<std::size_t>(hovered), scale.low).x);
            draw->AddRectFilled({x, plot.min.y}, {x + theme.hairline, plot.max.y}, theme.faint);
            std::string read;
            for (const SmallLine& line : panel.lines)
                if (static_cast<std::size_t>(hovered) < line.values.size()) read += (read.empty() ? "" : "  ") + lessons::fixed(line.values[static_cast<std::size_t>(hovered)], options.digits);
            draw_text_middle(draw, theme, {plot.min.x, plot.max.y + 9}, {10, true}, theme.ink, read);
            if (i == 0) draw_text_middle(draw, theme, {box.max.x, box.min.y + 8}, {10, true}, theme.muted, std::string(options.epoch_name) + " " + std::to_string(hovered + 1), Align::right);
        } else {
            draw_text_middle(draw, theme, {plot.min.x, plot.max.y + 9}, {10, true}, theme.muted, "1");
            draw_text_middle(draw, theme, {plot.center().x, plot.max.y + 9}, {10}, theme.muted, options.epoch_name, Align::center);
            draw_text_middle(draw, theme, {plot.max.x, plot.max.y + 9}, {10, true}, theme.muted, std::to_string(scale.epochs), Align::right);
        }
        ImGui::PushClipRect({plot.min.x, plot.min.y}, {plot.max.x + 3, plot.max.y + 3}, true);
        for (const SmallLine& line : panel.lines) draw_line(draw, line, scale, plot);
        ImGui::PopClipRect();
    }
    return box_of(count - 1).max.y - options.at.y;
}

}  // namespace nabla::kit
