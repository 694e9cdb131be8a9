#include <algorithm>

#include "lessons/kit/control.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/scene_common.h"

namespace nabla::lessons::overfitting {
namespace {

using namespace kit;

/// The validation loss as it falls and turns, with what early stopping makes of it: the best epoch, the wait, the end.
class StopView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void mark(SceneContext& context, const Stopping& stopping) const;
    Plot plot_;
};

void StopView::mark(SceneContext& context, const Stopping& stopping) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (stopping.best < 1) return;
    const float top = plot_.area_min().y, bottom = plot_.area_max().y;
    const float best = plot_.to_screen(static_cast<double>(stopping.best), 0).x, now = plot_.to_screen(static_cast<double>(stopping.seen), 0).x;
    const float end = std::min(plot_.area_max().x, plot_.to_screen(static_cast<double>(stopping.best + std::max<std::int64_t>(1, stopping.patience)), 0).x);
    draw->AddRectFilled({best, top}, {end, bottom}, with_alpha(theme.accent, 0.10f));
    draw->AddRectFilled({best, top}, {std::max(best, now), bottom}, with_alpha(theme.accent, 0.12f));
    dashed_line(draw, {best, top}, {best, bottom}, theme.good, 1.5f);
    const std::string lowest = std::string(context.label("best")) + " " + std::to_string(stopping.best);
    const bool room = best - plot_.area_min().x > text_size(theme, {12}, lowest).x + 30;   // beside the fall of the first epochs
    draw_text_middle(draw, theme, {best + (room ? -6.0f : 6.0f), top + 10}, {12}, theme.good, lowest, room ? Align::right : Align::left);
    if (!stopping.stopped) return;
    draw->AddLine({now, top}, {now, bottom}, theme.warning, 2);
    draw_text_middle(draw, theme, {now + 6, top + 28}, {12}, theme.warning, std::string(context.label("stopped")) + " " + std::to_string(stopping.seen));
}

float StopView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    Session& session = context.session;
    session.want_data();
    float y = area.min.y + question_card(context, when, area.min, area.width()) + 12;
    const float width = std::min(area.width(), 460.0f);
    for (const char* id : {"fit.early_stopping.patience", "fit.early_stopping.restore_best_weights"}) {
        ImGui::SetCursorScreenPos({area.min.x, y});
        control(ui, session, id, width);
        y += ui.control_height() + 4;
    }
    y += 8;
    const auto stopping = stopping_of(session.experiment(), session.view().history);
    const auto* losses = session.view().history.find("val_loss");
    const float third = area.width() / 3;
    counter(context, {area.min.x, y}, context.label("best_epoch"), stopping && stopping->best > 0 ? std::to_string(stopping->best) : "–", theme.good);
    counter(context, {area.min.x + third, y}, context.label("waited"), stopping && stopping->best > 0 ? std::to_string(stopping->seen - stopping->best) + "/" + std::to_string(stopping->patience) : "–", theme.ink);
    counter(context, {area.min.x + 2 * third, y}, context.label("val_loss"), losses && !losses->empty() ? fixed(std::ranges::min(*losses), 3) : "–", theme.series_color(1));
    y += 58;
    const float height = std::clamp(area.max.y - y - 48, 220.0f, 420.0f);
    draw_history(context, plot_, Box::at({area.min.x, y}, area.width(), height), "loss", context.label("loss"), "loss", 1);
    if (stopping) mark(context, *stopping);
    y += height + 8;
    return y + note(context, {area.min.x, y}, area.width(), context.label("legend")) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_stop_view() { return std::make_unique<StopView>(); }

}  // namespace nabla::lessons::overfitting
