#include <algorithm>
#include <cmath>

#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/curve_view.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

using namespace kit;

/// The 2-2-1 network, one neuron after the other: the diagram, the formula of the step with its numbers plugged in, the
/// sigmoid's curve to read values from.
class HandView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_diagram(SceneContext& context, ImVec2 at, float width);
    float draw_wires(SceneContext& context, ImVec2 at, float width);
    float draw_first(SceneContext& context, ImVec2 at, float width);
    float draw_zero(SceneContext& context, ImVec2 at, float width);
    float draw_output(SceneContext& context, ImVec2 at, float width);
    float draw_curve(SceneContext& context, ImVec2 at, float width);
    float draw_formula(SceneContext& context, const char* id, ImVec2 at, float width, std::vector<Term> terms);
    /// Seconds since `key` came to be known in this view; the sparks of that moment run for one.
    float spark(SceneContext& context, Known known);

    Spotlight light_;
    HandNumbers now_;
    Known known_ = Known::weights;
    bool fresh_ = true;
    double moment_ = -10;
};

float HandView::spark(SceneContext& context, Known known) {
    if (fresh_ || known < known_) known_ = known, fresh_ = false;
    if (known > known_) known_ = known, moment_ = context.ui.time;
    const auto since = static_cast<float>(context.ui.time - moment_);
    if (context.ui.reduced_motion || since < 0 || since > 1.1f) return -1;
    context.ui.animate = true;
    return since / 1.1f;
}

float HandView::draw_diagram(SceneContext& context, ImVec2 at, float width) {
    const std::string& step = context.session.step().id;
    const Known k = known(context.session);
    const State state = State::read(context.session.lesson_state());
    const float height = hand_diagram_height(width), pulse = spark(context, k);
    HandDiagram diagram{.id = "net", .area = Box::at(at, width, height), .numbers = &now_, .selected = state.part};
    diagram.products = k >= Known::sums;
    diagram.sums = {k >= Known::sums, k >= Known::sums};
    diagram.hidden = {k >= Known::first, k >= Known::hidden};
    const bool output = step == "output";
    for (std::size_t j = 0; j < 2; ++j) diagram.contributions[j] = output && typed_right(context.session, *output_values()[j]);
    diagram.sum = output && typed_right(context.session, *output_values()[2]);
    diagram.output = k >= Known::output;
    diagram.biases = step != "wires";
    if (step == "first" && k < Known::first) diagram.asked = "h1";
    if (step == "zero" && k < Known::hidden) diagram.asked = "h2";
    if (output && k < Known::output) diagram.asked = "y";
    if (step == "first") diagram.fade = "h2 y";
    if (step == "zero") diagram.fade = "h1 y";
    (k >= Known::first ? diagram.pulse2 : diagram.pulse1) = pulse;
    if (const auto part = part_chosen(context.ui, diagram, hand_diagram(context, light_, diagram))) context.ui.set_control("figure.part", *part);
    return height;
}

float HandView::draw_formula(SceneContext& context, const char* id, ImVec2 at, float width, std::vector<Term> terms) {
    return formula(context.ui, light_, {.id = id, .at = at, .width = width, .terms = terms, .size = width < 420 ? 15.0f : 17.0f});
}

/// w₁₁ x₁ + w₁₂ x₂ + b₁: with each product's own value where they are known.
std::vector<Term> sum_terms(const HandNumbers& now, int neuron, bool solved) {
    const std::string j = std::to_string(neuron + 1);
    const auto at = static_cast<std::size_t>(neuron);
    std::vector<Term> terms{{.symbol = hand_name("z" + j), .value = solved ? short_number(now.z[at]) : "?", .keys = "h" + j}, op("=")};
    for (int i = 0; i < 2; ++i) {
        const std::string w = "w" + j + std::to_string(i + 1), x = "x" + std::to_string(i + 1);
        if (i > 0) terms.push_back(op("+"));
        terms.push_back({.symbol = hand_name(w), .value = factor(HandNumbers::at(now.w, neuron, i)), .keys = w});
        terms.push_back(op("·"));
        terms.push_back({.symbol = hand_name(x), .value = factor(now.x[static_cast<std::size_t>(i)]), .keys = x});
    }
    terms.push_back(op("+"));
    terms.push_back({.symbol = hand_name("b" + j), .value = short_number(now.b[at]), .keys = "h" + j});
    return terms;
}

float HandView::draw_wires(SceneContext& context, ImVec2 at, float width) {
    float y = at.y;
    const bool told = answered(context.session.lesson_state(), signs.id);
    for (int j = 0; j < 2; ++j) y += draw_formula(context, j == 0 ? "sum1" : "sum2", {at.x, y}, width, sum_terms(now_, j, told)) + 12;
    y += 4;
    y += question_card(context, signs, {at.x, y}, width);
    return y - at.y;
}

float HandView::draw_curve(SceneContext& context, ImVec2 at, float width) {
    const State state = State::read(context.session.lesson_state());
    const float height = 200;
    std::vector<double> magnets{-1, 0, 1, 3};
    if (context.session.step().id == "output") {
        magnets = {0};
        if (typed_right(context.session, *output_values()[2])) magnets.push_back(std::round(static_cast<double>(now_.z3) * 1000) / 1000);
    }
    const auto moved = curve_view(context.ui, {.id = "figure.z", .x_name = "z", .y_name = "σ(z)", .area = Box::at(at, width, height),
                                               .f = [](double z) { return 1 / (1 + std::exp(-z)); }, .x = state.z, .magnets = magnets});
    if (moved) context.ui.set_control("figure.z", *moved);
    return height;
}

