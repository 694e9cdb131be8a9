#include <algorithm>
#include <cmath>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/plot.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

/// One weight up and down by epsilon (State::h), the loss read both times, and the slope between beside the one that
/// backpropagation finds; below, how far the two are apart for every epsilon.
class NudgeView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void measure_all(const HandWeights& weights, std::string_view parameter);
    float draw_formula(SceneContext& context, const State& state, const Nudge& now, ImVec2 at, float width);
    float draw_errors(SceneContext& context, const State& state, const Nudge& now, ImVec2 at, float width);

    Spotlight light_;
    Plot plot_;
    std::vector<double> sizes_, errors_;
    std::string measured_;
};

void NudgeView::measure_all(const HandWeights& weights, std::string_view parameter) {
    std::string key(parameter);
    for (const float w : weights) key += " " + fixed(w, 6);
    if (key == measured_) return;
    measured_ = key;
    sizes_.clear(), errors_.clear();
    for (int i = 0; i <= 70; ++i) {
        const double h = std::pow(10.0, -7 + i / 10.0);
        sizes_.push_back(h);
        errors_.push_back(std::max(1e-3, 100 * nudge(weights, parameter, h).error()));
    }
}

float NudgeView::draw_formula(SceneContext& context, const State& state, const Nudge& now, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    const std::string name = hand_name(state.nudged), key = state.nudged;
    // As many digits as the quotient needs: dividing by a small 2ε brings up what a rounded loss has lost.
    const int digits = std::clamp(6 - static_cast<int>(std::floor(std::log10(2 * state.h))), 6, 13);
    const std::vector<Term> terms{{.symbol = "( L(" + name + " + ε)", .value = "( " + fixed(now.high, digits), .keys = key}, {.symbol = "−", .value = "−"},
                                  {.symbol = "L(" + name + " − ε) )", .value = fixed(now.low, digits) + " )", .keys = key}, {.symbol = "/ 2ε", .value = "/ " + short_number(2 * state.h, 7)}, op("="),
                                  {.symbol = context.label("slope"), .value = fixed(now.estimate, 6), .keys = key, .color = theme.accent}};
    float y = at.y + formula(context.ui, light_, {.id = "nudge", .at = at, .width = width, .terms = terms, .size = width < 420 ? 14.0f : 16.0f}) + 14;
    const bool narrow = width < 460;
    const float column = width / (narrow ? 2 : 3);
    big_number(context, {at.x, y}, context.label("estimate"), fixed(now.estimate, 6), theme.accent);
    big_number(context, {at.x + column, y}, context.label("gradient"), fixed(now.gradient, 6), gradient_ink(theme));
    const bool close = now.error() <= nudge_tolerance;
    if (narrow) y += 50;
    big_number(context, {narrow ? at.x : at.x + 2 * column, y}, context.label("apart"), (now.error() < 5e-5 ? "< 0.01" : fixed(std::min(999.0, 100 * now.error()), 2)) + "%", close ? theme.good : theme.warning);
    return y + 50 - at.y;
}

float NudgeView::draw_errors(SceneContext& context, const State& state, const Nudge& now, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    ImGui::SetCursorScreenPos(at);
    const double here_x[] = {state.h}, here_y[] = {std::max(1e-3, 100 * now.error())}, line_x[] = {1e-7, 1}, line_y[] = {1, 1};
    const Series series[] = {{.name = context.label("apart"), .end_name = "-", .x = std::span<const double>(sizes_), .y = std::span<const double>(errors_), .color = theme.muted, .points_only = true, .width = 1.5f},
                             {.name = "", .end_name = "1%", .x = std::span<const double>(line_x), .y = std::span<const double>(line_y), .color = theme.good, .dashed = true},
                             {.name = "", .x = std::span<const double>(here_x), .y = std::span<const double>(here_y), .color = theme.accent, .markers = true, .points_only = true, .width = 3}};
    plot_.draw(context.ui, {.id = "nudge.errors", .title = context.label("errors"), .x_name = "ε", .size = {width, 210}, .log_x = true, .log_y = true, .x_min = 1e-7, .x_max = 1, .y_min = 1e-3, .y_max = 300, .wheel_zooms = false}, series);
    return 218 + note(context, {at.x, at.y + 218}, width, context.label("scale"));
}

float NudgeView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    const State state = State::read(context.session.lesson_state());
    const HandWeights weights = present_weights(context.session);
    const Nudge now = nudge(weights, state.nudged, state.h);
    HandWeights moved = weights;
    moved[static_cast<std::size_t>(hand_index(state.nudged))] += static_cast<float>(state.h);
    const HandNumbers shown = hand_numbers(moved);
    measure_all(weights, state.nudged);
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    HandDiagram diagram{.id = "net", .area = Box::at({area.min.x, y}, width, width < 480 ? 236.0f : 250.0f), .numbers = &shown, .sum = true, .output = true, .selected = state.nudged};
    diagram.sums = diagram.hidden = {true, true};
    if (const std::string pressed = hand_diagram(context, light_, diagram); hand_index(pressed) >= 0) context.ui.set_control("figure.nudged", pressed);
    y += diagram.area.height() + 4;
    y += note(context, {area.min.x, y}, width, hand_name(state.nudged) + " " + context.label("pass")) + 8;
    for (const char* id : {"figure.nudged", "figure.h"}) {
        ImGui::SetCursorScreenPos({area.min.x, y});
        control(context.ui, context.session, id, std::min(width, 520.0f));
        y += context.ui.control_height() + 4;
    }
    y += 8;
    y += draw_formula(context, state, now, {area.min.x, y}, width) + 10;
    return y + draw_errors(context, state, now, {area.min.x, y}, width) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_nudge_view() { return std::make_unique<NudgeView>(); }

}  // namespace nabla::lessons::backpropagation
