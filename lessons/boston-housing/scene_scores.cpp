#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/question_card.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

struct Published {
    const char* name;
    double mae, mse;
};
constexpr Published published[] = {{"three_fold", 2.609, 12.28}, {"four_fold", 2.474, 16.28}, {"one_hot", 2.262, 11.86}};

/// The published pairs of scores, and one's own errors with their squares: what leaving out the largest does to both.
class ScoresView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_published(SceneContext& context, ImVec2 at, float width) const;
    void draw_errors(SceneContext& context, Box box, std::span<const double> errors, int trim, bool squared) const;
};

float ScoresView::draw_published(SceneContext& context, ImVec2 at, float width) const {
    const bool told = answered(context.session.lesson_state(), agree.id);
    const auto& result = context.session.test_result();
    const bool own = result && !result->evaluation.metrics.empty();
    const TableColumn columns[] = {{context.label("published"), 0, Align::left, false}, {context.label("mae"), 70}, {context.label("mse"), 70}};
    return data_table(context.ui, {.id = "published", .at = at, .width = width, .columns = columns, .rows = own ? 4u : 3u, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (row == 3) return {.text = column == 0 ? context.label("own") : fixed(column == 1 ? result->evaluation.metrics.front().second : result->evaluation.loss, column == 1 ? 3 : 2), .strong = column > 0};
        if (column == 0) return {.text = context.label(published[row].name)};
        if (column == 1) return {.text = fixed(published[row].mae, 3)};
        // The second and third would answer the question.
        return {.text = row > 0 && !told ? "?" : fixed(published[row].mse, 2), .color = row == 1 && told ? context.ui.theme.danger : 0};
    }});
}

/// Bars of the errors, largest first; those left out are only outlined.
void ScoresView::draw_errors(SceneContext& context, Box box, std::span<const double> errors, int trim, bool squared) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Scores scores = scores_of(errors, trim);
    const std::string name = context.label(squared ? "mse" : "mae"), number = fixed(squared ? scores.mse : scores.mae, squared ? 2 : 3);
    draw_text_middle(draw, theme, {box.min.x, box.min.y + 12}, {13}, theme.muted, name);
    draw_text_middle(draw, theme, {box.min.x + text_size(theme, {13}, name).x + 10, box.min.y + 11}, {22, true}, theme.ink, number);
    double total = 0, three = 0;
    for (std::size_t i = 0; i < errors.size(); ++i) {
        const double value = squared ? errors[i] * errors[i] : errors[i];
        total += value;
        if (i < 3) three += value;
    }
    const std::string share = std::string(context.label("share")) + " " + fixed(total > 0 ? 100 * three / total : 0, 0) + "%";
    Box plot = box;
    plot.cut_top(34);
    plot.cut_bottom(22);
    draw_text_middle(draw, theme, {plot.min.x, plot.max.y + 13}, {theme.small}, theme.muted, context.label(squared ? "squares" : "errors"));
    draw_text_middle(draw, theme, {box.max.x, box.min.y + 12}, {12}, theme.muted, share, Align::right);
    const double most = errors.empty() ? 1 : squared ? errors[0] * errors[0] : errors[0];
    const float step = plot.width() / static_cast<float>(std::max<std::size_t>(1, errors.size()));
    for (std::size_t i = 0; i < errors.size(); ++i) {
        const double value = squared ? errors[i] * errors[i] : errors[i];
        const float height = std::max(0.5f, plot.height() * static_cast<float>(value / most)), x = plot.min.x + step * static_cast<float>(i);
        const ImVec2 min{x + 0.5f, plot.max.y - height}, max{x + std::max(step - 0.5f, 1.0f), plot.max.y};
        if (static_cast<int>(i) < trim) draw->AddRect(min, max, theme.faint, 0, 0, 1);
        else draw->AddRectFilled(min, max, i < 3 ? theme.negative : mix(theme.muted, theme.paper, 0.35f));
    }
    draw->AddRectFilled({plot.min.x, theme.snap(plot.max.y)}, {plot.max.x, theme.snap(plot.max.y) + theme.hairline}, theme.faint);
}

float ScoresView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const auto data = context.session.dataset();
    const auto& result = context.session.test_result();
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below;
    float y = area.min.y + question_card(context, agree, area.min, area.width()) + 16;
    y += draw_published(context, {area.min.x, y}, std::min(area.width(), 460.0f)) + 20;
    if (!result || !data || !data->test) {
        y += draw_paragraph(ImGui::GetWindowDrawList(), ui.theme, {area.min.x, y}, area.width(), {13}, ui.theme.muted, context.label("no_result"));
        return y - area.min.y;
    }
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.trim", std::min(area.width(), 360.0f));
    y += ui.control_height() + 14;
    const auto errors = sorted_errors(*result, *data->test);
    const float width = narrow ? area.width() : (area.width() - 28) / 2, height = narrow ? 170 : std::clamp(area.max.y - y, 170.0f, 280.0f);
    draw_errors(context, Box::at({area.min.x, y}, width, height), errors, state.trim, false);
    if (narrow) y += height + 16;
    draw_errors(context, Box::at({narrow ? area.min.x : area.min.x + width + 28, y}, width, height), errors, state.trim, true);
    return y + height - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_scores_view() { return std::make_unique<ScoresView>(); }

}  // namespace nabla::lessons::boston_housing
