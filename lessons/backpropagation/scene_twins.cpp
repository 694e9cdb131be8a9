#include <algorithm>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

/// Two hidden neurons that begin equal: the diagram with the run's own weights, and the paths of the two weights.
class TwinsView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_paths(SceneContext& context, ImVec2 at, float width);

    Spotlight light_;
    Plot plot_;
    Twins path_;
    std::string made_;
};

float TwinsView::draw_paths(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    const Experiment& e = context.session.experiment();
    if (const std::string key = e.to_json().dump(); key != made_) path_ = is_hand_network(e) ? twin_path(e) : Twins{}, made_ = key;
    const auto count = std::min(path_.first.size(), static_cast<std::size_t>(context.session.view().update + 1));
    const Values x = Values::counting(0, 1, count);
    const std::span<const float> first(path_.first.data(), count), second(path_.second.data(), count);
    const Series series[] = {{.name = "w₁₁", .x = x, .y = first, .color = theme.accent, .width = 5, .opacity = 0.45f}, {.name = "w₂₁", .x = x, .y = second, .color = theme.series_color(1), .width = 1.75f}};
    ImGui::SetCursorScreenPos(at);
    plot_.draw(context.ui, {.id = "twins.paths", .title = context.label("paths"), .x_name = context.label("updates"), .size = {width, 220}, .x_min = 0, .x_max = twin_updates, .integer_x = true, .wheel_zooms = false}, series);
    return 224;
}

float TwinsView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    const HandNumbers now = hand_numbers(present_weights(context.session));
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    y += question_card_steady(context, apart, {area.min.x, y}, width) + 12;
    HandDiagram diagram{.id = "net", .area = Box::at({area.min.x, y}, width, width < 480 ? 268.0f : 276.0f), .numbers = &now, .sum = false, .output = true, .gradients = true, .gradient_keys = "w11 w12 w21 w22 v1 v2"};
    diagram.hidden = {true, true};
    hand_diagram(context, light_, diagram);
    y += diagram.area.height() + 4;
    y += hand_diagram_key(context.ui, diagram, {area.min.x, y}, width) + 6;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(context.ui, context.session, "figure.equal", std::min(width, 320.0f));
    y += context.ui.control_height() + 6;
    const std::int64_t updates = context.session.view().update;
    // Biases are not drawn, and they move, too.
    std::string words = std::string(context.label("done")) + " " + std::to_string(updates) + "   L " + (now.loss < 1e-6f ? "< 0.000001" : "= " + fixed(now.loss, 6));
    words += "   b₁ = " + fixed(now.b[0], 3) + "   b₂ = " + fixed(now.b[1], 3) + "   c = " + fixed(now.c, 3);
    y += note(context, {area.min.x, y}, width, words) + 8;
    return y + draw_paths(context, {area.min.x, y}, width) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_twins_view() { return std::make_unique<TwinsView>(); }

}  // namespace nabla::lessons::backpropagation
