#include <algorithm>
#include <utility>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/format.h"
#include "lessons/kit/scatter.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// Every test area as a point that opens its row, and the report: ten seeds, mean and deviation.
class ReportView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_row(SceneContext& context, const Dataset& data, int row, float predicted, ImVec2 at, float width) const;
    float draw_seeds(SceneContext& context, const State& state, ImVec2 at, float width);

    Scatter scatter_;
    TestPredictions predictions_;
    std::shared_ptr<const Dataset> data_;
    std::vector<double> means_;   // of the training rows
};

float ReportView::draw_row(SceneContext& context, const Dataset& data, int row, float predicted, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float truth = data.test->y[static_cast<std::size_t>(row)];
    const double error = double{predicted} - truth;
    draw_text(draw, theme, at, {13}, theme.muted, std::string(context.label("row")) + " " + std::to_string(row));
    const std::pair<const char*, std::string> numbers[] = {{context.label("truth"), fixed(truth, 1)}, {context.label("prediction"), fixed(predicted, 1)}, {context.label("error"), (error > 0 ? "+" : "") + fixed(error, 1)}};
    float y = at.y + 24;
    for (int i = 0; i < 3; ++i) {
        draw_text_middle(draw, theme, {at.x, y + 10}, {13}, theme.muted, numbers[i].first);
        draw_text_middle(draw, theme, {at.x + width, y + 10}, {i == 2 ? 18.0f : 14.0f, true}, i == 2 ? (error > 0 ? theme.positive : theme.negative) : theme.ink, numbers[i].second, Align::right);
        y += 24;
    }
    if (truth >= highest_price) {
        draw_text(draw, theme, {at.x, y}, {12}, theme.negative, context.label("capped"));
        y += 20;
    }
    const std::size_t count = data.feature_names.size();
    const auto x = data.raw_test.x.floats().subspan(static_cast<std::size_t>(row) * count, count);
    const TableColumn columns[] = {{context.label("feature"), 0, Align::left, true}, {context.label("value"), 66}, {context.label("train_mean"), 84}};
    y += 6;
    y += data_table(ui, {.id = "features", .at = {at.x, y}, .width = width, .row_height = 20, .columns = columns, .rows = count, .cell = [&](std::size_t r, std::size_t c) -> TableCell {
        char number[32];
        if (c == 0) return {.text = data.feature_names[r]};
        return {.text = std::string(format_number(number, c == 1 ? x[r] : means_[r], 4)), .color = c == 2 ? theme.muted : 0};
    }});
    return y - at.y;
}

float ReportView::draw_seeds(SceneContext& context, const State& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float half = std::min(200.0f, (width - 10) / 2);
    ImGui::SetCursorScreenPos(at);
    control(ui, context.session, "figure.train_seeds", half);
    ImGui::SetCursorScreenPos({at.x + half + 10, at.y});
    control(ui, context.session, "figure.save", half);
    float y = at.y + ui.control_height() + 14;
    const auto scores = seeds_of(context.session);
    if (!scores.empty()) {
        const DotRow row{context.label("mae"), scores, theme.series_color(0)};
        y += draw_dot_rows(context, "seeds", {at.x, y}, width, {&row, 1}) + 6;
        const Spread spread = spread_of(scores);
        const std::string words = std::string(context.label("draft")) + ": " + with_number(context.label("seeds"), std::to_string(spread.runs)) + " · " + fixed(spread.mean, 3) + " ± " + fixed(spread.deviation, 3) + " (" + context.label("of") + ")";
        y += draw_paragraph(draw, theme, {at.x, y}, width, {13}, theme.muted, words) + 8;
    }
    if (state.report) {
        const std::string words = std::string(context.label("mae")) + " " + fixed(state.report->mean, 3) + " ± " + fixed(state.report->deviation, 3) + " · " + with_number(context.label("seeds"), std::to_string(state.report->runs));
        const Box card = Box::at({at.x, y}, width, 66);
        draw->AddRectFilled(card.min, card.max, with_alpha(theme.good, 0.1f), theme.radius);
        draw_text_middle(draw, theme, {card.min.x + 14, card.min.y + 19}, {theme.small}, theme.good, context.label("saved"));
        draw_text_middle(draw, theme, {card.min.x + 14, card.min.y + 45}, {16, true}, theme.ink, words);
        ui.widgets.add("report", card.min, card.max);
        y += 76;
        ImGui::SetCursorScreenPos({at.x, y});
        control(ui, context.session, "figure.copy_report", half);
        ImGui::SetCursorScreenPos({at.x + half + 10, y});
        control(ui, context.session, "figure.download_report", half);
        y += ui.control_height();
    }
    return y - at.y;
}

float ReportView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    const auto& predicted = predictions_.follow(context);
    if (predicted.empty() || data->raw_test.y.empty()) return draw_waiting(context, area);
    if (data != data_) {
        data_ = data;
        const auto x = data->raw_train.x.floats();
        means_.assign(data->feature_names.size(), 0.0);
        for (std::size_t i = 0; i < x.size(); ++i) means_[i % means_.size()] += x[i] / static_cast<double>(data->raw_train.rows());
    }
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const State state = State::read(context.session.lesson_state());
    std::vector<Scatter::Point> points;
    for (std::size_t i = 0; i < predicted.size(); ++i) points.push_back({data->test->y[i], predicted[i], data->test->y[i] >= highest_price});
    const bool narrow = area.width() < narrow_below;
    const float side = narrow ? std::min(area.width(), 380.0f) : std::clamp(area.width() * 0.56f, 280.0f, 430.0f);
    float y = area.min.y;
    if (context.session.untrained()) y += draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.warning, context.label("no_result")) + 8;
    const int pressed = scatter_.draw(ui, {.id = "scatter", .x_name = context.label("truth"), .y_name = context.label("prediction"), .area = Box::at({area.min.x, y}, side, side), .low = 0, .high = 55, .tick = 10, .selected = state.row}, points);
    if (pressed >= 0) ui.set_control("figure.row", pressed);
    const LegendItem capped[] = {{context.label("capped"), theme.negative, LegendItem::Mark::ring}};
    const float key = legend(ui, {area.min.x, y + side + 4}, side, capped) + 4;
    const int shown = scatter_.hovered() >= 0 ? scatter_.hovered() : state.row;
    const ImVec2 beside = narrow ? ImVec2{area.min.x, y + side + key + 8} : ImVec2{area.min.x + side + 26, y + 4};
    const float width = area.max.x - beside.x;
    float height = 30;
    if (shown >= 0 && shown < static_cast<int>(predicted.size())) height = draw_row(context, *data, shown, predicted[static_cast<std::size_t>(shown)], beside, width);
    else draw_paragraph(draw, theme, beside, width, {13}, theme.muted, context.label("choose"));
    // The place beside the points keeps its height, so that nothing below jumps while the pointer wanders.
    const float full = 24 + 72 + 20 + 6 + 24 + 20 * static_cast<float>(data->feature_names.size());
    y = (narrow ? beside.y + std::max(height, full) : std::max(y + side + key, beside.y + full)) + 18;
    y += draw_seeds(context, state, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_report_view() { return std::make_unique<ReportView>(); }

}  // namespace nabla::lessons::boston_housing
