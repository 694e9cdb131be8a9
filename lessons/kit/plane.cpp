#include "lessons/kit/plane.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float radius = 7, reach = 15, finger_reach = 22;

}  // namespace

void draw_class_mark(ImDrawList* draw, const Theme& theme, ImVec2 at, bool positive, bool wrong) {
    draw->AddCircleFilled(at, radius + 2, theme.raised, 24);
    draw->AddCircleFilled(at, radius, positive ? theme.positive : theme.negative, 24);
    // Shape as well as colour tells the classes apart.
    if (positive) draw->AddRectFilled({at.x - 3, at.y - 0.75f}, {at.x + 3, at.y + 0.75f}, theme.raised), draw->AddRectFilled({at.x - 0.75f, at.y - 3}, {at.x + 0.75f, at.y + 3}, theme.raised);
    if (wrong) draw->AddCircle(at, radius + 4.5f, theme.ink, 28, 1.75f);
}

ImU32 field_color(const Theme& theme, float value, float opacity) { return mix(theme.raised, theme.signed_color(value, 1), opacity); }

float Plane::draw(Ui& ui, const Options& o) {
    const Theme& theme = ui.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    id_ = o.id, low_ = o.low, high_ = o.high;
    const Axes::Options options{.area = o.area, .x_low = o.low, .x_high = o.high, .y_low = o.low, .y_high = o.high, .x_name = o.x_name, .y_name = o.y_name,
                                .square = true, .numbers = o.numbers, .zero_lines = true};
    axes_.layout(ui, options);
    const Box plot = axes_.plot();
    list->AddRectFilled(plot.min, plot.max, theme.raised);
    if (o.field && !o.field->empty()) o.field->draw(list, plot, with_alpha(IM_COL32_WHITE, o.field_opacity));
    axes_.draw(ui, options);
    list->AddRect(plot.min, plot.max, theme.line, 0, 0, theme.hairline);
    if (!o.id.empty()) ui.widgets.add(o.id, plot.min, plot.max);
    return plot.max.y + (o.numbers ? 20 : 0) - o.area.min.y;
}

void Plane::line(double a, double b, double c, ImU32 color, float width, bool dashed) const {
    const double norm = std::hypot(a, b);
    if (!(norm > 1e-9)) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    // From the point of the line next to the middle, along it in both directions, far enough for every square.
    const double middle = (low_ + high_) / 2, far = 4 * (high_ - low_), t = (a * middle + b * middle + c) / (norm * norm);
    const double x = middle - a * t, y = middle - b * t, dx = -b / norm * far, dy = a / norm * far;
    const Box plot = axes_.plot();
    list->PushClipRect(plot.min, plot.max, true);
    if (std::hypot(x - middle, y - middle) < far) {
        const ImVec2 from = axes_.place(x - dx, y - dy), to = axes_.place(x + dx, y + dy);
        if (dashed) dashed_line(list, from, to, color, width);
        else list->AddLine(from, to, color, width);
    }
    list->PopClipRect();
}

void Plane::normal( double a, double b, double c, ImU32 color) const {
    const double norm = std::hypot(a, b), middle = (low_ + high_) / 2;
    if (!(norm > 1e-9)) return;
    const double t = (a * middle + b * middle + c) / (norm * norm), x = middle - a * t, y = middle - b * t;
    if (x < low_ || x > high_ || y < low_ || y > high_) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const double length = 0.11 * (high_ - low_);
    const ImVec2 from = axes_.place(x, y), to = axes_.place(x + a / norm * length, y + b / norm * length);
    const float dx = (to.x - from.x) / std::hypot(to.x - from.x, to.y - from.y), dy = (to.y - from.y) / std::hypot(to.x - from.x, to.y - from.y);
    list->AddLine(from, to, color, 2);
    list->AddTriangleFilled({to.x + dx * 7, to.y + dy * 7}, {to.x - dy * 5, to.y + dx * 5}, {to.x + dy * 5, to.y - dx * 5}, color);
    list->AddCircleFilled(from, 3, color, 12);
}

std::optional<Plane::Drag> Plane::points(Ui& ui, std::span<const PlanePoint> points, bool draggable) {
    const Theme& theme = ui.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::optional<Drag> drag;
    const ImVec2 mouse = ImGui::GetMousePos();
    hovered_ = -1;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ImVec2 at = axes_.place(points[i].x, points[i].y);
        const float r = ui.touch ? finger_reach : reach;
        const std::string name = std::string(id_) + "." + std::to_string(i);
        const Target t = figure_target(ui, name, {at.x - r, at.y - r}, {at.x + r, at.y + r});
        if (t.shown() || t.held) hovered_ = static_cast<int>(i);
        if (!draggable || !t.held) continue;
        ui.pointer_taken = true;
        ui.animate = true;
        const auto rounded = [&](double v) { return std::clamp(std::round(v * 10) / 10, low_, high_); };
        const Drag to{static_cast<int>(i), rounded(axes_.x_at(mouse.x)), rounded(axes_.y_at(mouse.y))};
        const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
        if (std::hypot(moved.x, moved.y) > 3 && (to.x != points[i].x || to.y != points[i].y)) drag = to;
    }
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PlanePoint& p = points[i];
        const ImVec2 at = axes_.place(p.x, p.y);
        const ImU32 color = p.positive ? theme.positive : theme.negative;
        const bool near = hovered_ == static_cast<int>(i);
        if (near) list->AddCircleFilled(at, radius + 7, with_alpha(color, 0.22f), 28);
        draw_class_mark(list, theme, at, p.positive, p.wrong);
    }
    return drag;
}

}  // namespace nabla::kit
