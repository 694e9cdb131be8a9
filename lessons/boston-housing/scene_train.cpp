#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/format.h"
#include "lessons/kit/scatter.h"
#include "lessons/kit/tip.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// Predictions over true prices of the test areas, moving while the network trains, and its MAE against the two baselines.
class TrainView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_scale(SceneContext& context, Box box, double mae) const;

    Scatter scatter_;
    TestPredictions predictions_;
};

/// MAE as a mark on an axis from 0 to 8, between the marks of the mean and of the plane.
void TrainView::draw_scale(SceneContext& context, Box box, double mae) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto x_of = [&](double value) { return box.min.x + box.width() * static_cast<float>(std::clamp(value / 8, 0.0, 1.0)); };
    const float y = box.min.y + 26;
    draw->AddRectFilled({box.min.x, y - 3}, {box.max.x, y + 3}, theme.surface, 3);
    // Names stay within the box; one that would touch the name before it goes a line down.
    const auto inside = [&](float x, float width) { return std::clamp(x, box.min.x + width / 2, std::max(box.min.x + width / 2, box.max.x - width / 2)); };
    float taken = -1e9f;
    const auto mark = [&](double value, const char* name) {
        const std::string words = std::string(name) + " " + fixed(value, 2);
        const float width = text_size(theme, {11.5f}, words).x, middle = inside(x_of(value), width);
        const bool beside = middle - width / 2 >= taken + 10;
        draw->AddRectFilled({x_of(value) - 1, y - 9}, {x_of(value) + 1, y + (beside ? 9.0f : 25.0f)}, theme.muted);
        draw_text_middle(draw, theme, {middle, y + (beside ? 20.0f : 35.0f)}, {11.5f}, theme.muted, words, Align::center);
        taken = middle + width / 2;
    };
    mark(linear_mae, context.label("linear"));
    mark(mean_mae, context.label("mean"));
    const float shown = ui.ease(ImGui::GetID("train.mae"), static_cast<float>(std::isfinite(mae) ? std::min(mae, 8.0) : 8.0), 0.3f);
    const float at = x_of(shown > 8 ? 8 : mae);
    draw->AddCircleFilled({at, y}, 7, mae < linear_mae ? theme.good : theme.accent, 24);
    const std::string name = std::string(context.label("network")) + (mae > 8 ? " → " + fixed(mae, 1) : "");   // beyond the scale's end
    draw_text_middle(draw, theme, {inside(at, text_size(theme, {12}, name).x), y - 18}, {12}, theme.ink, name, Align::center);
}

float TrainView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    const auto& predicted = predictions_.follow(context);
    if (predicted.empty()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const double mae = predictions_.mae(*data);
    std::vector<Scatter::Point> points;
    for (std::size_t i = 0; i < predicted.size(); ++i) points.push_back({data->test->y[i], predicted[i], data->test->y[i] >= highest_price});

    const bool narrow = area.width() < narrow_below;
    const float side = narrow ? std::min(area.width(), 380.0f) : std::clamp(area.height(), 260.0f, std::min(520.0f, area.width() * 0.62f));
    Box rest = narrow ? Box::at({area.min.x, area.min.y + side + 12}, area.width(), 150) : Box{{area.min.x + side + 28, area.min.y + 8}, {area.max.x, area.min.y + side}};
    scatter_.draw(ui, {.id = "scatter", .x_name = context.label("truth"), .y_name = context.label("prediction"), .area = Box::at(area.min, side, side), .low = 0, .high = 55, .tick = 10}, points);
    if (const int i = scatter_.hovered(); i >= 0) {
        const std::string truth = fixed(points[static_cast<std::size_t>(i)].x, 1), guess = fixed(points[static_cast<std::size_t>(i)].y, 1);
        const InspectorLine lines[] = {{context.label("truth"), truth}, {context.label("prediction"), guess}};
        inspector(ui, ImGui::GetMousePos(), {}, lines);
    }
    draw_number(context, rest.min, context.label("mae"), fixed(mae, 3), mae < linear_mae ? theme.good : theme.ink, 30);
    rest.cut_top(74);
    draw_scale(context, {{rest.min.x + 4, rest.min.y}, {rest.max.x - 12, rest.min.y + 60}}, mae);
    rest.cut_top(70);
    const LegendItem capped[] = {{context.label("capped"), theme.negative, LegendItem::Mark::ring}};
    float y = rest.min.y + legend(ui, rest.min, rest.width(), capped) + 8;
    if (context.session.state() == Session::State::done && !context.session.test_result())
        y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {rest.min.x, y}, rest.width(), {13}, theme.accent, context.label("evaluate"));
    return std::max(side, y - area.min.y);
}

}  // namespace

std::unique_ptr<View> make_train_view() { return std::make_unique<TrainView>(); }

}  // namespace nabla::lessons::boston_housing
