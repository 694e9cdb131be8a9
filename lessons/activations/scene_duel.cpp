#include <algorithm>
#include <limits>

#include "lessons/activations/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/distribution.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/small_multiples.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

struct Strip {
    const char *label, *activation, *series;
    double published;   // 0: not published
};
constexpr std::array<Strip, 4> strips = {{{"sigmoid_train", "sigmoid", "accuracy", 0.8804}, {"relu_train", "relu", "accuracy", 0.8863},
                                          {"sigmoid_val", "sigmoid", "val_accuracy", 0}, {"relu_val", "relu", "val_accuracy", 0.8782}}};

/// Three seeds of each activation: last scores on one axis beside the published ones, and every run's curves.
class DuelView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_scores(SceneContext& context, ImVec2 at, float width);
    float draw_curves(SceneContext& context, ImVec2 at, float width);
};

float DuelView::draw_scores(SceneContext& context, ImVec2 at, float width) {
    std::vector<DistributionRow> rows;
    for (const Strip& strip : strips) {
        const bool relu = std::string_view(strip.activation) == "relu";
        DistributionRow row{.name = context.label(strip.label), .values = duel_scores(context.session, strip.activation, strip.series), .color = context.ui.theme.series_color(relu ? 1 : 0), .published = strip.published};
        for (int seed = 1; seed <= duel_seeds; ++seed) row.names.push_back(std::string(context.label("seed")) + " " + std::to_string(seed));
        rows.push_back(std::move(row));
    }
    return distribution(context.ui, {.id = "duel", .at = at, .width = width, .rows = rows, .published_name = context.label("published"), .axis_name = context.label("axis")});
}

float DuelView::draw_curves(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    const auto& views = context.session.group("duel").views();
    std::vector<SmallPanel> panels;
    std::size_t epochs = 1;
    // Sigmoid above, ReLU below it, a column a seed; where there is room for two, side by side.
    for (const char* activation : {"sigmoid", "relu"})
        for (const GroupRunView& run : views) {
            if (!run.name.starts_with(activation)) continue;
            const ImU32 color = theme.series_color(std::string_view(activation) == "relu" ? 1 : 0);
            const std::string seed = run.name.substr(run.name.size() - 1);
            SmallPanel panel{.title = std::string(context.label(activation)) + " · " + context.label("seed") + " " + seed, .lines = {}};
            for (const char* series : {"accuracy", "val_accuracy"})
                if (const auto* values = run.history.find(series)) panel.lines.push_back({.name = series, .values = *values, .color = color, .dashed = series[0] == 'v'});
            panels.push_back(std::move(panel));
            epochs = std::max(epochs, static_cast<std::size_t>(run.epochs));
        }
    const bool narrow = width < narrow_below;
    if (narrow) {
        const std::size_t half = (panels.size() + 1) / 2;
        std::vector<SmallPanel> pairs;
        for (std::size_t i = 0; i < panels.size(); ++i) pairs.push_back(panels[i / 2 + (i % 2) * half]);
        panels = std::move(pairs);
    }
    draw_text(ImGui::GetWindowDrawList(), theme, at, {theme.small}, theme.muted, context.label("curves"));
    return 20 + small_multiples(context.ui, {.id = "duel.run", .at = {at.x, at.y + 20}, .width = width, .panels = panels, .epochs = epochs, .epoch_name = context.label("epoch"), .columns = narrow ? 2 : duel_seeds});
}

float DuelView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = area.min.y + question_card(context, gap, area.min, area.width()) + 14;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.train_duel", std::min(area.width(), 240.0f));
    const auto& group = context.session.group("duel");
    const float beside = area.min.x + 256;
    if (!group.views().empty()) {
        const std::string ended = std::to_string(group.ended()) + " / " + std::to_string(group.views().size());
        draw_text_middle(draw, theme, {std::min(beside, area.max.x - 60), y + ui.control_height() / 2}, {13, true}, theme.muted, ended);
    }
    y += ui.control_height() + 14;
    if (!data) return y - area.min.y + draw_waiting(context, Box::at({area.min.x, y}, area.width(), 100));
    if (data->train.rows() < 60'000) y += draw_paragraph(draw, theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("small")) + 8;
    y += draw_scores(context, {area.min.x, y}, area.width()) + 14;
    if (group.views().empty()) return y - area.min.y;
    y += draw_curves(context, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_duel_view() { return std::make_unique<DuelView>(); }

}  // namespace nabla::lessons::activations
