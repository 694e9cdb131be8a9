#include "lessons/kit/distribution.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

struct Layout {
    double low = 0, high = 1;
    float left = 0, right = 0, row = 46, strip = 0;   // strip: where the dots' line is in a row
    bool stacked = false;                             // names above their strips, where there is little width
    float x_of(double value) const { return left + (right - left) * static_cast<float>((value - low) / (high - low)); }
};

Layout layout(const Ui& ui, const Distribution& options) {
    Layout out;
    double low = options.low, high = options.high;
    float names = 0, numbers = 0;
    const bool automatic = low >= high;
    if (automatic) low = 1e300, high = -1e300;
    for (const DistributionRow& row : options.rows) {
        names = std::max(names, text_size(ui.theme, {13}, row.name).x);
        if (options.summary) numbers = std::max(numbers, text_size(ui.theme, {12, true}, lessons::fixed(88, options.digits) + " ± " + lessons::fixed(8, options.digits)).x - 14);
        if (!automatic) continue;
        for (double value : row.values)
            if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
        if (row.published != 0) low = std::min(low, row.published), high = std::max(high, row.published);
    }
    if (low > high) low = 0, high = 1;
    if (automatic) {
        const double margin = std::max({(high - low) * 0.12, std::abs(high) * 1e-3, 1e-9});
        low -= margin, high += margin;
    }
    out.low = low, out.high = high;
    out.stacked = options.width < 460 || names > options.width * 0.34f;
    out.left = options.at.x + (out.stacked ? 4 : names + 18);
    out.right = options.at.x + options.width - (out.stacked ? 4 : numbers + 18);
    out.row = out.stacked ? 58.0f : 44.0f;
    out.strip = out.stacked ? 39.0f : 22.0f;
    return out;
}

void draw_axis(Ui& ui, const Distribution& options, const Layout& l, float bottom) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Ticks ticks;
    nice_ticks(ticks, l.low, l.high, std::max(2, static_cast<int>((l.right - l.left) / 64)), false);
    for (double tick : ticks.values) {
        if (tick < l.low || tick > l.high) continue;
        char number[32];
        const float x = theme.snap(l.x_of(tick));
        // Names above the strips: the lines leave them out.
        for (std::size_t r = 0; r < (l.stacked ? options.rows.size() : 1); ++r) {
            const float top = options.at.y + l.row * static_cast<float>(r);
            draw->AddRectFilled({x, l.stacked ? top + l.strip - 17 : top}, {x + theme.hairline, l.stacked ? top + l.row : bottom}, with_alpha(theme.line, 0.7f));
        }
        draw_text_middle(draw, theme, {x, bottom + 12}, {11, true}, theme.muted, ticks.text(number, tick), Align::center);
    }
}

void diamond(ImDrawList* draw, ImVec2 at, float r, ImU32 fill, ImU32 ink) {
    draw->AddQuadFilled({at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}, fill);
    draw->AddQuad({at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}, ink, 1.5f);
}

void draw_dots(Ui& ui, const Distribution& options, const Layout& l, std::size_t r, float y) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const DistributionRow& row = options.rows[r];
    const bool many = row.values.size() > 12;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        if (!std::isfinite(row.values[i])) continue;
        // The same run always stands at the same height, so that a dot can be followed.
        const float lift = row.values.size() < 2 ? 0 : (static_cast<float>(i * 3 % 5) - 2) * (many ? 3.0f : 2.6f);
        const ImVec2 dot{std::clamp(l.x_of(row.values[i]), l.left - 4, l.right + 4), y + lift};
        const std::string id = std::string(options.id) + "." + std::to_string(r) + "." + std::to_string(i);
        const Target t = figure_target(ui, id, {dot.x - 7, y - 14}, {dot.x + 7, y + 14});
        draw->AddCircleFilled(dot, many ? 3.0f : 4.5f, with_alpha(row.color, t.shown() ? 1.0f : 0.82f), 20);
        draw->AddCircle(dot, many ? 3.0f : 4.5f, t.shown() ? theme.ink : theme.paper, 20, 1);
        if (!t.shown()) continue;
        const std::string name = i < row.names.size() ? row.names[i] : "#" + std::to_string(i + 1), value = lessons::fixed(row.values[i], options.digits + 1);
        const InspectorLine line[] = {{name, value, row.color}};
        inspector(ui, dot, row.name, line);
    }
}

}  // namespace

