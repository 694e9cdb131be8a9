#include <algorithm>
#include <cmath>

#include "lessons/kit/surface.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

ImU32 halo(const Theme& theme) { return with_alpha(theme.dark ? theme.paper : theme.raised, 0.85f); }

void arrow_head(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 color, float size) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 1) return;
    const ImVec2 u{(to.x - from.x) / length, (to.y - from.y) / length}, n{-u.y, u.x};
    const ImVec2 back{to.x - u.x * size, to.y - u.y * size};
    draw->AddTriangleFilled(to, {back.x + n.x * size * 0.5f, back.y + n.y * size * 0.5f}, {back.x - n.x * size * 0.5f, back.y - n.y * size * 0.5f}, color);
}

}  // namespace

SurfacePoint Surface::head(std::span<const SurfacePoint> points, double upto) {
    if (points.empty()) return {};
    const double last = static_cast<double>(points.size() - 1), at = std::clamp(upto, 0.0, last);
    const auto i = static_cast<std::size_t>(at), next = std::min(i + 1, points.size() - 1);
    const double part = at - static_cast<double>(i);
    return {points[i].x + (points[next].x - points[i].x) * part, points[i].y + (points[next].y - points[i].y) * part};
}

/// Notes the nodes that a path leads over, a step at a time.
void Surface::tread(std::span<const SurfacePoint> points) {
    walked_.resize(static_cast<std::size_t>(columns * rows));
    const auto node = [&](SurfacePoint p) {
        const ImVec2 at = place(p);
        return ImVec2{(at.x - plot_.min.x) / plot_.width() * (columns - 1), (at.y - plot_.min.y) / plot_.height() * (rows - 1)};
    };
    ImVec2 from = node(points.front());
    for (const SurfacePoint& point : points) {
        const ImVec2 to = node(point);
        if (!std::isfinite(to.x + to.y)) return;   // a walk that diverged
        const int steps = std::max(1, static_cast<int>(std::max(std::fabs(to.x - from.x), std::fabs(to.y - from.y))));
        for (int i = 0; i <= steps; ++i) {
            const float part = static_cast<float>(i) / static_cast<float>(steps);
            const float x = std::round(from.x + (to.x - from.x) * part), y = std::round(from.y + (to.y - from.y) * part);
            if (x >= 0 && x < columns && y >= 0 && y < rows) walked_[static_cast<std::size_t>(y) * columns + static_cast<std::size_t>(x)] = true;
        }
        from = to;
    }
}

void Surface::path(const Ui& ui, const SurfacePath& options) {
    if (options.points.empty()) return;
    tread(options.points);
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto whole = static_cast<std::size_t>(std::clamp(options.upto, 0.0, static_cast<double>(options.points.size() - 1)));
    stroke_.clear();
    for (std::size_t i = 0; i <= whole; ++i) stroke_.push_back(place(options.points[i]));
    const ImVec2 tip = place(head(options.points, options.upto));
    stroke_.push_back(tip);
    draw->PushClipRect(plot_.min, plot_.max, true);
    const bool many = stroke_.size() > 300;
    // One line at a time: where a walk turns back on itself, a polyline's mitred corners would swallow its width.
    const auto lines = [&](ImU32 color, float width) {
        for (std::size_t i = 1; i < stroke_.size(); ++i) draw->AddLine(stroke_[i - 1], stroke_[i], color, width);
    };
    // Dashes run on over the corners; the pattern begins at the start, so that it stands still while the walk grows.
    const auto dashes = [&](ImU32 color, float width) {
        constexpr float on = 7, period = 12;
        float gone = 0;
        for (std::size_t i = 1; i < stroke_.size(); ++i) {
            const ImVec2 from = stroke_[i - 1], by{stroke_[i].x - from.x, stroke_[i].y - from.y};
            const float length = std::min(std::hypot(by.x, by.y), 1e4f);   // a walk that diverged
            for (float at = 0; at < length;) {
                const float phase = std::fmod(gone + at, period), end = std::min(length, at + (phase < on ? on : period) - phase + 1e-3f);
                if (phase < on) draw->AddLine({from.x + by.x * at / length, from.y + by.y * at / length}, {from.x + by.x * end / length, from.y + by.y * end / length}, color, width);
                at = end;
            }
            gone = std::fmod(gone + length, period);
        }
    };
    if (!many) lines(halo(theme), options.width + 2.5f);
    const ImU32 color = many ? with_alpha(options.color, 0.6f) : options.color;
    const float width = many ? std::min(1.25f, options.width) : options.width;
    if (options.dashed) dashes(color, width);
    else lines(color, width);
    if (options.dots && !many)
        for (std::size_t i = 0; i + 1 < stroke_.size(); ++i) draw->AddCircleFilled(stroke_[i], options.width * 1.25f, options.color, 10);
    draw->AddCircle(stroke_.front(), 4.5f, halo(theme), 18, 4);
    draw->AddCircle(stroke_.front(), 4.5f, options.color, 18, 1.75f);
    draw->AddCircleFilled(tip, 7.5f, halo(theme), 20);
    draw->AddCircleFilled(tip, 5.5f, options.color, 20);
    if (options.dashed) draw->AddCircleFilled(tip, 2.75f, halo(theme), 16);   // a ring, where another rule has the same colour
    if (!options.name.empty() && plot_.inset(-12).contains(tip)) add_name(ui, tip, Side::right, -12, 12, options.color, options.name);
    taken_.push_back({{tip.x - 7, tip.y - 7}, {tip.x + 7, tip.y + 7}});
    draw->PopClipRect();
}

