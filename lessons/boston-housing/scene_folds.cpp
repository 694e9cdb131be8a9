#include <algorithm>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/format.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/small_multiples.h"
#include "lessons/kit/stats.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// Which rows each run holds out, the statistics of those that train, and the four runs side by side.
class FoldsView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const Session& session, const std::string& feature);
    float draw_deal(SceneContext& context, const State& state, ImVec2 at, float width) const;
    float draw_runs(SceneContext& context, ImVec2 at, float width) const;
    float draw_numbers(SceneContext& context, const FoldCurves& curves, ImVec2 at, float width) const;

    std::shared_ptr<const Dataset> data_;
    std::string feature_;
    std::uint64_t seed_ = 0;
    std::vector<FoldStatistics> statistics_;
    AverageCurve average_;
};

void FoldsView::follow(const Session& session, const std::string& feature) {
    const auto data = session.dataset();
    if (data == data_ && feature == feature_ && seed_ == session.experiment().seed) return;
    data_ = data, feature_ = feature, seed_ = session.experiment().seed;
    statistics_ = fold_statistics(session, feature);
}

float FoldsView::draw_deal(SceneContext& context, const State& state, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool narrow = width < narrow_below;
    constexpr float row = 30;
    const float names = narrow ? 44.0f : 60.0f, numbers = narrow ? 116.0f : 168.0f;
    const float left = at.x + names, right = at.x + width - numbers - 14, number_at = right + 14;
    draw_text_middle(draw, theme, {left, at.y + 8}, {12}, theme.muted, context.label("rows"));
    draw_text_middle(draw, theme, {at.x + width, at.y + 8}, {12}, theme.muted, state.feature + (narrow ? " μ ± σ" : std::string(" ") + context.label("of_training")), Align::right);
    float y = at.y + 22;
    for (std::size_t i = 0; i < statistics_.size(); ++i) {
        const FoldStatistics& one = statistics_[i];
        draw_text_middle(draw, theme, {at.x, y + row / 2}, {13}, theme.ink, std::string(context.label("fold")) + " " + std::to_string(i + 1));
        for (int part = 0; part < folds; ++part) {
            const bool held = part == static_cast<int>(i);
            const float a = left + (right - left) * static_cast<float>(part) / folds, b = left + (right - left) * static_cast<float>(part + 1) / folds;
            draw->AddRectFilled({a + 1, y + 3}, {b - 1, y + row - 3}, held ? theme.series_color(1) : theme.accent_soft, 3);
            const std::string count = std::to_string(held ? one.held_out : one.train / (folds - 1));
            draw_text_middle(draw, theme, {(a + b) / 2, y + row / 2}, {12, true}, held ? theme.paper : theme.muted, count, Align::center);
        }
        char mean[32], deviation[32];
        draw_text_middle(draw, theme, {number_at + numbers, y + row / 2}, {12, true}, theme.ink, one.deviation > 0 ? std::string(format_number(mean, one.mean, 4)) + " ± " + std::string(format_number(deviation, one.deviation, 4)) : "–", Align::right);
        y += row;
    }
    y += 8;
    const auto key = [&](float x, ImU32 color, const char* words) {
        draw->AddRectFilled({x, y + 3}, {x + 12, y + 13}, color, 2);
        draw_text_middle(draw, theme, {x + 18, y + 8}, {12}, theme.muted, words);
        return x + 34 + text_size(theme, {12}, words).x;
    };
    key(key(left, theme.accent_soft, context.label("trains")), theme.series_color(1), context.label("validates"));
    return y + 22 - at.y;
}

float FoldsView::draw_runs(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    std::vector<SmallPanel> panels;
    const auto& runs = fold_runs(context.session);
    for (int i = 0; i < folds; ++i) {
        SmallPanel panel{.title = std::string(context.label("fold")) + " " + std::to_string(i + 1), .lines = {}};
        if (i < static_cast<int>(runs.size()))
            for (const bool validation : {false, true})
                if (const auto* values = runs[static_cast<std::size_t>(i)].history.find(validation ? "val_mae" : "mae"))
                    panel.lines.push_back({.name = context.label(validation ? "validation" : "training"), .values = *values, .color = theme.series_color(validation ? 1 : 0), .dashed = validation});
        panels.push_back(std::move(panel));
    }
    const std::size_t epochs = runs.empty() ? fold_epochs : static_cast<std::size_t>(runs.front().epochs);
    float y = at.y;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float x = at.x;
    for (const bool validation : {false, true}) {
        const char* words = context.label(validation ? "validation" : "training");
        for (int dash = 0; dash < (validation ? 3 : 1); ++dash) {
            const float from = x + static_cast<float>(dash) * 7;
            draw->AddLine({from, y + 8}, {validation ? from + 4 : from + 18, y + 8}, theme.series_color(validation ? 1 : 0), 2);
        }
        draw_text_middle(draw, theme, {x + 24, y + 8}, {12}, theme.muted, words);
        x += 42 + text_size(theme, {12}, words).x;
    }
    y += 24;
    y += small_multiples(ui, {.id = "fold", .at = {at.x, y}, .width = width, .height = 128, .panels = panels, .epochs = epochs, .epoch_name = context.label("epoch"), .digits = 2, .columns = width < narrow_below ? 2 : 4, .low = 0, .high = 5});
    return y - at.y;
}

float FoldsView::draw_numbers(SceneContext& context, const FoldCurves& curves, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    std::vector<double> ends;
    for (const auto* values : curves.each) ends.push_back(values->back());
    std::vector<Stat> numbers;
    for (std::size_t i = 0; i < ends.size(); ++i) numbers.push_back({std::string(context.label("fold")) + " " + std::to_string(i + 1), fixed(ends[i], 3)});
    const Spread spread = spread_of(ends);
    numbers.push_back({context.label("mean"), fixed(spread.mean, 3) + " ± " + fixed(spread.deviation, 3)});
    numbers.push_back({context.label("apart"), fixed(*std::ranges::max_element(ends) - *std::ranges::min_element(ends), 3), ui.theme.negative});
    draw_text(ImGui::GetWindowDrawList(), ui.theme, at, {13}, ui.theme.ink, context.label("ends"));
    return 26 + stats(ui, {at.x, at.y + 26}, width, numbers, 16);
}

float FoldsView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!context.session.dataset()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    follow(context.session, state.feature);
    const FoldCurves curves = fold_curves(context.session);
    float y = area.min.y + question_card(context, fold_spread, area.min, area.width()) + 16;
    if (curves.complete) y += draw_numbers(context, curves, {area.min.x, y}, area.width()) + 14;
    y += draw_folds_button(context, {area.min.x, y}, area.width()) + 16;
    y += draw_runs(context, {area.min.x, y}, area.width()) + 18;
    if (!curves.average.empty()) {
        average_.draw(context, "folds.average", Box::at({area.min.x, y}, area.width(), 250), curves, 0);
        y += 268;
    }
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.feature", std::min(area.width(), 320.0f));
    y += ui.control_height() + 12;
    y += draw_deal(context, state, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_folds_view() { return std::make_unique<FoldsView>(); }

}  // namespace nabla::lessons::boston_housing
