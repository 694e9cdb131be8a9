#include "lessons/kit/descent_curve.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lessons/kit/slider.h"
#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

struct Frame {
    Box plot;
    const DescentCurve& o;
    float x(double v) const { return plot.min.x + plot.width() * static_cast<float>(std::clamp((v - o.low) / (o.high - o.low), -20.0, 21.0)); }
    float y(double v) const { return plot.max.y - plot.height() * static_cast<float>(std::clamp((v - o.y_low) / (o.y_high - o.y_low), -20.0, 21.0)); }
    ImVec2 on(double v) const { return {x(v), y(o.f(v))}; }
};

void axes(const Ui& ui, const Frame& frame) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const DescentCurve& o = frame.o;
    Ticks ticks;
    char text[32];
    nice_ticks(ticks, o.y_low, o.y_high, std::max(2, static_cast<int>(frame.plot.height() / 56)), false);
    for (const double v : ticks.values) {
        const float y = theme.snap(frame.y(v));
        draw->AddRectFilled({frame.plot.min.x, y}, {frame.plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {frame.plot.min.x - 7, y}, {11, true}, theme.muted, ticks.text(text, v), Align::right);
    }
    const float name = text_size(theme, {theme.small}, o.x_name).x;
    nice_ticks(ticks, o.low, o.high, std::max(3, static_cast<int>(frame.plot.width() / 64)), false);
    for (const double v : ticks.values) {
        const float x = theme.snap(frame.x(v));
        draw->AddRectFilled({x, frame.plot.max.y}, {x + theme.hairline, frame.plot.max.y + 4}, theme.faint);
        if (x < frame.plot.max.x - name - 14) draw_text_middle(draw, theme, {x, frame.plot.max.y + 14}, {11, true}, theme.muted, ticks.text(text, v), Align::center);
    }
    draw->AddRectFilled({frame.plot.min.x, frame.plot.max.y}, {frame.plot.max.x, frame.plot.max.y + theme.hairline}, theme.faint);
    draw_text_middle(draw, theme, {frame.plot.max.x, frame.plot.max.y + 14}, {theme.small}, theme.muted, o.x_name, Align::right);
    draw_text_middle(draw, theme, {frame.plot.min.x, o.area.min.y + 8}, {theme.small}, theme.muted, o.y_name);
}

void curve(const Ui& ui, const Frame& frame) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const int count = std::max(32, static_cast<int>(frame.plot.width() / 3));
    draw->PathClear();
    for (int i = 0; i <= count; ++i) draw->PathLineTo(frame.on(frame.o.low + (frame.o.high - frame.o.low) * i / count));
    draw->PathStroke(with_alpha(ui.theme.ink, 0.75f), 0, 1.8f);
    if (!frame.o.minimum) return;
    const ImVec2 at = frame.on(*frame.o.minimum);
    for (float y = at.y + 4; y < frame.plot.max.y; y += 7) draw->AddLine({at.x, y}, {at.x, std::min(y + 3, frame.plot.max.y)}, ui.theme.muted, 1);
}

/// Chords between neighbouring places, the newest strongest.
void walk(const Ui& ui, const Frame& frame) {
    const auto& o = frame.o;
    if (o.places.empty()) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 color = o.color ? o.color : ui.theme.accent;
    const double last = static_cast<double>(o.places.size() - 1), upto = std::clamp(o.upto, 0.0, last);
    const auto whole = static_cast<std::size_t>(upto);
    for (std::size_t i = 0; i < whole; ++i) {
        const float age = static_cast<float>(whole - i);
        const float alpha = std::max(0.22f, 0.9f - 0.06f * age);
        draw->AddLine(frame.on(o.places[i]), frame.on(o.places[i + 1]), with_alpha(color, alpha), 1.75f);
        draw->AddCircleFilled(frame.on(o.places[i]), 3.5f, with_alpha(color, std::max(0.4f, alpha)), 16);
    }
    const std::size_t next = std::min(whole + 1, o.places.size() - 1);
    const double at = o.places[whole] + (o.places[next] - o.places[whole]) * (upto - static_cast<double>(whole));
    const ImVec2 tip = frame.on(at);
    if (next != whole && upto > static_cast<double>(whole)) draw->AddLine(frame.on(o.places[whole]), tip, color, 1.75f);
    draw->AddCircleFilled(tip, 8, with_alpha(ui.theme.paper, 0.9f), 24);
    draw->AddCircleFilled(tip, 6, color, 24);
}

