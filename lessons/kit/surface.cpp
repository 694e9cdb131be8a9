#include "lessons/kit/surface.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

ImU32 tint(const Theme& theme, double part) {
    return mix(theme.dark ? theme.paper : theme.raised, mix(theme.neutral, theme.accent, theme.dark ? 0.62f : 0.5f), static_cast<float>(part));
}

}  // namespace

ImVec2 Surface::place(SurfacePoint p) const {
    const auto bound = [](double t) { return static_cast<float>(std::clamp(t, -20.0, 20.0)); };
    return {plot_.min.x + plot_.width() * bound((p.x - range_.x_low) / (range_.x_high - range_.x_low)),
            plot_.max.y - plot_.height() * bound((p.y - range_.y_low) / (range_.y_high - range_.y_low))};
}

SurfacePoint Surface::point_at(ImVec2 screen) const {
    return {range_.x_low + (range_.x_high - range_.x_low) * static_cast<double>((screen.x - plot_.min.x) / plot_.width()),
            range_.y_low + (range_.y_high - range_.y_low) * static_cast<double>((plot_.max.y - screen.y) / plot_.height())};
}

void Surface::layout(const Options& options) {
    plot_ = options.area;
    plot_.min.x += options.y_name.empty() ? 40.0f : 56.0f, plot_.min.y += 6, plot_.max.x -= 8, plot_.max.y -= options.x_name.empty() ? 24.0f : 42.0f;
    range_ = {options.x_low, options.x_high, options.y_low, options.y_high};
    if (options.square) {
        const double x_unit = (range_.x_high - range_.x_low) / plot_.width(), y_unit = (range_.y_high - range_.y_low) / plot_.height();
        const double unit = std::max(x_unit, y_unit);
        const double x = (range_.x_low + range_.x_high) / 2, y = (range_.y_low + range_.y_high) / 2;
        range_ = {x - unit * plot_.width() / 2, x + unit * plot_.width() / 2, y - unit * plot_.height() / 2, y + unit * plot_.height() / 2};
    }
    nice_ticks(x_ticks_, range_.x_low, range_.x_high, std::max(2, static_cast<int>(plot_.width() / 80)), false);
    nice_ticks(y_ticks_, range_.y_low, range_.y_high, std::max(2, static_cast<int>(plot_.height() / 60)), false);
}

void Surface::compute(Ui& ui, const Options& options) {
    const bool same = version_ == options.version && computed_ == range_ && !nodes_.empty();
    if (same && dark_ == ui.theme.dark) return;
    if (!same) {
        nodes_.resize(static_cast<std::size_t>(columns * rows));
        double low = INFINITY, high = -INFINITY;
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c) {
                const double x = range_.x_low + (range_.x_high - range_.x_low) * c / (columns - 1), y = range_.y_high - (range_.y_high - range_.y_low) * r / (rows - 1);
                const double value = options.value(x, y);
                nodes_[static_cast<std::size_t>(r * columns + c)] = value;
                if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
            }
        levels_ = contour_levels(low, high, options.levels);
        lines_ = contours(nodes_, columns, rows, levels_.values);
    }
    field_.resize(ui.textures, columns, rows, true);
    const auto pixels = field_.pixels();
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = tint(ui.theme, std::isfinite(nodes_[i]) ? levels_.part(nodes_[i]) : 1);
    field_.changed();
    version_ = options.version, computed_ = range_, dark_ = ui.theme.dark;
}

void Surface::draw_lines(const Ui& ui) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float x = plot_.width() / (columns - 1), y = plot_.height() / (rows - 1);
    for (const Contour& line : lines_) {
        stroke_.clear();
        for (const ImVec2& p : line.points) stroke_.push_back({plot_.min.x + p.x * x, plot_.min.y + p.y * y});
        draw->AddPolyline(stroke_.data(), static_cast<int>(stroke_.size()), with_alpha(ui.theme.ink, 0.26f), ImDrawFlags_None, 1);
    }
}

