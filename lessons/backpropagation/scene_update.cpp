#include <algorithm>
#include <cmath>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/button.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

constexpr double least_drawn = 1e-9;   // of the plot's losses: a better one stands at the bottom

/// Before and after of a single update: every parameter, its gradient and what the rule makes of it; the loss that each
/// tried learning rate led to.
class UpdateView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_scores(SceneContext& context, ImVec2 at, float width) const;
    float draw_table(SceneContext& context, ImVec2 at, float width) const;
    float draw_tries(SceneContext& context, ImVec2 at, float width);

    Spotlight light_;
    Plot plot_;
    HandNumbers before_, now_;
    HandWeights weights_{};
    bool moved_ = false;
};

float UpdateView::draw_scores(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    const bool narrow = width < 460;   // a phone has the loss on a line of its own
    const float third = width / 3;
    const auto pair = [&](double before, double now, int digits) { return moved_ ? fixed(before, digits) + " → " + fixed(now, digits) : fixed(before, digits); };
    big_number(context, at, context.label("output"), pair(before_.y, now_.y, 4));
    const bool hit = moved_ && static_cast<double>(now_.loss) < update_target, worse = moved_ && now_.loss > before_.loss;
    const std::string loss = hit ? fixed(before_.loss, 6) + " → " + loss_text(static_cast<double>(now_.loss)) : pair(before_.loss, now_.loss, 6);
    big_number(context, narrow ? ImVec2{at.x, at.y + 50} : ImVec2{at.x + third, at.y}, context.label("loss"), loss, hit ? theme.good : worse ? theme.warning : 0);
    big_number(context, {at.x + third * (narrow ? 2.0f : 2.45f), at.y}, context.label("target"), fixed(before_.target, 1));
    return narrow ? 100 : 50;
}

float UpdateView::draw_table(SceneContext& context, ImVec2 at, float width) const {
    static constexpr std::string_view keys[] = {"w11", "w12", "w21", "w22", "b1", "b2", "v1", "v2", "c"};
    const TableColumn columns[] = {{context.label("parameter"), width < 420 ? 66.0f : 110.0f, Align::left, true}, {context.label("before"), 0}, {context.label("gradient"), 0}, {context.label("after"), 0}};
    return data_table(context.ui, {.id = "parameters", .at = at, .width = width, .row_height = 24, .columns = columns, .rows = std::size(keys), .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const std::string_view key = keys[row];
        const auto index = static_cast<std::size_t>(hand_index(key));
        if (column == 0) return {.text = hand_name(key)};
        if (column == 1) return {.text = short_number(hand_weights[index]), .color = context.ui.theme.muted};
        if (column == 2) return {.text = fixed(gradient_of(before_, key), 6), .color = gradient_ink(context.ui.theme)};
        return {.text = moved_ ? fixed(weights_[index], 6) : "–", .strong = moved_};
    }});
}

float UpdateView::draw_tries(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    std::vector<double> rates = tried_rates(context.session), losses;
    for (const double rate : rates) losses.push_back(std::max(least_drawn, static_cast<double>(hand_numbers(updated(hand_weights, rate)).loss)));
    const double line_x[] = {0.1, 10}, start[] = {static_cast<double>(before_.loss), static_cast<double>(before_.loss)}, goal[] = {update_target, update_target};
    const Series series[] = {{.name = "", .end_name = context.label("before"), .x = std::span<const double>(line_x), .y = std::span<const double>(start), .color = theme.muted, .dashed = true},
                             {.name = "", .end_name = "0.00001", .x = std::span<const double>(line_x), .y = std::span<const double>(goal), .color = theme.good, .dashed = true},
                             {.name = context.label("loss"), .end_name = "-", .x = std::span<const double>(rates), .y = std::span<const double>(losses), .color = theme.accent, .markers = true, .points_only = true, .width = 3}};
    ImGui::SetCursorScreenPos(at);
    plot_.draw(context.ui, {.id = "update.tries", .title = context.label("tries"), .x_name = "η", .size = {width, 220}, .log_x = true, .log_y = true, .x_min = 0.1, .x_max = 10, .y_min = least_drawn / 2, .y_max = 2e-2, .wheel_zooms = false}, series);
    const double now = context.session.experiment().compile.optimizer.config.value("learning_rate", 0.0);
    if (context.session.view().update != 1 || now < line_x[0] || now > line_x[1]) return 224;
    const auto shown = std::ranges::find(rates, now);
    if (shown == rates.end()) return 224;
    // The try that the table shows is ringed and says its rate.
    const ImVec2 at_now = plot_.to_screen(now, losses[static_cast<std::size_t>(shown - rates.begin())]);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddCircle(at_now, 8, theme.accent, 24, 1.75f);
    const bool room = at_now.x + 70 < plot_.area_max().x;
    float words = at_now.y + 1;   // clear of the dashed lines
    for (const double level : {start[0], goal[0]})
        if (const float line = plot_.to_screen(now, level).y; std::abs(words - line) < 11) words = line + (words < line ? -11.0f : 11.0f);
    draw_text_middle(draw, theme, {at_now.x + (room ? 13.0f : -13.0f), words}, {12, true}, theme.ink, "η " + short_number(now, 4), room ? Align::left : Align::right);
    return 224;
}

float UpdateView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    before_ = hand_numbers(hand_weights);
    weights_ = present_weights(context.session);
    moved_ = context.session.view().update > 0;
    now_ = hand_numbers(weights_);
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    y += question_card_steady(context, ten, {area.min.x, y}, width) + 12;
    const bool beside = width >= 600;
    const float label = beside ? 420 : width;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(context.ui, context.session, "figure.rate", label);
    const auto& all = context.session.controls();
    if (const auto once = std::ranges::find(all, std::string_view("figure.update"), &Control::id); once != all.end()) {
        if (!beside) y += context.ui.control_height() + 4;
        ImGui::SetCursorScreenPos({beside ? area.min.x + label + 20 : area.min.x, y});
        if (button(context.ui, once->id, context.ui.tr(once->label), {.look = ButtonOptions::Look::primary, .enabled = once->enabled, .hint = context.ui.tr(once->hint)})) context.ui.set_control(once->id, Json());
    }
    y += context.ui.control_height() + 14;
    y += draw_scores(context, {area.min.x, y}, width) + 6;
    if (context.session.view().update > 1) y += note(context, {area.min.x, y}, width, context.label("many_updates")) + 6;
    if (beside) {
        const float left = width * 0.5f;
        const float table = draw_table(context, {area.min.x, y}, left), tries = draw_tries(context, {area.min.x + left + 28, y}, width - left - 28);
        return y + std::max(table, tries) - area.min.y;
    }
    y += draw_table(context, {area.min.x, y}, width) + 14;
    return y + draw_tries(context, {area.min.x, y}, width) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_update_view() { return std::make_unique<UpdateView>(); }

}  // namespace nabla::lessons::backpropagation
