#include <algorithm>
#include <cmath>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

/// The network of lesson 2 on its way back: one factor of the chain rule a step, upstream times local, in the colours of the
/// figure: gradients in one ink, local slopes in another.
class HandView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_diagram(SceneContext& context, ImVec2 at, float width);
    float draw_sign(SceneContext& context, ImVec2 at, float width);
    float draw_output(SceneContext& context, ImVec2 at, float width);
    float draw_weights(SceneContext& context, ImVec2 at, float width);
    float draw_through(SceneContext& context, ImVec2 at, float width);
    float line(SceneContext& context, const char* id, ImVec2 at, float width, std::vector<Term> terms);
    Term blank_term(SceneContext& context, const char* symbol, std::string keys, const TypedNumber& number) const;
    Term upstream(const char* symbol, double value, std::string keys) const;
    Term local(const char* symbol, double value, std::string keys) const;

    Spotlight light_;
    HandNumbers now_;
    const Theme* theme_ = nullptr;
    double moment_ = -10;
    bool solved_ = false, fresh_ = true;
};

Term HandView::blank_term(SceneContext& context, const char* symbol, std::string keys, const TypedNumber& number) const {
    return {.symbol = symbol, .keys = std::move(keys), .color = gradient_ink(*theme_), .control = number.control(), .label = context.ui.tr(context.session.step().label(number.id + ".ask")),
            .typed = typed_value(context.session.lesson_state(), number.id), .right = typed_right(context.session, number)};
}

Term HandView::upstream(const char* symbol, double value, std::string keys) const {
    return {.symbol = symbol, .value = fixed(value, 6), .keys = std::move(keys), .color = gradient_ink(*theme_)};
}

Term HandView::local(const char* symbol, double value, std::string keys) const {
    return {.symbol = symbol, .value = fixed(value, 6), .keys = std::move(keys), .color = slope_ink(*theme_)};
}

float HandView::line(SceneContext& context, const char* id, ImVec2 at, float width, std::vector<Term> terms) {
    return formula(context.ui, light_, {.id = id, .at = at, .width = width, .terms = terms, .size = width < 420 ? 15.0f : 17.0f});
}

float HandView::draw_diagram(SceneContext& context, ImVec2 at, float width) {
    const Session& session = context.session;
    const std::string& step = session.step().id;
    const State state = State::read(session.lesson_state());
    HandNumbers shown = now_;
    if (step == "sign" && answered(session.lesson_state(), direction.id)) {
        HandWeights tried = present_weights(session);
        tried[0] = static_cast<float>(state.tried);
        shown = hand_numbers(tried);
    }
    const bool solved = (step == "output" && typed_right(session, output_delta())) || (step == "weights" && typed_right(session, weight_gradient())) || (step == "through" && typed_right(session, edge_gradient()));
    if (fresh_) solved_ = solved, fresh_ = false;
    if (solved && !solved_) moment_ = context.ui.time;
    solved_ = solved;
    const auto since = static_cast<float>(context.ui.time - moment_);
    const float pulse = context.ui.reduced_motion || since < 0 || since > 1.2f ? -1 : 1 - since / 1.2f;
    if (pulse >= 0) context.ui.animate = true;

    HandDiagram diagram{.id = "net", .area = Box::at(at, width, hand_diagram_height(width) + (step == "through" ? 100.0f : step == "sign" ? 0.0f : 20.0f)), .numbers = &shown, .products = step == "through" && state.all,
                        .sum = true, .output = true, .selected = state.part};
    diagram.sums = diagram.hidden = {true, true};
    diagram.contributions = {step == "through" && state.all, step == "through" && state.all};
    diagram.delta = step == "weights" || step == "through" || (step == "output" && solved);
    if (step == "output") diagram.gradients = true, diagram.gradient_keys = solved ? "y c" : "y", diagram.slopes = "y";
    if (step == "weights") diagram.gradients = true, diagram.gradient_keys = solved ? "y v1 v2" : "y", diagram.slopes = "y";
    if (step == "through") {
        diagram.gradients = true;
        diagram.gradient_keys = state.all ? "" : solved ? "y h1 w11" : "y h1";
        diagram.slopes = state.all ? "y h1 h2" : "y h1";
        diagram.fade = state.all ? "" : "h2 x2";
    }
    (step == "through" ? diagram.pulse1 : diagram.pulse2) = step == "sign" ? -1 : pulse;
    if (const auto part = part_chosen(context.ui, diagram, hand_diagram(context, light_, diagram))) context.ui.set_control("figure.part", *part);
    const float height = diagram.area.height();
    return height + (step == "sign" ? 0 : hand_diagram_key(context.ui, diagram, {at.x, at.y + height + 4}, width) + 4);
}

