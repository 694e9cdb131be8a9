#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "lessons/kit/plot.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr ImVec2 gap_point{NAN, NAN};

/// Dashes of 5 and gaps of 4 along the whole line, so that the pattern does not start anew at each point.
void dashes(ImDrawList* draw, const ImVec2* points, std::size_t count, ImU32 color, float width) {
    float left = 5;
    bool on = true;
    for (std::size_t i = 1; i < count; ++i) {
        ImVec2 a = points[i - 1];
        const ImVec2 b = points[i];
        float length = std::hypot(b.x - a.x, b.y - a.y);
        while (length > 1e-4f) {
            const float part = std::min(left, length);
            const ImVec2 c{a.x + (b.x - a.x) * part / length, a.y + (b.y - a.y) * part / length};
            if (on) draw->AddLine(a, c, color, width);
            a = c, length -= part, left -= part;
            if (left <= 1e-4f) on = !on, left = on ? 5.0f : 4.0f;
        }
    }
}

/// A solid line, begun anew at every turn over 135 degrees: there its joint would stick far out.
void solid(ImDrawList* draw, std::span<const ImVec2> points, ImU32 color, float width) {
    std::size_t from = 0;
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const ImVec2 in{points[i].x - points[i - 1].x, points[i].y - points[i - 1].y}, out{points[i + 1].x - points[i].x, points[i + 1].y - points[i].y};
        const float along = in.x * out.x + in.y * out.y, lengths = (in.x * in.x + in.y * in.y) * (out.x * out.x + out.y * out.y);
        if (along >= 0 || 2 * along * along < lengths) continue;   // turned by less than 135 degrees
        draw->AddPolyline(&points[from], static_cast<int>(i - from + 1), color, ImDrawFlags_None, width);
        from = i;
    }
    draw->AddPolyline(&points[from], static_cast<int>(points.size() - from), color, ImDrawFlags_None, width);
}

}  // namespace

std::string_view end_name(const Series& series) {
    if (series.end_name == "-") return {};
    return series.end_name.empty() ? series.name : series.end_name;
}

void Plot::draw_axes(const Ui& ui, const PlotOptions& options) const {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    char text[32];
    if (!options.title.empty()) draw_text_middle(draw, theme, {at.x, at.y + 10}, {13}, theme.ink, options.title);
    draw->AddRectFilled({min_.x, max_.y}, {max_.x, max_.y + theme.hairline}, theme.faint);
    if (!has_data_) return;
    for (const double tick : y_ticks_.values) {
        const float y = theme.snap(to_screen(x_.low, tick).y);
        if (y < min_.y - 1 || y > max_.y + 1) continue;
        draw->AddRectFilled({min_.x, y}, {max_.x, y + theme.hairline}, with_alpha(theme.line, 0.65f));
        draw_text_middle(draw, theme, {min_.x - 8, y}, {11, true}, theme.muted, y_ticks_.text(text, tick), Align::right);
    }
    float last = -1e9f;
    const auto place_of = [&](double tick) { return theme.snap(to_screen(tick, y_.low).x); };
    const auto half_of = [&](double tick) { return text_size(theme, {11, true}, x_ticks_.text(text, tick)).x / 2; };
    // The axis' name stands beyond the end where there is room, else at the end, or before the last number: how far the axis goes is read in any case.
    float name = options.x_name.empty() ? 0 : text_size(theme, {11}, options.x_name).x + 10;
    const double* final_tick = nullptr;
    for (const double& tick : x_ticks_.values)
        if (place_of(tick) >= min_.x - 1 && place_of(tick) <= max_.x + 1) final_tick = &tick;
    const float beyond = final_tick ? std::max(max_.x, place_of(*final_tick) + half_of(*final_tick)) + 8 : max_.x + 8;
    if (name > 0 && beyond + name - 10 <= right_) {
        draw_text_middle(draw, theme, {beyond, max_.y + 13}, {11}, theme.muted, options.x_name);
        name = 0;
    }
    float name_right = max_.x;
    if (final_tick && name > 0 && place_of(*final_tick) + half_of(*final_tick) > max_.x - name) {
        const float half = half_of(*final_tick), x = std::min(place_of(*final_tick), max_.x + 6 - half);
        draw_text_middle(draw, theme, {x, max_.y + 13}, {11, true}, theme.muted, x_ticks_.text(text, *final_tick), Align::center);
        name_right = x - half - 8;
    }
    for (const double tick : x_ticks_.values) {
        const float x = place_of(tick), half = half_of(tick);
        if (x < min_.x - 1 || x > max_.x + 1) continue;
        draw->AddRectFilled({x, max_.y}, {x + theme.hairline, max_.y + 4}, theme.faint);
        if (x - half < last + 8 || x + half > (name > 0 ? name_right - name : max_.x + half)) continue;
        draw_text_middle(draw, theme, {x, max_.y + 13}, {11, true}, theme.muted, x_ticks_.text(text, tick), Align::center);
        last = x + half;
    }
    if (name > 0) draw_text_middle(draw, theme, {name_right, max_.y + 13}, {11}, theme.muted, options.x_name, Align::right);
}

