#include <algorithm>
#include <cmath>
#include <cstdio>

#include "lessons/kit/control.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/scene_common.h"

namespace nabla::lessons::optimizers {
namespace {

using namespace kit;


/// Two parameters, one with gradient 2 and one with a gradient of the learner's choice: the first updates of SGD and of Adam.
class AdamView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_rule(SceneContext& context, ImVec2 at, float width, const char* name, const std::vector<Waypoint>& path, ImU32 color, double scale) const;
    float draw_numbers(SceneContext& context, ImVec2 at, float width, const Waypoint& first, const State& state);
    Spotlight light_;
};

/// A bar for each parameter's update; the longest of both rules fills the width.
float AdamView::draw_rule(SceneContext& context, ImVec2 at, float width, const char* name, const std::vector<Waypoint>& path, ImU32 color, double scale) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text_middle(draw, theme, {at.x, at.y + 9}, {14}, theme.ink, name);
    const float left = at.x + 60, right = at.x + width - 84;
    for (std::size_t i = 0; i < 2; ++i) {
        const float y = at.y + 36 + 28 * static_cast<float>(i);
        const double step = -double{path[1].w[i]};
        draw_text_middle(draw, theme, {at.x, y}, {13, true}, theme.muted, i == 0 ? "Δw₁" : "Δw₂");
        draw->AddRectFilled({left, y - 7}, {right, y + 7}, theme.surface, 3);
        draw->AddRectFilled({left, y - 7}, {left + std::max(2.0f, (right - left) * static_cast<float>(step / scale)), y + 7}, color, 3);
        draw_text_middle(draw, theme, {at.x + width, y}, {13, true}, theme.ink, lessons::short_number(step, 4), Align::right);
    }
    return 86;
}

/// Adam's first update with what the core's own Adam remembers after it.
float AdamView::draw_numbers(SceneContext& context, ImVec2 at, float width, const Waypoint& first, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    light_.begin(ui);
    float y = at.y;
    const double gradients[] = {2, state.gradient};
    for (std::size_t i = 0; i < 2; ++i) {
        const double m = first.slots[0].values[i] / (1 - 0.9), v = first.slots[1].values[i] / (1 - 0.999);
        const std::string n = i == 0 ? "₁" : "₂";
        const Term terms[] = {{.symbol = "Δw" + n, .value = lessons::short_number(-double{first.w[i]}, 4), .color = rule_color(theme, "Adam")}, op("="), {.symbol = "η", .value = "0.1"}, op("×"), {.symbol = "m̂" + n, .value = lessons::short_number(m, 2)},
                              op("/"), {.symbol = "√v̂" + n, .value = lessons::short_number(std::sqrt(v), 2)}};
        char text[48];
        std::snprintf(text, sizeof text, "g%s = %s", n.c_str(), lessons::short_number(gradients[i], 2).c_str());
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x, y + 18}, {14, true}, theme.ink, text);
        y += std::max(44.0f, formula(ui, light_, {.id = i == 0 ? "adam.first" : "adam.second", .at = {at.x + 120, y}, .width = width - 120, .terms = terms}) + 8);
    }
    return y - at.y;
}

float AdamView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const bool asked = answered(context.session.lesson_state(), first_steps.id);
    float y = area.min.y + question_card(context, first_steps, area.min, area.width()) + 14;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.gradient", std::min(area.width(), 720.0f));
    y += ui.control_height() + 16;
    const auto plain = constant_walk(sgd(adam_rate), state.gradient, 1), adam = constant_walk(at_rate({"Adam", Json::object()}, adam_rate), state.gradient, 1);
    const double scale = std::max({-double{plain[1].w[0]}, -double{plain[1].w[1]}, 0.1});
    const float width = std::min(area.width(), 720.0f);
    y += draw_rule(context, {area.min.x, y}, width, "SGD", plain, rule_color(theme, "SGD"), scale) + 14;
    if (!asked) return y + draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, width, {13}, theme.muted, context.label("hidden")) - area.min.y;
    y += draw_rule(context, {area.min.x, y}, width, "Adam", adam, rule_color(theme, "Adam"), scale) + 16;
    y += draw_numbers(context, {area.min.x, y}, width, adam[1], state) + 8;
    y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, width, {13}, theme.muted, context.label("ratio"));
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_adam_view() { return std::make_unique<AdamView>(); }

}  // namespace nabla::lessons::optimizers
