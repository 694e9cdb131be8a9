#include <algorithm>
#include <cmath>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/choice.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

constexpr double lowest = 1e-10, highest = 1;

/// Ten hidden layers in a row; over each stands the size of its gradient, live, on a logarithmic scale.
class VanishView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_bars(SceneContext& context, ImVec2 at, float width, float height, bool told);
    float draw_activation(SceneContext& context, ImVec2 at, float width) const;

    std::vector<double> sizes_;
    std::uint64_t version_ = 0;
};

float VanishView::draw_bars(SceneContext& context, ImVec2 at, float width, float height, bool told) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Box plot{{at.x + 40, at.y + 26}, {at.x + width, at.y + height - 42}};
    draw_text_middle(draw, theme, {at.x, at.y + 8}, {12}, theme.muted, context.label("size"));
    const auto y_of = [&](double value) { return plot.max.y - plot.height() * static_cast<float>((std::log10(std::clamp(value, lowest, highest)) - std::log10(lowest)) / (std::log10(highest) - std::log10(lowest))); };
    for (int power = -10; power <= 0; power += 2) {
        const float y = theme.snap(y_of(std::pow(10.0, power)));
        draw->AddLine({plot.min.x, y}, {plot.max.x, y}, with_alpha(theme.line, 0.8f), theme.hairline);
        draw_text_middle(draw, theme, {plot.min.x - 6, y}, {11, true}, theme.muted, power == 0 ? "1" : "1e" + short_number(power), Align::right);
    }
    const auto count = sizes_.size();
    const float step = plot.width() / static_cast<float>(std::max<std::size_t>(1, count));
    const float half = std::min(18.0f, step * 0.32f);
    const auto x_of = [&](std::size_t i) { return plot.min.x + step * (static_cast<float>(i) + 0.5f); };
    for (std::size_t i = 0; i < count; ++i) {
        const float x = x_of(i);
        const std::string name = i + 1 == count ? context.label("out") : std::to_string(i + 1);
        draw_text_middle(draw, theme, {x, plot.max.y + 14}, {12, true}, theme.muted, name, Align::center);
        if (!told && i + 1 < count) {
            draw_text_middle(draw, theme, {x, plot.max.y - 14}, {14, true}, theme.faint, "?", Align::center);
            continue;
        }
        const float top = y_of(sizes_[i]);
        draw->AddRectFilled({x - half, top}, {x + half, plot.max.y}, mix(theme.paper, gradient_ink(theme), 0.75f), 3);
        const Target t = figure_target(ui, "vanish." + std::to_string(i), {x - step / 2, plot.min.y}, {x + step / 2, plot.max.y});
        if (i > 0 && i + 1 < count && !t.shown()) continue;
        const std::string value = power_of_ten(sizes_[i]);
        const float reach = text_size(theme, {12, true}, value).x / 2, middle = std::clamp(x, plot.min.x + reach, std::max(plot.min.x + reach, at.x + width - reach));
        float free = top;   // above the neighbors, too, where it is as wide as they
        for (const std::size_t j : {i - 1, i + 1})   // i - 1 of 0 is beyond count
            if (j < count && std::fabs(x_of(j) - middle) < reach + half) free = std::min(free, y_of(sizes_[j]));
        draw_text_middle(draw, theme, {middle, free - 10}, {12, true}, theme.ink, value, Align::center);
    }
    draw_text_middle(draw, theme, {plot.center().x, at.y + height - 12}, {12}, theme.muted, context.label("layer"), Align::center);
    return height;
}

float VanishView::draw_activation(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    std::string now = hidden_activation(context.session.experiment().model);
    const Choice choices[] = {{"sigmoid", "sigmoid"}, {"tanh", "tanh"}, {"relu", "relu"}};
    draw_text_middle(draw, theme, {at.x, at.y + ui.control_height() / 2}, {13}, theme.ink, context.label("activation"));
    const float label = text_size(theme, {13}, context.label("activation")).x + 16;
    const bool below = label + 240 > width;
    const ImVec2 place{below ? at.x : at.x + label, below ? at.y + ui.control_height() : at.y};
    ImGui::SetCursorScreenPos(place);
    if (segmented(ui, "figure.activation", now, choices, {.width = std::min(width, 260.0f)})) ui.set_control("figure.activation", now);
    float y = place.y + ui.control_height() + 12;
    // What came of each so far.
    draw_text_middle(draw, theme, {at.x, y + 6}, {12}, theme.muted, context.label("accuracy"));
    y += 20;
    float x = at.x;
    for (const char* name : {"sigmoid", "tanh", "relu"}) {
        const auto accuracy = deep_accuracy(context.session, name);
        big_number(context, {x, y}, name, accuracy ? fixed(*accuracy, 3) : "–", accuracy && *accuracy >= learned_from ? theme.good : accuracy && *accuracy < stuck_below ? theme.warning : 0);
        x += width / 3;
    }
    return y + 48 - at.y;
}

float VanishView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (version_ != context.session.weights_version() || sizes_.empty()) version_ = context.session.weights_version(), sizes_ = layer_gradients(context.session);
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    y += question_card_steady(context, ratio, {area.min.x, y}, width) + 12;
    y += draw_activation(context, {area.min.x, y}, width) + 10;
    if (sizes_.empty()) return y + note(context, {area.min.x, y}, width, context.label(context.session.dataset() ? "not_fit" : "loading")) - area.min.y;
    return y + draw_bars(context, {area.min.x, y}, width, 250, answered(context.session.lesson_state(), ratio.id)) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_vanish_view() { return std::make_unique<VanishView>(); }

}  // namespace nabla::lessons::backpropagation
