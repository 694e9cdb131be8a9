#include "lessons/kit/curve_view.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

constexpr float hand = 14, label_gap = 13;   // of the point's hand; the numbers stand clear of the point

struct Frame {
    Box plot;
    const CurveView& o;
    float x(double v) const { return plot.min.x + plot.width() * static_cast<float>((v - o.low) / (o.high - o.low)); }
    float y(double v) const { return plot.max.y - plot.height() * static_cast<float>((v - o.y_low) / (o.y_high - o.y_low)); }
};

void axes(Ui& ui, const Frame& frame) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const CurveView& o = frame.o;
    Ticks ticks;
    char text[32];
    nice_ticks(ticks, o.low, o.high, std::max(3, static_cast<int>(frame.plot.width() / 56)), false);
    for (const double v : ticks.values) {
        const float x = theme.snap(frame.x(v));
        draw->AddLine({x, frame.plot.max.y}, {x, frame.plot.max.y + 4}, theme.faint, theme.hairline);
        draw_text_middle(draw, theme, {x, frame.plot.max.y + 14}, {11, true}, theme.muted, ticks.text(text, v), Align::center);
    }
    nice_ticks(ticks, o.y_low, o.y_high, std::max(2, static_cast<int>(frame.plot.height() / 48)), false);
    for (const double v : ticks.values) {
        const float y = theme.snap(frame.y(v));
        draw->AddLine({frame.plot.min.x, y}, {frame.plot.max.x, y}, with_alpha(theme.line, 0.7f), theme.hairline);
        draw_text_middle(draw, theme, {frame.plot.min.x - label_gap, y}, {11, true}, theme.muted, ticks.text(text, v), Align::right);
    }
    const float zero = theme.snap(frame.x(std::clamp(0.0, o.low, o.high)));
    draw->AddLine({zero, frame.plot.min.y}, {zero, frame.plot.max.y}, theme.line, theme.hairline);
    draw->AddLine({frame.plot.min.x, frame.plot.max.y}, {frame.plot.max.x, frame.plot.max.y}, theme.faint, theme.hairline);
}

void curve(Ui& ui, const Frame& frame) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int count = std::max(24, static_cast<int>(frame.plot.width() / 3));
    draw->PathClear();
    for (int i = 0; i <= count; ++i) {
        const double x = frame.o.low + (frame.o.high - frame.o.low) * i / count;
        draw->PathLineTo({frame.x(x), frame.y(frame.o.f(x))});
    }
    draw->PathStroke(ui.theme.ink, 0, 1.8f);
}

void point(Ui& ui, const Frame& frame, float hover) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const double x = std::clamp(frame.o.x, frame.o.low, frame.o.high), y = frame.o.f(x);
    const ImVec2 at{frame.x(x), frame.y(y)};
    const ImU32 line = with_alpha(theme.accent, 0.6f);
    if (frame.o.slope) {
        const double slope = frame.o.slope(x), reach = (frame.o.high - frame.o.low) * 0.14;
        draw->AddLine({frame.x(x - reach), frame.y(y - slope * reach)}, {frame.x(x + reach), frame.y(y + slope * reach)}, theme.series_color(2), 2);
    }
    draw->AddLine(at, {at.x, frame.plot.max.y}, line, 1);
    draw->AddLine(at, {frame.plot.min.x, at.y}, line, 1);
    if (frame.o.draggable) draw->AddCircleFilled(at, 11 + 3 * hover, with_alpha(theme.accent, 0.16f), 32);
    draw->AddCircleFilled(at, 6, theme.accent, 24);
    const std::string words = std::string(frame.o.x_name) + " = " + lessons::short_number(frame.o.x) + "   " + std::string(frame.o.y_name) + " = " + lessons::fixed(y, frame.o.decimals);
    draw_text_middle(draw, theme, {frame.plot.min.x, frame.o.area.min.y + 9}, {13, true}, theme.ink, words);
}

}  // namespace

std::optional<double> curve_view(Ui& ui, const CurveView& o) {
    Box plot = o.area;
    plot.cut_top(26);
    plot.cut_left(27 + label_gap);
    plot.cut_right(8);
    plot.cut_bottom(24);
    const Frame frame{plot, o};
    std::optional<double> moved;
    const Target t = target(ui, o.id, {plot.min.x - hand, plot.min.y - 6}, {plot.max.x + hand, plot.max.y + 20}, o.draggable);
    if (o.draggable && (follows_sideways(ui, t) || t.pressed)) {
        const double raw = o.low + (o.high - o.low) * static_cast<double>((ImGui::GetMousePos().x - plot.min.x) / plot.width());
        double x = std::clamp(std::round(raw / o.step) * o.step, o.low, o.high);
        for (const double magnet : o.magnets)
            if (std::fabs(frame.x(magnet) - frame.x(raw)) < 6) x = magnet;
        const double tidy = std::round(x * 1e6) / 1e6;
        if (tidy != o.x) moved = tidy;
    }
    axes(ui, frame);
    curve(ui, frame);
    point(ui, frame, ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f));
    return moved;
}

}  // namespace nabla::kit
