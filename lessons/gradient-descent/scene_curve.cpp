#include <algorithm>
#include <cmath>

#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/descent_curve.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/stats.h"
#include "lessons/kit/widgets.h"
#include "lessons/numerals.h"

namespace nabla::lessons::gradient_descent {
namespace {

using namespace kit;

constexpr double most_loss = 80;

DescentCurve curve_of(const LineLoss& loss) {
    const auto minimum = loss.minimum();
    const double b = minimum[0];
    return {.x_name = "w", .y_name = "MSE", .f = [loss, b](double w) { return loss.loss(b, w); }, .low = w_low, .high = w_high, .y_low = 0, .y_high = most_loss, .minimum = minimum[1]};
}

/// The loss of w with a tangent to be dragged; once the next w is typed, the update as an arrow.
class SlopeView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_numbers(SceneContext& context, ImVec2 at, float width, const LineLoss& loss, double w);
    Spotlight light_;
};

float SlopeView::draw_numbers(SceneContext& context, ImVec2 at, float width, const LineLoss& loss, double w) {
    const Theme& theme = context.ui.theme;
    const double b = loss.minimum()[0], slope = loss.gradient(b, w)[1];
    const Stat numbers[] = {{"w", lessons::fixed(w, 2), theme.accent}, {"L(w)", lessons::fixed(loss.loss(b, w), 4)}, {context.label("slope"), lessons::fixed(slope, 4), theme.series_color(2)}};
    float y = at.y + stats(context.ui, at, width, numbers, 20) + 4;
    const bool solved = typed_right(context.session, next_w());
    const Term terms[] = {{.symbol = context.label("next"), .value = solved ? lessons::fixed(w - 0.1 * slope, 4) : "?"}, op("="), {.symbol = "w", .value = lessons::fixed(w, 2), .color = theme.accent}, op("−"),
                          {.symbol = "η", .value = "0.1"}, op("×"), {.symbol = "dL/dw", .value = lessons::factor(slope, 4), .color = theme.series_color(2)}};
    const Formula line{.id = "slope.update", .at = {at.x, y}, .width = width, .terms = terms};
    light_.begin(context.ui);
    y += formula(context.ui, light_, line) + 6;
    return y - at.y;
}

float SlopeView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = standardized_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    const TypedNumber* numbers[] = {&next_w()};
    float y = area.min.y + number_card(context, numbers, area.min, area.width()) + 14;
    y += draw_numbers(context, {area.min.x, y}, area.width(), *loss, state.at) + 4;
    const float height = std::max(240.0f, area.max.y - y - ui.control_height() - 12);
    DescentCurve options = curve_of(*loss);
    const double b = loss->minimum()[0];
    options.id = "slope.curve";
    options.area = Box::at({area.min.x, y}, area.width(), height);
    options.point = state.at;
    options.slope = [&](double w) { return loss->gradient(b, w)[1]; };
    const double slope = loss->gradient(b, state.at)[1];
    const CurveArrow arrows[] = {{.from = state.at, .by = -0.1 * slope, .name = context.label("update"), .color = ui.theme.accent}};
    if (typed_right(context.session, next_w())) options.arrows = arrows;
    if (const auto moved = descent_curve(ui, options)) ui.set_control("figure.touch", *moved);
    y += height + 8;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.touch", std::min(area.width(), 520.0f));
    return y + ui.control_height() - area.min.y;
}

/// The walk of gradient descent on that curve at the Experiment's own rate.
class RatesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context);
    float draw_rates(SceneContext& context, ImVec2 at, float width);

    Playback playback_;
    Plot plot_;
    std::string followed_;
    std::vector<double> places_, losses_;
};

void RatesView::follow(SceneContext& context) {
    const Experiment& e = context.session.experiment();
    const std::string key = std::to_string(learning_rate(e)) + " " + std::to_string(e.fit.epochs);
    if (key == followed_) return;
    followed_ = key;
    places_.clear(), losses_.clear();
    for (const Waypoint& point : rate_walk(context.session)) places_.push_back(point.w[0]), losses_.push_back(point.loss);
}

float RatesView::draw_rates(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const double present = learning_rate(context.session.experiment());
    float x = at.x;
    const float height = ui.control_height();
    for (const double rate : rates) {
        char text[32];
        const auto label = format_setting(text, rate, 2);
        const ButtonOptions options{.look = ButtonOptions::Look::plain, .width = 52, .height = height, .selected = std::abs(rate - present) < 1e-9};
        ImGui::SetCursorScreenPos({x, at.y});
        if (button(ui, "figure.rate." + std::string(label), label, options)) ui.set_control("figure.rate", rate);
        x += 56;
    }
    const bool below = x + 150 > at.x + width;
    ImGui::SetCursorScreenPos({below ? at.x : x + 8, below ? at.y + height + 8 : at.y});
    const Control* walk = nullptr;
    for (const Control& c : context.session.controls())
        if (c.id == "figure.walk") walk = &c;
    if (walk && button(ui, "figure.walk", ui.tr(walk->label), {.look = ButtonOptions::Look::primary, .icon = Icon::play, .enabled = walk->enabled})) ui.set_control("figure.walk", nullptr);
    float y = at.y + height + 8 + (below ? height + 8 : 0);
    ImGui::SetCursorScreenPos({at.x, y});
    control(ui, context.session, "figure.rate", std::min(width, 520.0f));
    return y + height - at.y;
}

float RatesView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = standardized_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    follow(context);
    Ui& ui = context.ui;
    const bool narrow = area.width() < narrow_below;
    const auto length = static_cast<std::int64_t>(places_.size()) - 1;
    const double upto = playback_.follow(context, length, 5);
    const auto whole = static_cast<std::size_t>(upto);
    const bool question_above = question_first(context, rate_one, area.width());
    float y = area.min.y;
    y += question_top(context, rate_one, area.min, area.width()) + 12;
    y += draw_rates(context, {area.min.x, y}, area.width()) + 10;
    char w_text[32], l_text[32];
    const Stat numbers[] = {{context.label("iteration"), std::to_string(whole)}, {"w", std::string(format_number(w_text, places_[whole], 5)), ui.theme.accent}, {"MSE", std::string(format_number(l_text, losses_[whole], 6))}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 18) + 4;

    const float height = std::max(230.0f, area.max.y - y - ui.control_height() - 10), width = narrow ? area.width() : area.width() * 0.6f;
    DescentCurve options = curve_of(*loss);
    options.area = Box::at({area.min.x, y}, width, height);
    options.places = places_;
    options.upto = upto;
    descent_curve(ui, options);
    if (!narrow) {
        const Series series[] = {{.name = "w", .x = Values::counting(0, 1, whole + 1), .y = std::span<const double>(places_).first(whole + 1), .color = ui.theme.accent, .markers = true}};
        ImGui::SetCursorScreenPos({area.min.x + width + 24, y});
        plot_.draw(ui, {.id = "rates.w", .title = context.label("w_over"), .x_name = context.label("iteration"), .size = {area.width() - width - 24, height}, .x_min = 0, .x_max = static_cast<double>(length),
                        .y_min = w_low, .y_max = w_high, .integer_x = true, .end_labels = false, .wheel_zooms = false}, series);
    }
    y += height + 8;
    y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), length, context.label("iteration"));
    if (!question_above) y += 14 + question_card(context, rate_one, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_slope_view() { return std::make_unique<SlopeView>(); }
std::unique_ptr<View> make_rates_view() { return std::make_unique<RatesView>(); }

}  // namespace nabla::lessons::gradient_descent
