#include <algorithm>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"

namespace nabla::lessons::boston_housing {

using namespace kit;

float draw_folds_button(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const float half = std::min(220.0f, width);
    ImGui::SetCursorScreenPos(at);
    control(ui, context.session, "figure.train_folds", half);
    const auto& runs = fold_runs(context.session);
    if (runs.empty()) return ui.control_height();
    std::int64_t done = 0, all = 0;
    for (const GroupRunView& run : runs) done += run.epoch, all += run.epochs;
    const std::string words = std::to_string(done) + " / " + std::to_string(all) + " " + context.label("epochs");
    if (width > half + 150) draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x + half + 14, at.y + ui.control_height() / 2}, {12, true}, theme.muted, words);
    return ui.control_height();
}

void AverageCurve::draw(SceneContext& context, std::string_view id, Box box, const FoldCurves& curves, int chosen) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    std::vector<Series> series;
    for (const auto* values : curves.each) {
        Series one{.name = {}, .end_name = "-", .x = Values::counting(1, 1, values->size()), .y = {}, .color = theme.muted, .width = 1, .opacity = 0.4f};
        one.y = std::span<const double>(*values);
        series.push_back(one);
    }
    Series average{.name = context.label("average"), .end_name = "-", .x = Values::counting(1, 1, curves.average.size()), .y = {}, .color = theme.accent, .width = 2.25f};
    average.y = std::span<const double>(curves.average);
    if (!curves.average.empty()) series.push_back(average);
    double low = 2;
    for (const auto* values : curves.each) low = std::min(low, *std::ranges::min_element(*values));
    const auto& runs = fold_runs(context.session);
    const double last = runs.empty() ? fold_epochs : static_cast<double>(runs.front().epochs);
    ImGui::SetCursorScreenPos(box.min);
    plot_.draw(ui, {.id = id, .title = context.label("average_title"), .x_name = context.label("epoch"), .size = box.size(), .x_min = 1, .x_max = last, .y_min = low - 0.1, .y_max = 4, .digits = 3, .integer_x = true, .wheel_zooms = false, .empty = context.label("waiting")}, series);
    if (curves.average.empty()) return;
    const auto line = [&](int epoch, ImU32 color, const std::string& words, float row, float radius) {
        const ImVec2 p = plot_.to_screen(epoch, curves.average[static_cast<std::size_t>(epoch - 1)]);
        if (p.x < plot_.area_min().x || p.x > plot_.area_max().x) return;
        draw->AddRectFilled({theme.snap(p.x), plot_.area_min().y + row + 9}, {theme.snap(p.x) + 1, plot_.area_max().y}, with_alpha(color, 0.7f));
        draw->AddCircleFilled(p, radius, color, 20);
        const bool left = p.x > (plot_.area_min().x + plot_.area_max().x) / 2;
        draw_text_middle(draw, theme, {p.x + (left ? -7 : 7), plot_.area_min().y + row + 9}, {12}, color, words, left ? Align::right : Align::left);
    };
    // The step "epoch" asks for this number: until it is typed only the place is shown.
    const bool asked = context.session.step().id == "epoch" && !typed_right(context.session, epochs_argument());
    line(curves.best_epoch(), theme.ink, asked ? std::string(context.label("argmin")) : std::string(context.label("best")) + " " + std::to_string(curves.best_epoch()), 4, 4.5f);
    if (chosen > 0 && chosen <= static_cast<int>(curves.average.size())) line(chosen, theme.negative, std::string(context.label("chosen")) + " " + std::to_string(chosen), 24, 5);
    ui.widgets.add(std::string(id) + ".best", plot_.to_screen(curves.best_epoch(), 3), plot_.to_screen(curves.best_epoch() + 1, 2));
}

}  // namespace nabla::lessons::boston_housing
