#include "lessons/kit/plot.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr Type tick_type{11, true};
constexpr float title_height = 24, axis_height = 22, end_gap = 6;

double forward(double v, bool logarithmic) { return logarithmic ? std::log10(v) : v; }
double inverse(double v, bool logarithmic) { return logarithmic ? std::pow(10.0, v) : v; }
/// Far outside, vertices stay within what floats and the rasterizer handle.
float bound(double part) { return static_cast<float>(std::clamp(part, -50.0, 50.0)); }
bool usable(double v, bool logarithmic) { return std::isfinite(v) && (!logarithmic || v > 0); }

}  // namespace

float Plot::screen_x(double x) const {
    const double low = forward(x_.low, log_x_), part = (forward(x, log_x_) - low) / (forward(x_.high, log_x_) - low);
    return min_.x + bound(part) * (max_.x - min_.x);
}

float Plot::screen_y(double y) const {
    const double low = forward(y_.low, log_y_), part = (forward(y, log_y_) - low) / (forward(y_.high, log_y_) - low);
    return max_.y - bound(part) * (max_.y - min_.y);
}

ImVec2 Plot::to_screen(double x, double y) const { return {screen_x(x), screen_y(y)}; }

double Plot::x_at(float screen_x) const {
    const double t = (screen_x - min_.x) / std::max(1.0f, max_.x - min_.x);
    return inverse(forward(x_.low, log_x_) + t * (forward(x_.high, log_x_) - forward(x_.low, log_x_)), log_x_);
}

double Plot::y_at(float screen_y) const {
    const double t = (max_.y - screen_y) / std::max(1.0f, max_.y - min_.y);
    return inverse(forward(y_.low, log_y_) + t * (forward(y_.high, log_y_) - forward(y_.low, log_y_)), log_y_);
}

void Plot::fit_x(const PlotOptions& options, std::span<const Series> series) {
    double low = INFINITY, high = -INFINITY;
    has_data_ = false;
    for (const Series& s : series) {
        const std::size_t n = std::min(s.x.size(), s.y.size());
        for (std::size_t i = 0; i < n; ++i) {
            if (!usable(s.x[i], options.log_x)) continue;
            low = std::min(low, s.x[i]), high = std::max(high, s.x[i]);
            has_data_ = has_data_ || std::isfinite(s.y[i]);
        }
    }
    if (options.x_max > options.x_min) low = options.x_min, high = std::max(options.x_max, has_data_ ? high : options.x_max);
    if (!(high >= low)) low = 0, high = 1;
    if (high == low) high = low + 1;
    all_x_ = {low, high};
    if (!zoomed_) x_ = all_x_;
}

void Plot::fit_y(const PlotOptions& options, std::span<const Series> series) {
    log_y_ = options.log_y;
    if (options.y_max > options.y_min) {
        y_ = {options.y_min, options.y_max};
        return;
    }
    double low = INFINITY, high = -INFINITY;
    for (const Series& s : series) {
        const std::size_t n = std::min(s.x.size(), s.y.size());
        for (std::size_t i = 0; i < n; ++i) {
            const double x = s.x[i], y = s.y[i];
            if (x < x_.low || x > x_.high || !usable(y, log_y_)) continue;
            low = std::min(low, y), high = std::max(high, y);
        }
    }
    if (!(high >= low)) low = log_y_ ? 0.1 : 0, high = 1;
    if (options.include_zero && !log_y_) low = std::min(low, 0.0), high = std::max(high, 0.0);
    if (log_y_) {
        const double margin = std::max(1.05, std::pow(high / low, 0.06));
        y_ = {low / margin, high * margin};
        return;
    }
    const double span = high > low ? high - low : std::max(1e-6, std::fabs(high) * 0.1);
    y_ = {low == 0 && options.include_zero ? 0 : low - 0.06 * span, high + 0.06 * span};
}

void Plot::layout(Ui& ui, const PlotOptions& options, std::span<const Series> series) {
    const Theme& theme = ui.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float top = at.y + (options.title.empty() ? 8 : title_height);
    const float bottom = at.y + options.size.y - axis_height;
    nice_ticks(y_ticks_, y_.low, y_.high, std::max(2, static_cast<int>((bottom - top) / 36)), log_y_);
    char text[32];
    float widest = text_size(theme, tick_type, "0.00").x, ends = 0;   // at least: two plots, one above the other, begin at one place
    for (const double tick : y_ticks_.values) widest = std::max(widest, text_size(theme, tick_type, y_ticks_.text(text, tick)).x);
    if (options.end_labels && has_data_)
        for (const Series& s : series)
            if (s.y.size() > 0) ends = std::max(ends, text_size(theme, {12}, end_name(s)).x + end_gap + 4);
    ends = std::min(ends, options.size.x * 0.34f);
    right_ = at.x + options.size.x;
    min_ = {theme.snap(at.x + widest + 8), theme.snap(top)};
    max_ = {theme.snap(at.x + options.size.x - std::max(ends, 8.0f)), theme.snap(bottom)};
    nice_ticks(x_ticks_, x_.low, x_.high, std::max(2, static_cast<int>((max_.x - min_.x) / 48)), log_x_, options.integer_x);
}

