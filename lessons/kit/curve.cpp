#include "lessons/kit/curve.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {

void Curve::draw(Ui& ui, const Options& options) {
    options_ = options;
    axes_.layout(ui, options.axes);
    const Box plot = axes_.plot();
    ImGui::GetWindowDrawList()->AddRectFilled(plot.min, plot.max, ui.theme.raised);
    axes_.draw(ui, options.axes);
    if (!options.id.empty()) ui.widgets.add(options.id, plot.min, plot.max);
}

void Curve::line(const Ui& ui, const Line& line) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box plot = axes_.plot();
    list->PushClipRect({plot.min.x, plot.min.y - 1}, {plot.max.x, plot.max.y + 1}, true);
    points_.clear();
    const auto flush = [&] {
        if (line.dashed) {
            // Every second stretch of about 6 px.
            for (std::size_t i = 0; i + 1 < points_.size(); ++i)
                if (static_cast<int>((points_[i].x - plot.min.x) / 6) % 2 == 0) list->AddLine(points_[i], points_[i + 1], line.color, line.width);
        } else if (points_.size() > 1) {
            list->AddPolyline(points_.data(), static_cast<int>(points_.size()), line.color, ImDrawFlags_None, line.width);
        }
        points_.clear();
    };
    ImVec2 last{};
    bool any = false;
    for (std::size_t i = 0; i < std::min(line.x.size(), line.y.size()); ++i) {
        if (!std::isfinite(line.y[i])) {
            flush();
            continue;
        }
        points_.push_back(axes_.place(line.x[i], line.y[i]));
        last = points_.back(), any = true;
    }
    flush();
    list->PopClipRect();
    if (any && !line.name.empty())
        draw_text_middle(list, ui.theme, {plot.max.x - 6, std::clamp(last.y, plot.min.y + 10, plot.max.y - 10) - 11}, {12}, line.color, line.name, Align::right);
}

void Curve::band(Values x, Values y, double half, ImU32 color) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box plot = axes_.plot();
    list->PushClipRect(plot.min, plot.max, true);
    const ImDrawListFlags flags = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;   // neighbours would show a seam
    for (std::size_t i = 0; i + 1 < std::min(x.size(), y.size()); ++i)
        list->AddQuadFilled(axes_.place(x[i], y[i] - half), axes_.place(x[i + 1], y[i + 1] - half), axes_.place(x[i + 1], y[i + 1] + half), axes_.place(x[i], y[i] + half), color);
    list->Flags = flags;
    list->PopClipRect();
}

void Curve::points(const Ui& ui, Values x, Values y, ImU32 color, float radius, bool hollow) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box plot = axes_.plot();
    list->PushClipRect({plot.min.x - 6, plot.min.y - 6}, {plot.max.x + 6, plot.max.y + 6}, true);
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        const ImVec2 at = axes_.place(x[i], y[i]);
        list->AddCircleFilled(at, radius + 1, ui.theme.raised, 20);
        if (hollow) list->AddCircle(at, radius, color, 20, 1.5f);
        else list->AddCircleFilled(at, radius, color, 20);
    }
    list->PopClipRect();
}

void Curve::level(const Ui& ui, double y, ImU32 color, std::string_view name) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box plot = axes_.plot();
    const float at = ui.theme.snap(axes_.place(0, y).y);
    dashed_line(list, {plot.min.x, at}, {plot.max.x, at}, color, 1.25f, 4, 4);
    draw_text_middle(list, ui.theme, {plot.min.x + 8, at + 11}, {12}, color, name);
}

std::optional<double> Curve::handle(Ui& ui, double x, double y, ImU32 color, double step) {
    const Theme& theme = ui.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Box plot = axes_.plot();
    const Target t = target(ui, std::string(options_.id) + ".handle", plot.min, plot.max);
    std::optional<double> chosen;
    if (follows_sideways(ui, t)) {
        ui.pointer_taken = true;
        ui.animate = true;
        const double to = std::clamp(std::round(axes_.x_at(ImGui::GetMousePos().x) / step) * step, options_.axes.x_low, options_.axes.x_high);
        const double tidy = std::round(to * 1e9) / 1e9;
        if (tidy != x) chosen = tidy;
    }
    const ImVec2 at = axes_.place(chosen.value_or(x), y);
    dashed_line(list, {at.x, plot.max.y}, at, with_alpha(color, 0.8f), 1.25f, 3, 3);
    dashed_line(list, {plot.min.x, at.y}, at, with_alpha(color, 0.8f), 1.25f, 3, 3);
    const float grow = ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f);
    if (grow > 0) list->AddCircleFilled(at, 9 + 6 * grow, with_alpha(color, 0.18f), 28);
    list->AddCircleFilled(at, 9, color, 28);
    list->AddCircleFilled(at, 6.5f, theme.raised, 28);
    return chosen;
}

std::optional<double> Curve::hovered(Ui& ui) const {
    const Box plot = axes_.plot();
    const Target t = figure_target(ui, std::string(options_.id) + ".read", plot.min, plot.max);
    if (!t.shown() && !t.held) return {};
    return std::clamp(axes_.x_at(ImGui::GetMousePos().x), options_.axes.x_low, options_.axes.x_high);
}

}  // namespace nabla::kit
