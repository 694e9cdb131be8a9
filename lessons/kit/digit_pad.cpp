#include "lessons/kit/digit_pad.h"

#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

void draw_stroke(ImDrawList* draw, Box area, float scale, float pen, std::span<const ImVec2> points, ImU32 color) {
    const auto place = [&](ImVec2 p) { return ImVec2{area.min.x + p.x * scale, area.min.y + p.y * scale}; };
    for (const ImVec2& p : points) draw->AddCircleFilled(place(p), pen * scale, color, 20);
    for (std::size_t i = 1; i < points.size(); ++i) draw->AddLine(place(points[i - 1]), place(points[i]), color, 2 * pen * scale);
}

}  // namespace

std::optional<std::vector<ImVec2>> DigitPad::draw(Ui& ui, const Options& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Box& area = options.area;
    const float scale = area.width() / options.units;
    const Target t = target(ui, options.id, area.min, area.max);
    if (t.hovered || t.held) ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);

    std::optional<std::vector<ImVec2>> finished;
    if (t.held) {
        ui.pointer_taken = true;   // no scrolling under the pen
        ui.animate = true;
        const ImVec2 mouse = ImGui::GetMousePos();
        const ImVec2 p{std::clamp((mouse.x - area.min.x) / scale, 0.0f, options.units), std::clamp((mouse.y - area.min.y) / scale, 0.0f, options.units)};
        if (live_.empty() || std::hypot(p.x - live_.back().x, p.y - live_.back().y) >= 2) live_.push_back(p);
    } else if (!live_.empty()) {
        finished = std::move(live_);
        live_.clear();
    }

    draw->AddRectFilled(area.min, area.max, theme.raised, theme.radius + 2);
    // The box that the digit will fill, and the middle its centre of mass moves to, as faint guides.
    const float rim = area.width() * 4 / 28;
    draw->AddRect(area.inset(rim).min, area.inset(rim).max, with_alpha(theme.line, 0.9f), 2, 0, theme.hairline);
    const bool empty = options.strokes.empty() && live_.empty() && !finished;
    if (empty) draw_text_middle(draw, theme, area.center(), {theme.body}, theme.muted, options.hint, Align::center);
    draw->PushClipRect(area.min, area.max, true);
    for (const auto& stroke : options.strokes) draw_stroke(draw, area, scale, options.pen, stroke, theme.ink);
    draw_stroke(draw, area, scale, options.pen, finished ? *finished : live_, theme.ink);
    draw->PopClipRect();
    draw->AddRect(area.min, area.max, t.held ? theme.accent : theme.line, theme.radius + 2, 0, t.held ? 1.5f : theme.hairline);
    return finished;
}

}  // namespace nabla::kit