void Plot::zoom_about(double center, double factor) {
    const double c = forward(center, log_x_), all_low = forward(all_x_.low, log_x_), all_high = forward(all_x_.high, log_x_);
    double low = c - (c - forward(x_.low, log_x_)) / factor, high = c + (forward(x_.high, log_x_) - c) / factor;
    low = std::max(low, all_low), high = std::min(high, all_high);
    if (high - low < (all_high - all_low) * 1e-4) return;
    zoomed_ = high - low < (all_high - all_low) * 0.999;
    x_ = zoomed_ ? Range{inverse(low, log_x_), inverse(high, log_x_)} : all_x_;
}

void Plot::interact(Ui& ui, const PlotOptions& options) {
    const Target t = target(ui, options.id, min_, max_);
    const ImVec2 mouse = ImGui::GetMousePos();
    const ImGuiIO& io = ImGui::GetIO();
    if (ui.touch && t.pressed) ui.pinned = options.id, ui.pinned_now = true;
    const bool inside = mouse.x >= min_.x && mouse.x <= max_.x && mouse.y >= min_.y && mouse.y <= max_.y;
    hovered_ = has_data_ && (t.hovered || (ui.touch && (t.held || ui.pinned == options.id))) && (inside || ui.touch);
    if (hovered_ && (inside || !ui.touch)) hovered_x_ = x_at(std::clamp(mouse.x, min_.x, max_.x));

    if (t.hovered && (options.wheel_zooms || io.KeyCtrl)) {
        ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, t.id);
        if (io.MouseWheel != 0) zoom_about(x_at(mouse.x), std::pow(1.25, io.MouseWheel));
    }
    const bool pinched = ui.pinch != 1 && ui.pinch_center.x > min_.x && ui.pinch_center.x < max_.x &&
                         ui.pinch_center.y > min_.y && ui.pinch_center.y < max_.y;
    if (pinched) zoom_about(x_at(ui.pinch_center.x), ui.pinch);

    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    if (t.held && !panning_ && !selecting_ && std::fabs(moved.x) > 6 && std::fabs(moved.x) > std::fabs(moved.y)) {
        (zoomed_ ? panning_ : selecting_) = true;
        grabbed_x_ = x_at(mouse.x - (zoomed_ ? 0 : moved.x));
    }
    if (!t.held && selecting_) {
        const double to = std::clamp(x_at(mouse.x), all_x_.low, all_x_.high), from = std::clamp(grabbed_x_, all_x_.low, all_x_.high);
        if (to != from) x_ = {std::min(from, to), std::max(from, to)}, zoomed_ = true;
    }
    if (!t.held) panning_ = selecting_ = false;
    if (panning_ || selecting_) ui.pointer_taken = true;
    if (panning_) {
        double shift = forward(grabbed_x_, log_x_) - forward(x_at(mouse.x), log_x_);
        const double low = forward(x_.low, log_x_), high = forward(x_.high, log_x_);
        shift = std::clamp(shift, forward(all_x_.low, log_x_) - low, forward(all_x_.high, log_x_) - high);
        x_ = {inverse(low + shift, log_x_), inverse(high + shift, log_x_)};
    }
    if ((t.hovered || ui.touch) && inside && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) zoomed_ = false;
}

void Plot::draw(Ui& ui, const PlotOptions& options, std::span<const Series> series) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    log_x_ = options.log_x;
    fit_x(options, series);
    fit_y(options, series);
    layout(ui, options, series);
    interact(ui, options);
    draw_axes(ui, options);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect({min_.x - 4, min_.y - 4}, {max_.x + 4, max_.y + 1}, true);
    for (const Series& s : series) draw_series(s, options.smoothing);
    if (selecting_) {
        const float a = to_screen(grabbed_x_, y_.low).x, b = ImGui::GetMousePos().x;
        draw->AddRectFilled({std::min(a, b), min_.y}, {std::max(a, b), max_.y}, with_alpha(ui.theme.accent, 0.12f));
    }
    draw->PopClipRect();
    if (options.end_labels) draw_end_labels(ui, series);
    if (!has_data_ && !options.empty.empty()) {
        const float width = (max_.x - min_.x) * 0.8f, height = paragraph_height(ui.theme, width, {12}, options.empty);
        draw_paragraph(draw, ui.theme, {(min_.x + max_.x) / 2, (min_.y + max_.y - height) / 2}, width, {12}, ui.theme.muted,
                       options.empty, Align::center);
    }
    draw_read_out(ui, options, series);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(options.size);
}

}  // namespace nabla::kit