float HandView::draw_first(SceneContext& context, ImVec2 at, float width) {
    const bool beside = width >= 620;
    const float left = beside ? width * 0.54f : width;
    float y = at.y;
    y += draw_formula(context, "sum1", {at.x, y}, left, sum_terms(now_, 0, true)) + 14;
    const bool solved = typed_right(context.session, hidden_value());
    y += draw_formula(context, "squash", {at.x, y}, left, {{.symbol = "h₁", .value = solved ? fixed(now_.h[0], 3) : "?", .keys = "h1"}, op("="), {.symbol = "σ(z₁)", .value = "σ(" + short_number(now_.z[0]) + ")", .keys = "h1"}}) + 14;
    const TypedNumber* asked[] = {&hidden_value()};
    y += number_card(context, asked, {at.x, y}, left);
    if (beside) return std::max(y - at.y, draw_curve(context, {at.x + left + 28, at.y - 4}, width - left - 28));
    y += 16;
    return y + draw_curve(context, {at.x, y}, width) - at.y;
}

float HandView::draw_zero(SceneContext& context, ImVec2 at, float width) {
    const bool beside = width >= 620;
    const float left = beside ? width * 0.54f : width;
    float y = at.y;
    y += draw_formula(context, "sum2", {at.x, y}, left, sum_terms(now_, 1, true)) + 14;
    y += question_card(context, off, {at.x, y}, left) + 12;
    if (answered(context.session.lesson_state(), off.id)) {
        const double h = 1 / (1 + std::exp(-State::read(context.session.lesson_state()).z));
        const bool done = h <= off_output;
        y += draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, {at.x, y}, left, {context.ui.theme.body}, done ? context.ui.theme.good : context.ui.theme.ink,
                            context.label(done ? "is_off" : "turn_off"));
    }
    if (!answered(context.session.lesson_state(), off.id)) return y - at.y; // the curve would tell
    if (beside) return std::max(y - at.y, draw_curve(context, {at.x + left + 28, at.y - 4}, width - left - 28));
    y += 12;
    return y + draw_curve(context, {at.x, y}, width) - at.y;
}

float HandView::draw_output(SceneContext& context, ImVec2 at, float width) {
    const Session& session = context.session;
    const auto blank_term = [&](const char* symbol, std::string keys, const TypedNumber& number) {
        return Term{.symbol = symbol, .keys = std::move(keys), .control = number.control(), .label = context.ui.tr(session.step().label(number.id + ".ask")),
                    .typed = typed_value(session.lesson_state(), number.id), .right = typed_right(session, number)};
    };
    const auto& values = output_values();
    const bool beside = width >= 620;
    const float left = beside ? width * 0.54f : width;
    float y = at.y;
    y += draw_formula(context, "parts", {at.x, y}, left, {blank_term("v₁ · h₁", "v1 h1", *values[0]), op("+"), blank_term("v₂ · h₂", "v2 h2", *values[1]), op("+"),
                                                           {.symbol = "c", .value = short_number(now_.c), .keys = "y"}, op("="), blank_term("z₃", "y", *values[2])}) + 14;
    y += draw_formula(context, "answer", {at.x, y}, left, {{.symbol = "ŷ", .value = "ŷ", .keys = "y"}, op("="), blank_term("σ(z₃)", "y", *values[3])}) + 12;
    y += typed_reasons(context, values, {at.x, y}, left);
    if (known(session) == Known::output) {
        const double error = static_cast<double>(now_.y) - now_.target;
        y += 6 + draw_formula(context, "loss", {at.x, y + 6}, left, {{.symbol = "L", .value = fixed(now_.loss, 6)}, op("="), {.symbol = "(ŷ − y)²", .value = "(" + fixed(now_.y, 6) + " − " + fixed(now_.target, 1) + ")²", .keys = "y"},
                                                                      op("="), {.symbol = context.label("error"), .value = fixed(error, 6) + "²"}});
    }
    if (beside) return std::max(y - at.y, draw_curve(context, {at.x + left + 28, at.y - 4}, width - left - 28));
    y += 16;
    return y + draw_curve(context, {at.x, y}, width) - at.y;
}

float HandView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    now_ = numbers(context.session);
    const float width = std::min(area.width(), 860.0f);
    float y = area.min.y;
    if (context.session.step().id == "wires") y += question_card_steady(context, no_bias, {area.min.x, y}, width) + 14;
    y += draw_diagram(context, {area.min.x, y}, width) + 18;
    if (context.session.view().update > 0 && is_hand_network(context.session.experiment())) y += note(context, {area.min.x, y}, width, context.ui.tr("훈련으로 가중치가 바뀌었어요. ‘처음으로’를 누르면 본문의 수로 돌아가요.", "Training has changed the weights. Reset brings back the numbers of the text.")) + 8;
    const std::string& step = context.session.step().id;
    if (step == "wires") y += draw_wires(context, {area.min.x, y}, width);
    if (step == "first") y += draw_first(context, {area.min.x, y}, width);
    if (step == "zero") y += draw_zero(context, {area.min.x, y}, width);
    if (step == "output") y += draw_output(context, {area.min.x, y}, width);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_hand_view() { return std::make_unique<HandView>(); }

}  // namespace nabla::lessons::forward_propagation
