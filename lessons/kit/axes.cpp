#include "lessons/kit/axes.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr Type number_type{11, true};
constexpr float bottom_height = 20;

}  // namespace

void Axes::layout(const Ui& ui, const Options& o) {
    x_low_ = o.x_low, x_high_ = o.x_high, y_low_ = o.y_low, y_high_ = o.y_high;
    plot_ = o.area;
    if (o.numbers) {
        plot_.cut_bottom(bottom_height);
        nice_ticks(y_ticks_, y_low_, y_high_, std::max(2, static_cast<int>(plot_.height() / 44)), false);
        float widest = 0;
        char text[32];
        for (const double tick : y_ticks_.values) widest = std::max(widest, text_size(ui.theme, number_type, y_ticks_.text(text, tick)).x);
        plot_.cut_left(widest + 8);
    }
    if (!o.y_name.empty()) plot_.cut_top(18);
    plot_.max.x -= o.numbers ? 8.0f : 0.0f;
    if (o.square) {
        const float unit = std::min(plot_.width() / static_cast<float>(x_high_ - x_low_), plot_.height() / static_cast<float>(y_high_ - y_low_));
        plot_.max = {plot_.min.x + unit * static_cast<float>(x_high_ - x_low_), plot_.min.y + unit * static_cast<float>(y_high_ - y_low_)};
    }
    plot_ = {{ui.theme.snap(plot_.min.x), ui.theme.snap(plot_.min.y)}, {ui.theme.snap(plot_.max.x), ui.theme.snap(plot_.max.y)}};
    nice_ticks(x_ticks_, x_low_, x_high_, std::max(2, static_cast<int>(plot_.width() / 56)), false);
    if (o.square) y_ticks_ = x_ticks_;
}

ImVec2 Axes::place(double x, double y) const {
    // Far outside, vertices stay within what floats and the rasterizer handle.
    const auto part = [](double at, double low, double high) { return static_cast<float>(std::clamp((at - low) / (high - low), -50.0, 50.0)); };
    return {plot_.min.x + plot_.width() * part(x, x_low_, x_high_), plot_.max.y - plot_.height() * part(y, y_low_, y_high_)};
}

double Axes::x_at(float x) const { return x_low_ + (x - plot_.min.x) / std::max(1.0f, plot_.width()) * (x_high_ - x_low_); }
double Axes::y_at(float y) const { return y_low_ + (plot_.max.y - y) / std::max(1.0f, plot_.height()) * (y_high_ - y_low_); }

void Axes::draw(const Ui& ui, const Options& o) const {
    const Theme& theme = ui.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    char text[32];
    const ImU32 fine = with_alpha(theme.ink, 0.09f), strong = with_alpha(theme.ink, 0.34f);
    const float name = o.x_name.empty() ? 0 : text_size(theme, {12}, o.x_name).x + 8;
    for (const double tick : x_ticks_.values) {
        const float x = theme.snap(place(tick, 0).x);
        if (o.grid) list->AddRectFilled({x, plot_.min.y}, {x + theme.hairline, plot_.max.y}, o.zero_lines && tick == 0 ? strong : fine);
        const std::string_view number = x_ticks_.text(text, tick);
        if (o.numbers && x + text_size(theme, number_type, number).x / 2 < plot_.max.x - name + 8)
            draw_text_middle(list, theme, {x, plot_.max.y + 11}, number_type, theme.muted, number, Align::center);
    }
    for (const double tick : y_ticks_.values) {
        if (tick < y_low_ - 1e-9 || tick > y_high_ + 1e-9) continue;
        const float y = theme.snap(place(0, tick).y);
        if (o.grid) list->AddRectFilled({plot_.min.x, y}, {plot_.max.x, y + theme.hairline}, o.zero_lines && tick == 0 ? strong : fine);
        if (o.numbers) draw_text_middle(list, theme, {plot_.min.x - 6, y}, number_type, theme.muted, y_ticks_.text(text, tick), Align::right);
    }
    if (!o.x_name.empty()) draw_text_middle(list, theme, {plot_.max.x + (o.numbers ? 4.0f : 0.0f), plot_.max.y + 11}, {12}, theme.muted, o.x_name, Align::right);
    if (!o.y_name.empty()) draw_text_middle(list, theme, {plot_.min.x - (o.numbers ? 6.0f : 0.0f), plot_.min.y - 10}, {12}, theme.muted, o.y_name);
}

void dashed_line(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 color, float width, float on, float off) {
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    if (!(length > 0) || length > 1e5f) return;
    for (float at = 0; at < length; at += on + off) {
        const float end = std::min(at + on, length);
        draw->AddLine({from.x + dx * at / length, from.y + dy * at / length}, {from.x + dx * end / length, from.y + dy * end / length}, color, width);
    }
}

}  // namespace nabla::kit
