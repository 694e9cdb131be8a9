#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/stats.h"
#include "lessons/kit/target.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// A bar a pair, in the order of training: up where the change made the fold worse. Strips of folds overlap, because folds
/// differ more from each other than the change does; only the pairs tell.
float draw_differences(SceneContext& context, ImVec2 at, float width, std::span<const Pair> pairs) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    double reach = 0.1;
    for (const Pair& pair : pairs)
        if (pair.both()) reach = std::max(reach, std::abs(*pair.changed - *pair.as_is));
    const float title = draw_paragraph(draw, theme, at, width, {13}, theme.ink, context.label("difference"));
    Box plot = Box::at({at.x, at.y + title + 8}, width, 104);
    plot.cut_left(46);
    const float middle = theme.snap(plot.center().y), slot = plot.width() / static_cast<float>(pairs.size());
    const auto height_of = [&](double value) { return static_cast<float>(value / reach) * plot.height() / 2; };
    draw_text_middle(draw, theme, {plot.min.x - 8, plot.min.y + 5}, {11, true}, theme.muted, "+" + fixed(reach, 2), Align::right);
    draw_text_middle(draw, theme, {plot.min.x - 8, middle}, {11, true}, theme.muted, "0", Align::right);
    draw_text_middle(draw, theme, {plot.min.x - 8, plot.max.y - 5}, {11, true}, theme.muted, "−" + fixed(reach, 2), Align::right);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Pair& pair = pairs[i];
        const Box column = Box::at({plot.min.x + slot * static_cast<float>(i), plot.min.y}, slot, plot.height());
        if (i > 0 && i % pair_folds == 0) draw->AddRectFilled({theme.snap(column.min.x), plot.min.y}, {theme.snap(column.min.x) + theme.hairline, plot.max.y}, with_alpha(theme.line, 0.8f));
        const Target t = figure_target(ui, "pair." + std::to_string(i), column.min, column.max);
        if (!pair.both()) continue;
        const double by = *pair.changed - *pair.as_is;
        const float end = middle - height_of(by), half = std::max(2.0f, slot * 0.32f);
        draw->AddRectFilled({column.center().x - half, std::min(end, middle)}, {column.center().x + half, std::max(end, middle)}, by > 0 ? theme.negative : theme.accent, 2);
        if (t.shown())
            ui.tip = {.text = std::string(context.label("seed")) + " " + std::to_string(pair.seed) + " · " + context.label("fold") + " " + std::to_string(pair.fold) + "\n" + fixed(*pair.as_is, 3) + " → " + fixed(*pair.changed, 3) +
                              " (" + (by > 0 ? "+" : "−") + fixed(std::abs(by), 3) + ")",
                      .anchor_min = column.min, .anchor_max = column.max};
    }
    draw->AddRectFilled({plot.min.x, middle}, {plot.max.x, middle + theme.hairline}, theme.faint);
    for (int seed = 0; seed < pair_seeds; ++seed)
        draw_text_middle(draw, theme, {plot.min.x + plot.width() * (static_cast<float>(seed) + 0.5f) / pair_seeds, plot.max.y + 11}, {11}, theme.muted, std::string(context.label("seed")) + " " + std::to_string(seed + 1), Align::center);
    return plot.max.y + 22 - at.y;
}

}  // namespace

float draw_pairs(SceneContext& context, Comparison comparison, std::string_view button, bool possible, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    ImGui::SetCursorScreenPos(at);
    control(ui, context.session, button, std::min(width, 260.0f));
    float y = at.y + ui.control_height() + 14;
    const auto pairs = pairs_of(context.session, comparison);
    if (pairs.empty()) return y - at.y + draw_paragraph(draw, theme, {at.x, y}, width, {13}, theme.muted, context.label(possible ? "waiting" : "not_possible"));
    DotRow rows[] = {{context.label("as_is"), {}, theme.series_color(0)}, {context.label("changed"), {}, theme.series_color(1)}};
    std::vector<double> changes;
    for (const Pair& pair : pairs) {
        if (pair.as_is) rows[0].values.push_back(*pair.as_is);
        if (pair.changed) rows[1].values.push_back(*pair.changed);
        if (pair.both()) changes.push_back(*pair.changed - *pair.as_is);
    }
    const bool over = changes.size() == pairs.size();
    draw_text(draw, theme, {at.x, y}, {13}, theme.ink, context.label("val_mae"));
    y += 24;
    y += draw_dot_rows(context, "pairs", {at.x, y}, width, rows) + 10;
    y += draw_differences(context, {at.x, y}, width, pairs) + 10;
    const auto words = [&](std::span<const double> values, bool sign) {
        if (values.empty()) return std::string("…");
        const Spread spread = spread_of(values);
        return (sign ? (spread.mean < 0 ? "−" : "+") : "") + fixed(std::abs(spread.mean), 3) + " ± " + fixed(spread.deviation, 3);
    };
    const auto worse = std::ranges::count_if(changes, [](double by) { return by > 0; });
    const Stat numbers[] = {{rows[0].name, words(rows[0].values, false), rows[0].color}, {rows[1].name, words(rows[1].values, false), rows[1].color}, {context.label("mean_difference"), words(changes, true)},
                            {context.label("worse"), std::to_string(worse) + " / " + std::to_string(over ? pairs.size() : changes.size())}};
    y += stats(ui, {at.x, y}, width, numbers, 16);
    return y - at.y;
}

}  // namespace nabla::lessons::boston_housing