float HandView::draw_sign(SceneContext& context, ImVec2 at, float width) {
    const Session& session = context.session;
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = at.y + question_card_steady(context, direction, at, width) + 14;
    if (!answered(session.lesson_state(), direction.id)) return y - at.y;
    ImGui::SetCursorScreenPos({at.x, y});
    control(context.ui, session, "figure.tried", std::min(width, 460.0f));
    y += context.ui.control_height() + 10;
    HandWeights tried = present_weights(session);
    tried[0] = static_cast<float>(State::read(session.lesson_state()).tried);
    const HandNumbers t = hand_numbers(tried);
    // Along the path from w11 to the loss, each value against where it started.
    const struct { const char *symbol, *key; double now, before; } path[] = {{"w₁₁", "w11", t.w[0][0], now_.w[0][0]}, {"z₁", "h1", t.z[0], now_.z[0]}, {"h₁", "h1", t.h[0], now_.h[0]},
                                                                            {"v₁h₁", "v1", t.contribution(0), now_.contribution(0)}, {"ŷ", "y", t.y, now_.y}, {"L", "y", t.loss, now_.loss}};
    const float cell = width / 6;
    for (int i = 0; i < 6; ++i) {
        const float x = at.x + cell * (static_cast<float>(i) + 0.5f);
        const double change = path[i].now - path[i].before;
        const char* arrow = std::abs(change) < 5e-7 ? "·" : change > 0 ? "↑" : "↓";
        draw_text_middle(draw, theme, {x, y + 8}, {14}, theme.ink, path[i].symbol, Align::center);
        draw_text_middle(draw, theme, {x, y + 30}, {18}, std::abs(change) < 5e-7 ? theme.faint : signed_ink(theme, static_cast<float>(change)), arrow, Align::center);
        draw_text_middle(draw, theme, {x, y + 52}, {12, true}, theme.muted, i == 5 ? loss_text(path[i].now) : fixed(path[i].now, 3), Align::center);
        if (i > 0) draw_text_middle(draw, theme, {at.x + cell * static_cast<float>(i), y + 30}, {14}, theme.faint, "→", Align::center);
    }
    return y + 66 - at.y;
}

float HandView::draw_output(SceneContext& context, ImVec2 at, float width) {
    float y = at.y;
    y += line(context, "dy", {at.x, y}, width, {upstream("∂L/∂ŷ", now_.d_y, "y"), op("="), {.symbol = "2 (ŷ − y)", .value = "2 · (" + fixed(now_.y, 6) + " − " + short_number(now_.target) + ")", .keys = "y"}}) + 4;
    y += note(context, {at.x, y}, width, context.label("why_two")) + 14;
    y += line(context, "slope", {at.x, y}, width, {local("σ′(z₃)", now_.slope3, "y"), op("="), {.symbol = "ŷ (1 − ŷ)", .value = fixed(now_.y, 6) + " · " + fixed(1 - now_.y, 6), .keys = "y"}}) + 4;
    y += note(context, {at.x, y}, width, context.label("why_slope")) + 16;
    y += line(context, "delta", {at.x, y}, width, {upstream("∂L/∂ŷ", now_.d_y, "y"), op("·"), local("σ′(z₃)", now_.slope3, "y"), op("="), blank_term(context, "δ = ∂L/∂z₃", "y", output_delta())}) + 12;
    const TypedNumber* typed[] = {&output_delta()};
    return y + typed_reasons(context, typed, {at.x, y}, width) - at.y;
}

float HandView::draw_weights(SceneContext& context, ImVec2 at, float width) {
    float y = at.y;
    y += question_card_steady(context, larger, {at.x, y}, width) + 14;
    y += line(context, "dv1", {at.x, y}, width, {upstream("δ", now_.delta, "y"), op("·"), local("h₁", now_.h[0], "h1"), op("="), blank_term(context, "∂L/∂v₁", "v1", weight_gradient())}) + 12;
    const TypedNumber* typed[] = {&weight_gradient()};
    y += typed_reasons(context, typed, {at.x, y}, width);
    if (!typed_right(context.session, weight_gradient()) || !answered(context.session.lesson_state(), larger.id)) return y - at.y;
    y += 8 + line(context, "dv2", {at.x, y + 8}, width, {upstream("δ", now_.delta, "y"), op("·"), local("h₂", now_.h[1], "h2"), op("="), upstream("∂L/∂v₂", now_.d_v[1], "v2")}) + 10;
    y += line(context, "dc", {at.x, y}, width, {upstream("δ", now_.delta, "y"), op("·"), local("1", 1, "y"), op("="), upstream("∂L/∂c", now_.d_c, "y")});
    return y - at.y;
}

float HandView::draw_through(SceneContext& context, ImVec2 at, float width) {
    float y = at.y;
    y += line(context, "dh1", {at.x, y}, width, {upstream("δ", now_.delta, "y"), op("·"), local("v₁", now_.v[0], "v1"), op("="), upstream("∂L/∂h₁", now_.d_h[0], "h1")}) + 14;
    y += line(context, "dw11", {at.x, y}, width, {upstream("∂L/∂h₁", now_.d_h[0], "h1"), op("·"), local("σ′(z₁)", now_.slope[0], "h1"), op("·"), {.symbol = "x₁", .value = short_number(now_.x[0]), .keys = "x1", .color = slope_ink(*theme_)}, op("="),
                                                  blank_term(context, "∂L/∂w₁₁", "w11", edge_gradient())}) + 12;
    const TypedNumber* typed[] = {&edge_gradient()};
    y += typed_reasons(context, typed, {at.x, y}, width) + 8;
    ImGui::SetCursorScreenPos({at.x, y});
    control(context.ui, context.session, "figure.all", std::min(width, 300.0f));
    return y + context.ui.control_height() - at.y;
}

float HandView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    theme_ = &context.ui.theme;
    now_ = numbers(context.session);
    const std::string& step = context.session.step().id;
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    if (step == "sign") y += question_card_steady(context, recall, {area.min.x, y}, width) + 14;
    y += draw_diagram(context, {area.min.x, y}, width) + 16;
    if (step == "sign") y += draw_sign(context, {area.min.x, y}, width);
    if (step == "output") y += draw_output(context, {area.min.x, y}, width);
    if (step == "weights") y += draw_weights(context, {area.min.x, y}, width);
    if (step == "through") y += draw_through(context, {area.min.x, y}, width);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_hand_view() { return std::make_unique<HandView>(); }

}  // namespace nabla::lessons::backpropagation
