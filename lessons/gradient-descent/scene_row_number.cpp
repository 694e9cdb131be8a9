#include <algorithm>
#include <cmath>

#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/ticks.h"
#include "lessons/numerals.h"

namespace nabla::lessons::gradient_descent {
namespace {

using namespace kit;

/// The table with the column that slipped in, and the test scores of five seeds without it and with it.
class RowNumberView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_table(SceneContext& context, ImVec2 at, float width, const Dataset& data) const;
    float draw_scores(SceneContext& context, ImVec2 at, float width) const;
};

float RowNumberView::draw_table(SceneContext& context, ImVec2 at, float width, const Dataset& data) const {
    const Theme& theme = context.ui.theme;
    std::vector<TableColumn> columns;
    for (const std::string& name : data.feature_names) columns.push_back({.title = name == "row" ? context.label("row") : name});
    columns.push_back({.title = "Sales"});
    const auto x = data.raw_train.x.floats();
    const auto count = data.feature_names.size();
    return data_table(context.ui, {.id = "rows", .at = at, .width = std::min(width, 560.0f), .row_height = 24, .columns = columns, .rows = 4, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (column == count) return {.text = lessons::fixed(data.raw_train.y[row], 1)};
        const bool number = data.feature_names[column] == "row";
        return {.text = lessons::fixed(x[row * count + column], number ? 0 : 1), .color = number ? theme.danger : 0};
    }});
}

float RowNumberView::draw_scores(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto pairs = pairs_of(context.session);
    if (pairs.empty()) return draw_paragraph(draw, theme, at, width, {13}, theme.muted, context.label("waiting"));
    double low = 1e9, high = -1e9;
    for (const Pair& pair : pairs)
        for (const auto& score : {pair.without, pair.with})
            if (score) low = std::min(low, *score), high = std::max(high, *score);
    if (low > high) low = 3, high = 5;
    const double margin = std::max(0.15, 0.1 * (high - low));
    low -= margin, high += margin;
    const float names = std::max(text_size(theme, {13}, context.label("without")).x, text_size(theme, {13}, context.label("with")).x) + 18;
    const float left = at.x + names, right = at.x + width - 10, row = 56;
    const auto place = [&](double score) { return left + (right - left) * static_cast<float>((score - low) / (high - low)); };
    Ticks ticks;
    nice_ticks(ticks, low, high, std::max(2, static_cast<int>((right - left) / 90)), false);
    char text[32];
    for (const double tick : ticks.values) {
        draw->AddRectFilled({theme.snap(place(tick)), at.y}, {theme.snap(place(tick)) + theme.hairline, at.y + 2 * row}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {place(tick), at.y + 2 * row + 12}, {11, true}, theme.muted, ticks.text(text, tick), Align::center);
    }
    draw_text_middle(draw, theme, {at.x, at.y + 2 * row + 12}, {theme.small}, theme.muted, context.label("mse"));
    draw_text_middle(draw, theme, {at.x, at.y + row / 2}, {13}, theme.ink, context.label("without"));
    draw_text_middle(draw, theme, {at.x, at.y + row * 1.5f}, {13}, theme.ink, context.label("with"));
    double sums[2] = {0, 0};
    int counts_of[2] = {0, 0};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Pair& pair = pairs[i];
        const float jitter = (static_cast<float>(i) - 2) * 4;
        if (pair.without && pair.with) draw->AddLine({place(*pair.without), at.y + row / 2 + jitter}, {place(*pair.with), at.y + row * 1.5f + jitter}, with_alpha(theme.muted, 0.5f), 1);
        if (pair.without) draw->AddCircleFilled({place(*pair.without), at.y + row / 2 + jitter}, 5, theme.series_color(0), 20), sums[0] += *pair.without, ++counts_of[0];
        if (pair.with) draw->AddCircleFilled({place(*pair.with), at.y + row * 1.5f + jitter}, 5, theme.series_color(1), 20), sums[1] += *pair.with, ++counts_of[1];
    }
    for (std::size_t i = 0; i < 2; ++i) {
        if (!counts_of[i]) continue;
        const float x = theme.snap(place(sums[i] / counts_of[i])), y = at.y + row * (static_cast<float>(i) + 0.5f);
        draw->AddRectFilled({x - 1, y - 18}, {x + 1, y + 18}, theme.series_color(i));
    }
    const auto mean = [&](int i) { return counts_of[i] ? lessons::fixed(sums[i] / counts_of[i], 2) : std::string("…"); };
    const std::string line = std::string(context.label("mean")) + "  " + context.label("without") + " " + mean(0) + "  ·  " + context.label("with") + " " + mean(1);
    return 2 * row + 28 + draw_paragraph(draw, theme, {at.x, at.y + 2 * row + 28}, width, {13}, theme.ink, line);
}

float RowNumberView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    if (!data) return draw_waiting(context, area);
    Ui& ui = context.ui;
    float y = area.min.y + draw_table(context, area.min, area.width(), *data) + 14;
    y += question_card(context, damage, {area.min.x, y}, area.width()) + 14;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.train_pairs", std::min(area.width(), 240.0f));
    y += ui.control_height() + 14;
    y += draw_scores(context, {area.min.x, y}, std::min(area.width(), 720.0f));
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_row_number_view() { return std::make_unique<RowNumberView>(); }

}  // namespace nabla::lessons::gradient_descent
