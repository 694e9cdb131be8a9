#include "lessons/kit/scatter.h"

#include <cmath>
#include <string>

#include "lessons/kit/format.h"
#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {

ImVec2 Scatter::place(const Options& options, Box plot, float x, float y) const {
    const auto part = [&](float value) { return (static_cast<double>(value) - options.low) / (options.high - options.low); };
    return {plot.min.x + plot.width() * static_cast<float>(part(x)), plot.max.y - plot.height() * static_cast<float>(part(y))};
}

void Scatter::axes(Ui& ui, const Options& options, Box plot) const {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (double tick = std::ceil(options.low / options.tick) * options.tick; tick <= options.high + 1e-9; tick += options.tick) {
        char number[32];
        const auto text = format_number(number, tick, 4);
        const ImVec2 at = place(options, plot, static_cast<float>(tick), static_cast<float>(tick));
        const float x = theme.snap(at.x), y = theme.snap(at.y);
        draw->AddRectFilled({x, plot.min.y}, {x + theme.hairline, plot.max.y}, with_alpha(theme.line, 0.6f));
        draw->AddRectFilled({plot.min.x, y}, {plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.6f));
        draw_text_middle(draw, theme, {at.x, plot.max.y + 12}, {11, true}, theme.muted, text, Align::center);
        draw_text_middle(draw, theme, {plot.min.x - 7, at.y}, {11, true}, theme.muted, text, Align::right);
    }
    draw->AddLine(place(options, plot, static_cast<float>(options.low), static_cast<float>(options.low)),
                  place(options, plot, static_cast<float>(options.high), static_cast<float>(options.high)), with_alpha(theme.muted, 0.7f), 1);
    draw_text_middle(draw, theme, {plot.center().x, plot.max.y + 31}, {theme.small}, theme.muted, options.x_name, Align::center);
    draw_text_up(draw, theme, {options.area.min.x + 8, plot.center().y}, {theme.small}, theme.muted, options.y_name);
}

int Scatter::nearest(const Options& options, Box plot, std::span<const Point> points, ImVec2 mouse, float reach) const {
    int best = -1;
    float distance = reach;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ImVec2 at = place(options, plot, points[i].x, shown_[i]);
        const float d = std::hypot(at.x - mouse.x, at.y - mouse.y);
        if (d < distance) distance = d, best = static_cast<int>(i);
    }
    return best;
}

int Scatter::draw(Ui& ui, const Options& options, std::span<const Point> points) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Box plot = options.area;
    plot.min.x += 44, plot.min.y += 6, plot.max.x -= 10, plot.max.y -= 42;
    axes(ui, options, plot);

    const bool jump = shown_.size() != points.size() || ui.reduced_motion;
    shown_.resize(points.size());
    const float follow = 1 - std::exp(-12 * static_cast<float>(ui.delta));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float to = std::isfinite(points[i].y) ? points[i].y : static_cast<float>(options.low);
        const float rest = to - shown_[i];
        if (jump || std::fabs(rest) < 0.02f) shown_[i] = to;
        else shown_[i] += rest * follow, ui.animate = true;
    }

    int pressed = -1;
    hovered_ = -1;
    if (options.pressable) {
        const Target t = target(ui, options.id, plot.min, plot.max);
        const int under = nearest(options, plot, points, ImGui::GetMousePos(), ui.touch ? 26.0f : 14.0f);
        if (t.hovered) hovered_ = under;
        if (t.pressed) pressed = under;
    }
    draw->PushClipRect({plot.min.x - 6, plot.min.y - 6}, {plot.max.x + 6, plot.max.y + 6}, true);
    const auto one = [&](std::size_t i, bool strong) {
        const ImVec2 at = place(options, plot, points[i].x, shown_[i]);
        const ImU32 color = strong ? theme.accent : with_alpha(theme.series_color(0), 0.62f);
        const float radius = strong ? 5.5f : 3.8f;
        if (options.residuals || strong) draw->AddLine(at, place(options, plot, points[i].x, points[i].x), with_alpha(strong ? theme.accent : theme.muted, strong ? 0.9f : 0.35f), strong ? 1.5f : 1.0f);
        if (points[i].hollow) draw->AddCircle(at, radius, strong ? theme.accent : theme.negative, 20, 1.6f);
        else draw->AddCircleFilled(at, radius, color, 20);
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (static_cast<int>(i) != options.selected && static_cast<int>(i) != hovered_) one(i, false);
        const ImVec2 at = place(options, plot, points[i].x, shown_[i]);
        ui.widgets.add(std::string(options.id) + "." + std::to_string(i), {at.x - 4, at.y - 4}, {at.x + 4, at.y + 4});
    }
    for (int i : {hovered_, options.selected})
        if (i >= 0 && i < static_cast<int>(points.size())) one(static_cast<std::size_t>(i), true);
    draw->PopClipRect();
    return pressed;
}

}  // namespace nabla::kit
