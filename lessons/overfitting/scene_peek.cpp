#include <algorithm>

#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/scene_common.h"

namespace nabla::lessons::overfitting {
namespace {

using namespace kit;

constexpr double highest_score = 0.22;   // of the axis: shares right

/// Ten candidates by their score on 100 peeked images, the best one's score on fresh images, and one that nobody chose.
class PeekView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_chart(SceneContext& context, Box box, std::span<const PeekRun> runs, int best, bool told) const;
};

void PeekView::draw_chart(SceneContext& context, Box box, std::span<const PeekRun> runs, int best, bool told) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Axes axes;
    const float beside = text_size(theme, {12}, context.label("chance")).x + 10;   // right of the last dot
    const double slots = candidates + 1.2, high = candidates + 1.6 + slots * static_cast<double>(beside / std::max(100.0f, box.width() - 44 - beside));
    const Axes::Options options{.area = box, .x_low = 0.4, .x_high = high, .y_low = 0, .y_high = highest_score, .y_name = context.label("score")};
    Box plot = box;
    axes.layout(context.ui, options);
    plot = axes.plot();
    for (int tick = 0; tick <= 20; tick += 5) {
        const float y = theme.snap(axes.place(0, tick / 100.0).y);
        draw->AddRectFilled({plot.min.x, y}, {tick == 10 ? plot.max.x - beside : plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {plot.min.x - 6, y}, {11, true}, theme.muted, std::to_string(tick) + "%", Align::right);
    }
    draw_text_middle(draw, theme, {box.min.x, plot.min.y - 10}, {12}, theme.muted, context.label("score"));
    const float chance = axes.place(0, 0.1).y;
    dashed_line(draw, {plot.min.x, chance}, {plot.max.x - beside, chance}, theme.muted, 1.25f);
    draw_text_middle(draw, theme, {plot.max.x, chance}, {12}, theme.muted, context.label("chance"), Align::right);
    for (int i = 0; i <= candidates; ++i) {
        const float x = axes.place(i + 1.0, 0).x;
        const bool eleventh = i == candidates;
        draw_text_middle(draw, theme, {x, plot.max.y + 11}, {11, true}, i == best ? theme.ink : theme.muted, std::to_string(i + 1), Align::center);
        if (static_cast<std::size_t>(i) >= runs.size() || !runs[static_cast<std::size_t>(i)].ended) continue;
        const PeekRun& run = runs[static_cast<std::size_t>(i)];
        const ImVec2 peeked = axes.place(i + 1.0, std::min(run.peeked, highest_score)), fresh_at = axes.place(i + 1.0, std::min(run.fresh, highest_score));
        const ImU32 color = i == best ? theme.warning : eleventh ? theme.accent : theme.ink;
        const bool reveal = told && (i == best || eleventh);
        if (reveal) {
            draw->AddLine(peeked, fresh_at, with_alpha(color, 0.6f), 2);
            draw->AddCircleFilled(fresh_at, 6, theme.paper, 20);
            draw->AddCircle(fresh_at, 5.5f, color, 20, 2);
        }
        draw->AddCircleFilled(peeked, i == best ? 6.5f : 5.0f, color, 20);
    }
}

float PeekView::draw(SceneContext& context, Box area) {
    const Theme& theme = context.ui.theme;
    Session& session = context.session;
    session.want_test_data();
    const auto runs = peek_runs(session);
    const auto ended = static_cast<std::size_t>(std::ranges::count_if(runs, &PeekRun::ended));
    const int best = best_candidate(runs);
    const bool told = best >= 0 && ended == runs.size() && answered(session.lesson_state(), fresh.id);
    float y = area.min.y + compare_button(context, area.min, area.width(), ended, runs.size()) + 12;
    const float question = question_height(context, fresh, area.width());
    const float height = std::clamp(area.max.y - y - question - 110, 220.0f, 380.0f);
    draw_chart(context, Box::at({area.min.x, y}, area.width(), height), runs, best, told);
    y += height + 12;
    y += question_card(context, fresh, {area.min.x, y}, area.width()) + 14;
    const float third = area.width() / 3;
    const auto percent = [](double value) { return fixed(100 * value, 1) + "%"; };
    const bool chosen = best >= 0;
    counter(context, {area.min.x, y}, context.label("winner_peeked"), chosen ? percent(runs[static_cast<std::size_t>(best)].peeked) : "–", theme.warning);
    counter(context, {area.min.x + third, y}, context.label("winner_fresh"), chosen && told ? percent(runs[static_cast<std::size_t>(best)].fresh) : "?", theme.warning);
    counter(context, {area.min.x + 2 * third, y}, context.label("eleventh"), told ? percent(runs.back().fresh) : "?", theme.accent);
    y += 54;
    return y + note(context, {area.min.x, y}, area.width(), context.label("legend")) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_peek_view() { return std::make_unique<PeekView>(); }

}  // namespace nabla::lessons::overfitting