void arrow(const Ui& ui, const Frame& frame, const CurveArrow& a) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float from = frame.x(a.from), to = frame.x(a.from + a.by), sign = to >= from ? 1.0f : -1.0f;
    const float clear = std::fabs(to - from) < 24 ? 20.0f : 0.0f;   // a short one lies above the point's handle
    const float y = a.lane == 0 ? frame.on(a.from).y - clear : frame.plot.min.y + 10 + 24 * static_cast<float>(a.lane);
    if (a.lane > 0)
        for (const float x : {from, to}) draw->AddLine({x, y - 5}, {x, y + 5}, with_alpha(a.color, 0.5f), 1);
    if (std::fabs(to - from) < 2) {
        draw->AddCircleFilled({from, y}, 3, a.color, 12);
    } else {
        draw->AddLine({from, y}, {to - sign * 4, y}, a.color, 2.5f);
        draw->AddTriangleFilled({to, y}, {to - sign * 9, y - 5}, {to - sign * 9, y + 5}, a.color);
    }
    if (a.name.empty()) return;
    const float width = text_size(theme, {12}, a.name).x;
    float x = std::max(from, to) + 8;
    if (x + width > frame.plot.max.x - 2) x = std::min(from, to) - 8 - width;
    const float text_y = a.lane == 0 ? y - 12 : y;
    draw->AddRectFilled({x - 3, text_y - 8}, {x + width + 3, text_y + 8}, with_alpha(theme.paper, 0.85f), 3);
    draw_text_middle(draw, theme, {x, text_y}, {12}, a.color, a.name);
}

void point(const Ui& ui, const Frame& frame, float hover) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const double x = *frame.o.point;
    const ImVec2 at = frame.on(x);
    if (frame.o.slope) {
        const double slope = frame.o.slope(x), reach = (frame.o.high - frame.o.low) * 0.17;
        draw->AddLine({frame.x(x - reach), frame.y(frame.o.f(x) - slope * reach)}, {frame.x(x + reach), frame.y(frame.o.f(x) + slope * reach)}, theme.series_color(2), 2);
    }
    draw->AddLine(at, {at.x, frame.plot.max.y}, with_alpha(theme.accent, 0.5f), 1);
    draw->AddCircleFilled(at, 11 + 3 * hover, with_alpha(theme.accent, 0.16f), 32);
    draw->AddCircleFilled(at, 6.5f, theme.accent, 24);
}

}  // namespace

std::optional<double> descent_curve(Ui& ui, const DescentCurve& o) {
    Box plot = o.area;
    plot.cut_top(24), plot.cut_left(38), plot.cut_right(8), plot.cut_bottom(26);
    const Frame frame{plot, o};
    std::optional<double> moved;
    axes(ui, frame);
    float hover = 0;
    if (o.point) {
        const Target t = target(ui, o.id, plot.min, {plot.max.x, plot.max.y + 20});
        hover = ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f);
        if (follows_sideways(ui, t) || t.pressed) {
            const double raw = o.low + (o.high - o.low) * static_cast<double>((ImGui::GetMousePos().x - plot.min.x) / plot.width());
            const double x = std::clamp(std::round(raw / o.step) * o.step, o.low, o.high), tidy = std::round(x * 1e6) / 1e6;
            if (tidy != *o.point) moved = tidy;
        }
    }
    ImGui::GetWindowDrawList()->PushClipRect({plot.min.x - 8, plot.min.y - 8}, {plot.max.x + 8, plot.max.y + 8}, true);
    curve(ui, frame);
    if (o.point) point(ui, frame, hover);
    walk(ui, frame);
    for (const CurveArrow& a : o.arrows) arrow(ui, frame, a);
    ImGui::GetWindowDrawList()->PopClipRect();
    return moved;
}

}  // namespace nabla::kit