void Surface::arrow(const Ui& ui, const SurfaceArrow& options) const {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 from = place(options.from), to = place({options.from.x + options.by.x, options.from.y + options.by.y});
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length < 3) return;
    draw->PushClipRect(plot_.min, plot_.max, true);
    draw->AddLine(from, to, halo(theme), 5);
    draw->AddLine(from, to, options.color, 2.25f);
    arrow_head(draw, from, to, options.color, 10);
    const bool named = !options.name.empty() && length >= 16;   // of a stub nothing could be told, and its name would hide the paths
    if (named) add_name(ui, to, to.x >= from.x ? Side::right : Side::left, to.y > from.y ? 10.0f : -10.0f, 11, options.color, options.name);
    draw->PopClipRect();
}

void Surface::box(const Ui&, const SurfaceBox& options) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 c = place(options.center), half{options.width / 2, options.height / 2};
    draw->PushClipRect(plot_.min, plot_.max, true);
    draw->AddRectFilled({c.x - half.x, c.y - half.y}, {c.x + half.x, c.y + half.y}, with_alpha(options.color, 0.16f), 2);
    draw->AddRect({c.x - half.x, c.y - half.y}, {c.x + half.x, c.y + half.y}, options.color, 2, 0, 1.5f);
    draw->PopClipRect();
}

void Surface::mark(const Ui& ui, SurfacePoint at, ImU32 color, std::string_view name) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 c = place(at);
    if (!plot_.contains(c)) return;
    for (const auto& [ink, width] : {std::pair{halo(ui.theme), 4.0f}, std::pair{color, 1.75f}}) {
        draw->AddLine({c.x - 6, c.y}, {c.x + 6, c.y}, ink, width);
        draw->AddLine({c.x, c.y - 6}, {c.x, c.y + 6}, ink, width);
    }
    taken_.push_back({{c.x - 7, c.y - 7}, {c.x + 7, c.y + 7}});
    crosses_.push_back(taken_.back());
    if (!name.empty()) add_name(ui, c, Side::right, 11, 11, color, name);
}

void Surface::level(const Ui& ui, double at, ImU32 color, std::string_view name) const {
    const float y = ui.theme.snap(place({0, at}).y);
    if (y < plot_.min.y || y > plot_.max.y) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(plot_.min, plot_.max, true);
    for (const auto& [ink, width] : {std::pair{halo(ui.theme), 4.0f}, std::pair{color, 1.5f}})
        for (float x = plot_.min.x + 4; x < plot_.max.x; x += 12) draw->AddLine({x, y}, {x + 6, y}, ink, width);
    draw->PopClipRect();
    if (!name.empty()) add_name(ui, {plot_.max.x - 2, y}, Side::left, -11, 11, color, name);
}

/// Beside a place, on the wished side and height if it is free there, else as near to that as may be. Names are written a little
/// nearer to ink than their lines are drawn, for contrast.
void Surface::add_name(const Ui& ui, ImVec2 beside, Side side, float rise, float size, ImU32 color, std::string_view name) const {
    constexpr float off = 10, step = 17;
    const Theme& theme = ui.theme;
    const float width = text_size(theme, {size}, name).x, half = size / 2 + 2;
    const auto at = [&](Side which, float dy) {
        const float x = std::clamp(which == Side::right ? beside.x + off : beside.x - off - width, plot_.min.x + 4, std::max(plot_.min.x + 4, plot_.max.x - width - 5));
        const float y = std::clamp(beside.y + dy, plot_.min.y + half + 1, plot_.max.y - half - 1);
        return Box{{x - 3, y - half}, {x + width + 4, y + half}};
    };
    const auto lies_free = [&](const Box& a) {
        return std::ranges::none_of(taken_, [&](const Box& b) { return a.min.x < b.max.x && a.max.x > b.min.x && a.min.y < b.max.y && a.max.y > b.min.y; });
    };
    Box spot = at(side, rise);
    const Side other = side == Side::right ? Side::left : Side::right;
    for (int i = 0; i < 5 && !lies_free(spot); ++i)
        for (const float dy : {rise - step * static_cast<float>(i), rise + step * static_cast<float>(i)})
            for (const Side which : {side, other})
                if (!lies_free(spot)) spot = at(which, dy);
    taken_.push_back(spot);
    names_.push_back({spot, size, mix(color, theme.ink, 0.3f), std::string(name)});
}

void Surface::names(const Ui& ui) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const Name& name : names_) {
        draw->AddRectFilled(name.box.min, name.box.max, halo(ui.theme), 4);
        draw_text_middle(draw, ui.theme, {name.box.min.x + 3, name.box.center().y}, {name.size}, name.color, name.text);
    }
}

}  // namespace nabla::kit