/// One label a level, where its line runs flattest and neither another label nor a cross lies, nor a path leads; none on a ring that
/// it would cover.
void Surface::draw_labels(const Ui& ui, std::span<const Box> crosses, const std::vector<bool>& walked) const {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float sx = plot_.width() / (columns - 1), sy = plot_.height() / (rows - 1);
    std::vector<Box> taken(crosses.begin(), crosses.end());
    const auto trodden = [&](const Box& box) {
        if (walked.empty()) return false;
        const int left = static_cast<int>((box.min.x - plot_.min.x) / sx), right = static_cast<int>((box.max.x - plot_.min.x) / sx) + 1;
        const int top = static_cast<int>((box.min.y - plot_.min.y) / sy), bottom = static_cast<int>((box.max.y - plot_.min.y) / sy) + 1;
        for (int r = top; r <= bottom; ++r)
            for (int c = left; c <= right; ++c)
                if (walked[static_cast<std::size_t>(r * columns + c)]) return true;
        return false;
    };
    for (auto level = levels_.values.rbegin(); level != levels_.values.rend(); ++level) {
        char buffer[32];
        const auto text = format_setting(buffer, *level, 3);
        const ImVec2 size = text_size(theme, {11, true}, text);
        float best = -1;
        Box at{};
        for (const Contour& line : lines_) {
            if (line.level != *level || line.points.size() < 12) continue;
            const auto [low, high] = std::ranges::minmax(line.points, {}, &ImVec2::x);
            if ((high.x - low.x) * sx < size.x + 12) continue;
            for (std::size_t i = 3; i + 3 < line.points.size(); i += 2) {
                const ImVec2 p{plot_.min.x + line.points[i].x * sx, plot_.min.y + line.points[i].y * sy};
                const Box box{{p.x - size.x / 2 - 3, p.y - 7}, {p.x + size.x / 2 + 3, p.y + 7}};
                if (box.min.x < plot_.min.x + 6 || box.max.x > plot_.max.x - 6 || box.min.y < plot_.min.y + 4 || box.max.y > plot_.max.y - 4) continue;
                if (std::ranges::any_of(taken, [&](const Box& b) { return box.min.x < b.max.x + 8 && box.max.x > b.min.x - 8 && box.min.y < b.max.y + 5 && box.max.y > b.min.y - 5; })) continue;
                const float dx = std::fabs(line.points[i + 3].x - line.points[i - 3].x) * sx, dy = std::fabs(line.points[i + 3].y - line.points[i - 3].y) * sy;
                const float flat = dx / (dx + dy + 1e-3f);
                if (flat > best && !trodden(box)) best = flat, at = box;
            }
        }
        if (best < 0) continue;
        taken.push_back(at);
        draw->AddRectFilled(at.min, at.max, tint(theme, levels_.part(*level)), 3);
        draw_text_middle(draw, theme, at.center(), {11, true}, mix(theme.muted, theme.ink, theme.dark ? 0.75f : 0.4f), text, Align::center);
    }
    taken_.insert(taken_.end(), taken.begin() + static_cast<std::ptrdiff_t>(crosses.size()), taken.end());   // names keep clear of them
}

void Surface::draw_axes(const Ui& ui, const Options& options) const {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    char text[32];
    for (const double tick : x_ticks_.values) {
        const float x = theme.snap(place({tick, range_.y_low}).x);
        draw->AddRectFilled({x, plot_.max.y}, {x + theme.hairline, plot_.max.y + 4}, theme.faint);
        draw_text_middle(draw, theme, {x, plot_.max.y + 13}, {11, true}, theme.muted, x_ticks_.text(text, tick), Align::center);
    }
    for (const double tick : y_ticks_.values) {
        const float y = theme.snap(place({range_.x_low, tick}).y);
        draw->AddRectFilled({plot_.min.x - 4, y}, {plot_.min.x, y + theme.hairline}, theme.faint);
        draw_text_middle(draw, theme, {plot_.min.x - 8, y}, {11, true}, theme.muted, y_ticks_.text(text, tick), Align::right);
    }
    draw->AddRect(plot_.min, plot_.max, theme.line, 0, 0, theme.hairline);
    draw_text_middle(draw, theme, {plot_.center().x, plot_.max.y + 31}, {theme.small}, theme.muted, options.x_name, Align::center);
    if (options.y_name.size() == 1) draw_text_middle(draw, theme, {options.area.min.x + 8, plot_.center().y}, {theme.small}, theme.muted, options.y_name, Align::center);
    else if (!options.y_name.empty()) draw_text_up(draw, theme, {options.area.min.x + 8, plot_.center().y}, {theme.small}, theme.muted, options.y_name);
}

std::optional<SurfacePoint> Surface::draw(Ui& ui, const Options& options) {
    layout(options);
    compute(ui, options);
    taken_.clear(), names_.clear();
    const auto crosses = std::exchange(crosses_, {});
    const auto walked = std::exchange(walked_, {});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    field_.draw_part(draw, plot_.min, plot_.max, {0.5f, 0.5f}, {columns - 0.5f, rows - 0.5f});   // nodes lie in the middle of pixels
    draw->PushClipRect(plot_.min, plot_.max, true);
    draw_lines(ui);
    draw_labels(ui, crosses, walked);
    draw->PopClipRect();
    draw_axes(ui, options);
    const Target t = options.pressable ? target(ui, options.id, plot_.min, plot_.max) : Target{};
    const ImVec2 mouse = ImGui::GetMousePos();
    const bool over = options.pressable && !ui.touch && t.hovered && plot_.contains(mouse);
    if (over) {
        const SurfacePoint p = point_at(mouse);
        char x[32], y[32], z[32];
        const InspectorLine lines[] = {{options.x_name, format_number(x, p.x, 3)}, {options.y_name, format_number(y, p.y, 3)}, {options.value_name, format_number(z, options.value(p.x, p.y), 4)}};
        inspector(ui, mouse, {}, lines);
    }
    if (t.pressed && plot_.contains(mouse)) return point_at(mouse);
    return {};
}

}  // namespace nabla::kit
