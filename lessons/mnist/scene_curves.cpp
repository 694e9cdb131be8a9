#include <algorithm>

#include "lessons/kit/data_table.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

/// Loss and accuracy of training and validation, epoch by epoch, with the lowest validation loss marked in both plots.
class CurvesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    const History* longest(const Session& session) const;
    void draw_plot(SceneContext& context, Plot& plot, Box box, const History& history, bool loss, std::size_t best);
    float draw_comparison(SceneContext& context, ImVec2 at, float width, const History& history, std::size_t best) const;

    Plot loss_, accuracy_;
};

/// The present run, or before it has an epoch the kept one with most of them.
const History* CurvesView::longest(const Session& session) const {
    if (session.view().history.epochs() > 0) return &session.view().history;
    const History* found = nullptr;
    for (const KeptRun& run : session.runs())
        if (run.history.find("val_loss") && (!found || run.history.epochs() > found->epochs())) found = &run.history;
    return found;
}

void CurvesView::draw_plot(SceneContext& context, Plot& plot, Box box, const History& history, bool loss, std::size_t best) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const auto* train = history.find(loss ? "loss" : "accuracy");
    const auto* validation = history.find(loss ? "val_loss" : "val_accuracy");
    std::vector<Series> series;
    const auto add = [&](const std::vector<double>* values, const char* name, ImU32 color) {
        if (values && !values->empty()) series.push_back({.name = name, .x = Values::counting(1, 1, values->size()), .y = Values(std::span<const double>(*values)), .color = color, .markers = values->size() < 16, .width = 2});
    };
    add(train, context.label("train"), theme.muted);
    add(validation, context.label("validation"), theme.accent);
    ImGui::SetCursorScreenPos(box.min);
    plot.draw(ui, {.id = loss ? "curves.loss" : "curves.accuracy", .title = context.label(loss ? "loss" : "accuracy"), .x_name = context.label("epoch"), .size = box.size(),
                   .x_min = 1, .x_max = static_cast<double>(std::max<std::size_t>(history.epochs(), 2)), .digits = 4, .integer_x = true, .wheel_zooms = false}, series);
    if (!validation || best >= validation->size()) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 at = plot.to_screen(static_cast<double>(best + 1), (*validation)[best]);
    draw->AddLine({at.x, plot.area_min().y}, {at.x, plot.area_max().y}, with_alpha(theme.accent, 0.35f), 1);
    draw->AddCircleFilled(at, 5, theme.accent, 20);
    draw->AddCircle(at, 5, theme.paper, 20, 1.5f);
}

float CurvesView::draw_comparison(SceneContext& context, ImVec2 at, float width, const History& history, std::size_t best) const {
    const auto* losses = history.find("val_loss");
    const auto* accuracy = history.find("val_accuracy");
    if (!losses || losses->empty() || !accuracy || accuracy->empty()) return 0;
    const std::string first = std::string(context.label("at_lowest")) + " (" + std::to_string(best + 1) + ")", last = std::string(context.label("at_last")) + " (" + std::to_string(losses->size()) + ")";
    const TableColumn columns[] = {{context.label("validation"), 0, Align::left, false}, {first, 130}, {last, 110}};
    return data_table(context.ui, {.id = "curves.table", .at = at, .width = width, .columns = columns, .rows = 2, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const auto& values = row == 0 ? *losses : *accuracy;
        if (column == 0) return {.text = context.label(row == 0 ? "loss" : "accuracy")};
        return {.text = fixed(column == 1 ? values[best] : values.back(), row == 0 ? 3 : 4), .strong = column == 2};
    }});
}

float CurvesView::draw(SceneContext& context, Box area) {
    const Theme& theme = context.ui.theme;
    float y = area.min.y;
    y += question_card(context, val_loss, {area.min.x, y}, area.width()) + 18;
    const History* history = longest(context.session);
    const auto* losses = history ? history->find("val_loss") : nullptr;
    if (!losses || losses->empty()) {
        const float height = std::max(140.0f, area.max.y - y);
        draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.center().x, y + height * 0.35f}, std::min(320.0f, area.width()), {theme.body}, theme.muted, context.label("empty"), Align::center);
        return y + height - area.min.y;
    }
    const auto best = static_cast<std::size_t>(std::ranges::min_element(*losses) - losses->begin());
    const bool narrow = area.width() < narrow_below;
    constexpr float table = 86;
    const float height = narrow ? 210 : std::clamp(area.max.y - y - table, 190.0f, 330.0f), width = narrow ? area.width() : (area.width() - 24) / 2;
    draw_plot(context, loss_, Box::at({area.min.x, y}, width, height), *history, true, best);
    if (narrow) y += height + 10;
    draw_plot(context, accuracy_, Box::at({narrow ? area.min.x : area.min.x + width + 24, y}, width, height), *history, false, best);
    y += height + 12;
    y += draw_comparison(context, {area.min.x, y}, area.width(), *history, best);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_curves_view() { return std::make_unique<CurvesView>(); }

}  // namespace nabla::lessons::mnist