void Plot::stroke(ImDrawList* draw, const Series& s, ImU32 color) const {
    for (std::size_t i = 0; i < points_.size();) {
        if (std::isnan(points_[i].x)) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < points_.size() && !std::isnan(points_[end].x)) ++end;
        if (end - i == 1) draw->AddCircleFilled(points_[i], s.width + 0.75f, color, 12);
        else if (s.dashed) dashes(draw, &points_[i], end - i, color, s.width);
        else solid(draw, std::span(points_).subspan(i, end - i), color, s.width);
        i = end;
    }
}

void Plot::draw_series(const Series& s, float smoothing) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::size_t n = std::min(s.x.size(), s.y.size());
    const ImU32 color = with_alpha(s.color, s.opacity);
    const bool smooth = s.smooth && smoothing > 0 && n > 2;
    // More points than pixels: the first and the extremes of each column say the same with fewer vertices and, on a logarithmic axis, logarithms.
    const auto collect = [&](auto&& value) {
        points_.clear();
        float column = -1e9f;
        double low = 0, high = 0;
        bool low_first = true, more = false;   // more: of this column than its first point
        const auto close = [&] {
            if (!more) return;
            for (const double y : {low_first ? low : high, low_first ? high : low}) points_.push_back({column, screen_y(y)});
            more = false;
        };
        for (std::size_t i = 0; i < n; ++i) {
            const double y = value(i);
            if (!std::isfinite(y) || (log_y_ && y <= 0)) {
                close();
                column = -1e9f;
                if (!points_.empty() && !std::isnan(points_.back().x)) points_.push_back(gap_point);
                continue;
            }
            const float x = screen_x(s.x[i]);
            if (x < min_.x - 2000 || x > max_.x + 2000) continue;
            if (n > 1500 && std::fabs(x - column) < 0.75f) {
                if (y < low) low = y, low_first = false, more = true;
                else if (y > high) high = y, low_first = true, more = true;
                continue;
            }
            close();
            column = x, low = high = y;
            points_.push_back({x, screen_y(y)});
        }
        close();
    };
    collect([&](std::size_t i) { return s.y[i]; });
    if (!s.points_only) stroke(draw, s, smooth ? with_alpha(color, 0.25f) : color);
    if (s.markers || s.points_only)
        for (const ImVec2& p : points_)
            if (!std::isnan(p.x)) draw->AddCircleFilled(p, s.points_only ? std::max(2.25f, 1.4f * s.width) : 2.25f, color, 16);
    if (!smooth) return;
    // Kingma & Ba's bias correction: the first values are not pulled towards 0.
    double mean = 0, weight = 0;
    collect([&](std::size_t i) {
        if (!std::isfinite(s.y[i])) return static_cast<double>(NAN);
        mean = smoothing * mean + (1 - smoothing) * s.y[i];
        weight = smoothing * weight + (1 - smoothing);
        return mean / weight;
    });
    stroke(draw, s, color);
}