Summary summary_of(std::span<const double> values) {
    Summary out;
    for (double value : values)
        if (std::isfinite(value)) ++out.count, out.mean += value;
    if (out.count == 0) return out;
    out.mean /= static_cast<double>(out.count);
    double squares = 0;
    for (double value : values)
        if (std::isfinite(value)) squares += (value - out.mean) * (value - out.mean);
    if (out.count > 1) out.deviation = std::sqrt(squares / static_cast<double>(out.count - 1));
    return out;
}

float distribution(Ui& ui, const Distribution& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Layout l = layout(ui, options);
    const float bottom = options.at.y + l.row * static_cast<float>(options.rows.size());
    draw_axis(ui, options, l, bottom);
    bool any_published = false;
    for (std::size_t r = 0; r < options.rows.size(); ++r) {
        const DistributionRow& row = options.rows[r];
        const float top = options.at.y + l.row * static_cast<float>(r), y = top + l.strip, words = l.stacked ? top + 12 : y;
        const Summary sum = summary_of(row.values);
        if (l.stacked && r > 0) draw->AddRectFilled({options.at.x, theme.snap(top)}, {options.at.x + options.width, theme.snap(top) + theme.hairline}, with_alpha(theme.line, 0.6f));
        draw_text_middle(draw, theme, {options.at.x + (l.stacked ? 4.0f : 0.0f), words}, {13}, theme.ink, row.name);
        const std::string numbers = sum.count == 0 ? "–" : lessons::fixed(sum.mean, options.digits) + (sum.count > 1 ? " ± " + lessons::fixed(sum.deviation, options.digits) : "");
        if (options.summary) draw_text_middle(draw, theme, {options.at.x + options.width, words}, {12, true}, sum.count ? theme.ink : theme.faint, numbers, Align::right);
        draw->AddRectFilled({l.left, theme.snap(y)}, {l.right, theme.snap(y) + theme.hairline}, with_alpha(theme.line, 0.9f));
        if (sum.count > 1) {
            const float a = std::max(l.x_of(sum.mean - sum.deviation), l.left), b = std::min(l.x_of(sum.mean + sum.deviation), l.right);
            draw->AddRectFilled({a, y - 11}, {b, y + 11}, with_alpha(row.color, 0.15f), 3);
        }
        if (sum.count > 0) draw->AddRectFilled({theme.snap(l.x_of(sum.mean)) - 1, y - 14}, {theme.snap(l.x_of(sum.mean)) + 1, y + 14}, row.color);
        if (row.published != 0) {
            any_published = true;
            diamond(draw, {l.x_of(row.published), y}, 6, theme.paper, theme.ink);
            ui.widgets.add(std::string(options.id) + "." + std::to_string(r) + ".published", {l.x_of(row.published) - 6, y - 6}, {l.x_of(row.published) + 6, y + 6});
        }
        draw_dots(ui, options, l, r, y);
    }
    float height = bottom + 22 - options.at.y;
    if (any_published && !options.published_name.empty()) {
        diamond(draw, {l.left + 6, bottom + 34}, 5, theme.paper, theme.ink);
        draw_text_middle(draw, theme, {l.left + 18, bottom + 34}, {12}, theme.muted, options.published_name);
    }
    if (!options.axis_name.empty()) draw_text_middle(draw, theme, {l.right, bottom + 34}, {12}, theme.muted, options.axis_name, Align::right);
    if (!options.axis_name.empty() || (any_published && !options.published_name.empty())) height += 24;
    return height;
}

}  // namespace nabla::kit
