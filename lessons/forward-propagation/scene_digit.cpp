#include <algorithm>

#include "core/session/control_groups.h"
#include "core/session/test_result.h"
#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/bar_list.h"
#include "lessons/kit/control.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/layer_strip.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

using namespace kit;

/// A real digit goes through 784-256-128-10: the picture, each layer's activations as a picture, the ten probabilities.
class DigitView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_pass(SceneContext& context, ImVec2 at, float width);
    float draw_output(SceneContext& context, ImVec2 at, float width) const;

    DigitPass pass_;
    std::uint64_t version_ = 0;
    int row_ = -1;
    Heatmap picture_;
    LayerStrip strip_;
};

float DigitView::draw_pass(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    constexpr float side = 112, head = 38;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::uint64_t stamp = version_ * 70'000 + static_cast<std::uint64_t>(row_) + 1;
    draw_text(draw, theme, at, {theme.small}, theme.ink, context.label("input"));
    draw_text(draw, theme, {at.x, at.y + 17}, {theme.small, true}, theme.muted, "784");
    const Box box = Box::at({theme.snap(at.x), theme.snap(at.y + head)}, side, side);
    picture_.set(context.ui, pass_.pixels, {.width = 28, .version = stamp});
    picture_.draw(draw, box);
    draw->AddRect(box.min, box.max, theme.line, 0, 0, theme.hairline);
    std::vector<LayerStrip::Layer> layers;
    for (std::size_t i = 0; i + 1 < pass_.layers.size(); ++i) {
        const auto active = std::ranges::count_if(pass_.layers[i], [](float value) { return value > 0; });
        layers.push_back({.title = std::string(context.label("hidden")) + " " + std::to_string(i + 1),
                          .note = std::to_string(pass_.layers[i].size()) + " · " + std::to_string(active) + " " + context.label("active"), .values = pass_.layers[i]});
    }
    const float height = strip_.draw(context.ui, "layers", {at.x + side + 26, at.y}, width - side - 26, layers, stamp);
    return std::max(head + side, height) + 6;
}

float DigitView::draw_output(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& p = pass_.layers.back();
    const bool told = answered(context.session.lesson_state(), top.id);
    draw_text(draw, theme, at, {theme.small}, theme.ink, std::string(context.label("output")) + " · " + context.label("label") + " " + std::to_string(pass_.label));
    constexpr float height = 200;
    if (!told) {
        const Box box = Box::at({at.x, at.y + 26}, width, height - 10);
        draw->AddRectFilled(box.min, box.max, theme.surface, theme.radius);
        draw_text_middle(draw, theme, box.center(), {13}, theme.muted, context.label("covered"), Align::center);
        return height + 26;
    }
    std::vector<std::string> names;
    for (int i = 0; i < 10; ++i) names.push_back(std::to_string(i));
    const int best = static_cast<int>(predicted_class(p));
    bar_list(context.ui, {.id = "digit.bars", .area = Box::at({at.x, at.y + 22}, width, height), .values = p, .names = names, .strong = best, .marked = pass_.label});
    return height + 26;
}

float DigitView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const State state = State::read(context.session.lesson_state());
    const auto data = context.session.dataset();
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    y += question_card_steady(context, top, {area.min.x, y}, width) + 14;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(context.ui, context.session, "figure.picture", std::min(width, 380.0f));
    y += context.ui.control_height() + 12;
    if (!data) return y + note(context, {area.min.x, y}, width, context.label("loading")) - area.min.y;
    const int row = std::min(state.picture, static_cast<int>(data->train.rows()) - 1);
    if (row != row_ || version_ != context.session.weights_version() || pass_.layers.empty()) {
        pass_ = digit_pass(context.session, row);
        row_ = row, version_ = context.session.weights_version();
    }
    if (pass_.layers.size() < 2 || pass_.layers.back().size() != 10 || pass_.pixels.size() != 784) return y + note(context, {area.min.x, y}, width, context.label("not_fit")) - area.min.y;
    const bool beside = width >= 600;
    const float left = beside ? width - 230 : width;
    const float strip = draw_pass(context, {area.min.x, y}, left);
    if (beside) return y + std::max(strip, draw_output(context, {area.min.x + left + 20, y}, 210)) - area.min.y;
    y += strip + 14;
    return y + draw_output(context, {area.min.x, y}, width) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_digit_view() { return std::make_unique<DigitView>(); }

}  // namespace nabla::lessons::forward_propagation