void Plot::draw_end_labels(const Ui& ui, std::span<const Series> series) {
    constexpr float height = 14;
    ends_.clear();
    for (const Series& s : series) {
        const std::string_view name = end_name(s);
        if (name.empty()) continue;
        std::size_t i = std::min(s.x.size(), s.y.size());
        while (i > 0 && !(std::isfinite(s.y[i - 1]) && s.x[i - 1] <= x_.high)) --i;
        if (i == 0) continue;
        const ImVec2 last = to_screen(s.x[i - 1], s.y[i - 1]);
        const float y = std::clamp(last.y, min_.y, max_.y);
        ends_.push_back({.y = y, .name = name, .color = s.color, .from = {std::max(last.x, min_.x), y}});
    }
    std::ranges::sort(ends_, {}, &EndLabel::y);
    for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i].y = std::max(ends_[i].y, ends_[i - 1].y + height);
    float limit = max_.y - height / 2 + 1;   // above the axis
    for (std::size_t i = ends_.size(); i-- > 0; limit = ends_[i].y - height) ends_[i].y = std::min(ends_[i].y, limit);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const EndLabel& end : ends_) {
        draw_text_cut(draw, ui.theme, {max_.x + 8, end.y}, right_ - max_.x - 8, {12}, end.color, end.name);
        // A run that ended early: dots lead from its end to its name.
        const float length = max_.x + 4 - end.from.x;
        if (length < 28) continue;
        for (float at = 9; at < length; at += 6)
            draw->AddCircleFilled({end.from.x + at, end.from.y + (end.y - end.from.y) * at / length}, 0.8f, with_alpha(end.color, 0.55f), 6);
    }
}

void Plot::draw_read_out(Ui& ui, const PlotOptions& options, std::span<const Series> series) const {
    const bool shared = !hovered_ && options.cursor && has_data_;
    if (!hovered_ && !shared) return;
    const double wanted = hovered_ ? hovered_x_ : options.cursor_x;
    double x = wanted, best = INFINITY;
    for (const Series& s : series) {
        const std::size_t n = std::min(s.x.size(), s.y.size());
        if (n == 0 || s.name.empty()) continue;
        const double near = s.x[std::min(s.x.nearest(wanted), n - 1)];
        if (std::fabs(near - wanted) < best) best = std::fabs(near - wanted), x = near;
    }
    if (!std::isfinite(best) || x < x_.low || x > x_.high) return;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float screen_x = theme.snap(to_screen(x, y_.low).x);
    draw->AddRectFilled({screen_x, min_.y}, {screen_x + theme.hairline, max_.y}, theme.muted);

    constexpr std::size_t most = 12;
    InspectorLine lines[most];
    char texts[most][32];
    std::size_t count = 0;
    for (const Series& s : series) {
        const std::size_t n = std::min(s.x.size(), s.y.size());
        if (n == 0 || s.name.empty() || count == most) continue;
        const std::size_t i = std::min(s.x.nearest(x), n - 1);
        if (std::fabs(s.x[i] - x) > 1) continue;                   // this run had ended before
        const ImVec2 p = to_screen(s.x[i], s.y[i]);
        if (std::isfinite(s.y[i])) draw->AddCircleFilled(p, 3.5f, theme.paper, 16), draw->AddCircle(p, 3.5f, s.color, 16, 1.75f);
        lines[count] = {s.name, format_number(texts[count], s.y[i], options.digits), s.color};
        ++count;
    }
    if (shared || count == 0) return;
    char number[32], title[96];
    const std::string_view at = format_number(number, x, 4);
    std::snprintf(title, sizeof title, "%.*s %.*s", static_cast<int>(options.x_name.size()), options.x_name.data(),
                  static_cast<int>(at.size()), at.data());
    inspector(ui, {screen_x, ui.touch ? min_.y : ImGui::GetMousePos().y}, title, {lines, count});
}

}  // namespace nabla::kit
