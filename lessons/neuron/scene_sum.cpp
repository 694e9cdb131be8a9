#include <algorithm>
#include <cmath>

#include "lessons/kit/control.h"
#include "lessons/kit/curve.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/question_card.h"
#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"

namespace nabla::lessons::neuron {
namespace {

using namespace kit;

constexpr const char* subscripts[] = {"\u2081", "\u2082", "\u2083"};

/// One neuron: inputs, weights, products, the sum, and in "squash" the logistic curve that it goes through.
class SumView : public View {
public:
    SumView() : neuron_(first_neuron()) {
        for (int i = 0; i <= 240; ++i) {
            z_.push_back(-6 + i * 0.05f);
            s_.push_back(logistic(z_.back()));
        }
    }
    float draw(SceneContext& context, Box area) override {
        light_.begin(context.ui);
        return context.session.step().id == "sum" ? draw_sum(context, area) : draw_squash(context, area);
    }

private:
    void draw_diagram(SceneContext& context, Box box, bool products, bool sum, double z);
    float draw_formula(SceneContext& context, ImVec2 at, float width, bool sum);
    float draw_sum(SceneContext& context, Box area);
    float draw_squash(SceneContext& context, Box area);

    FirstNeuron neuron_;
    Spotlight light_;
    Curve curve_;
    std::vector<float> z_, s_;
};

std::string number_key(const char* letter, std::size_t i) { return letter + std::to_string(i + 1); }

void SumView::draw_diagram(SceneContext& context, Box box, bool products, bool sum, double z) {
    const bool squash = context.session.step().id == "squash", moved = squash && std::abs(z - neuron_.sum) > 0.005;
    std::vector<std::vector<DiagramNeuron>> layers(squash ? 3 : 2);
    std::vector<DiagramLink> links;
    for (std::size_t i = 0; i < 3; ++i) {
        layers[0].push_back({.key = number_key("x", i), .name = std::string("x") + subscripts[i], .value = short_number(first_input[i]), .tone = first_input[i] / 2, .dimmed = moved ? 0.7f : 0.0f});
        DiagramLink link{.layer = 0, .from = static_cast<int>(i), .to = 0, .key = number_key("t", i), .weight = first_weights[i], .label = short_number(first_weights[i])};
        if (products) link.forward = short_number(neuron_.products[i]);
        link.dimmed = moved ? 0.7f : 0.0f;
        links.push_back(std::move(link));
    }
    layers[1].push_back({.key = "z", .name = "z", .value = sum || squash ? short_number(z, 2) : "", .tone = sum || squash ? static_cast<float>(z) / 3 : 0, .asked = !sum && !squash});
    if (squash) {
        const float y = logistic(static_cast<float>(z));
        // Small circles hold two decimals: cut, not rounded, so that 0.899 does not read as the goal.
        const std::string shown = box.width() < narrow_below ? fixed(std::floor(y * 100) / 100, 2) : fixed(y, 3);
        layers[2].push_back({.key = "y", .name = "σ(z)", .value = shown, .tone = 2 * y - 1});
        links.push_back({.layer = 1, .from = 0, .to = 0, .key = "s", .quiet = true});
    }
    network_diagram(context.ui, light_, {.id = "neuron", .area = box, .layers = layers, .links = links});
}

float SumView::draw_formula(SceneContext& context, ImVec2 at, float width, bool sum) {
    const Theme& theme = context.ui.theme;
    std::vector<Term> terms{{.symbol = "z", .value = sum ? short_number(neuron_.sum) : "?", .keys = "z"}, op("=")};
    for (std::size_t i = 0; i < 3; ++i) {
        if (i) terms.push_back(op("+"));
        terms.push_back({.symbol = std::string("θ") + subscripts[i], .value = factor(first_weights[i]), .keys = number_key("t", i), .color = signed_ink(theme, first_weights[i])});
        terms.push_back(op("·"));
        terms.push_back({.symbol = std::string("x") + subscripts[i], .value = factor(first_input[i]), .keys = number_key("x", i)});
    }
    return formula(context.ui, light_, {.id = "sum.formula", .at = at, .width = width, .terms = terms, .size = width < 420 ? 15.0f : 17.0f});
}

float SumView::draw_sum(SceneContext& context, Box area) {
    const auto& state = context.session.lesson_state();
    const bool told = answered(state, sign.id), right = typed_right(context.session, sum_value());
    const TypedNumber* asked[] = {&sum_value()};
    float y = area.min.y + question_card(context, recall, area.min, area.width()) + 12;
    y += question_card(context, sign, {area.min.x, y}, area.width()) + 12;
    const float after = told ? number_card_height(context, asked, area.width()) + 12 : 0;
    const float height = std::clamp(area.max.y - y - after - 66, 210.0f, 340.0f), width = std::min(area.width(), 620.0f);
    draw_diagram(context, Box::at({area.min.x + (area.width() - width) / 2, y}, width, height), told, right, neuron_.sum);
    y += height + 8;
    y += draw_formula(context, {area.min.x, y}, area.width(), right) + 12;
    if (told) y += number_card(context, asked, {area.min.x, y}, area.width()) + 12;
    return y - area.min.y;
}

float SumView::draw_squash(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const float output = logistic(static_cast<float>(state.z));
    const bool beside = area.width() >= 640;
    float y = area.min.y;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.z", std::min(area.width(), 520.0f));
    y += ui.control_height() + 12;
    const float rest = area.max.y - y, diagram_width = beside ? area.width() * 0.42f : area.width();
    const float height = beside ? std::clamp(rest - 10, 280.0f, 440.0f) : std::clamp(rest * 0.56f, 230.0f, 320.0f);
    Box curve = Box::at({area.min.x, y}, area.width(), height);
    if (beside) curve.min.x += diagram_width + 20;
    curve_.draw(ui, {.id = "logistic", .axes = {.area = curve, .x_low = -6, .x_high = 6, .y_low = 0, .y_high = 1, .x_name = "z", .y_name = "σ(z)"}});
    curve_.level(ui, wanted_output, theme.muted, context.label("goal"));
    curve_.line(ui, {.x = std::span<const float>(z_), .y = std::span<const float>(s_), .color = theme.accent, .width = 2.5f});
    const double mark_x[] = {double{neuron_.sum}}, mark_y[] = {double{neuron_.output}};
    curve_.points(ui, std::span<const double>(mark_x), std::span<const double>(mark_y), theme.muted, 4.5f, true);
    if (const auto z = curve_.handle(ui, state.z, output, output >= wanted_output ? theme.good : theme.accent)) ui.set_control("figure.z", *z);
    const Box plot = curve_.axes().plot();
    // Lower right, where the curve never is.
    const std::string reading = "σ(" + short_number(state.z, 2) + ") = " + fixed(output, 3);
    const float wide = text_size(theme, {14, true}, reading).x;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled({plot.max.x - wide - 20, plot.max.y - 36}, {plot.max.x - 8, plot.max.y - 10}, theme.raised, 4);
    draw_text_middle(draw, theme, {plot.max.x - 14, plot.max.y - 23}, {14, true}, theme.ink, reading, Align::right);
    const float first = beside ? y : y + height + 16;
    const float diagram = beside ? height - 20 : std::clamp(area.max.y - first, 200.0f, 260.0f);
    draw_diagram(context, Box::at({area.min.x, first}, diagram_width, diagram), true, true, state.z);
    return (beside ? y + height : first + diagram) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_sum_view() { return std::make_unique<SumView>(); }

}  // namespace nabla::lessons::neuron
