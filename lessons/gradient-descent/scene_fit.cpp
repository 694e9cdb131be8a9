#include <algorithm>
#include <cmath>
#include <map>

#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/stats.h"
#include "lessons/kit/target.h"
#include "lessons/kit/ticks.h"
#include "lessons/numerals.h"

namespace nabla::lessons::gradient_descent {
namespace {

using namespace kit;

constexpr double x_low = -1.9, x_high = 1.9, y_low = -4, y_high = 32, handle_x = 1.75;

/// Sales over TV with a line to be tilted; beside it the loss of every slope that was tried.
class FitView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_points(SceneContext& context, Box box, const LineMeans& means, const State& state);
    void draw_tried(SceneContext& context, Box box, const LineLoss& loss, double w);

    std::map<double, double> tried_;   // loss by slope
    Plot plot_;
    std::vector<double> tried_w_, tried_loss_;
};

void FitView::draw_points(SceneContext& context, Box box, const LineMeans& means, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Box plot = box;
    plot.cut_left(34), plot.cut_bottom(26), plot.cut_top(20), plot.cut_right(6);
    const auto place = [&](double x, double y) {
        return ImVec2{plot.min.x + plot.width() * static_cast<float>((x - x_low) / (x_high - x_low)), plot.max.y - plot.height() * static_cast<float>((y - y_low) / (y_high - y_low))};
    };
    char text[32];
    Ticks ticks;
    nice_ticks(ticks, y_low, y_high, 5, false);
    for (const double y : ticks.values) {
        const float at = theme.snap(place(0, y).y);
        draw->AddRectFilled({plot.min.x, at}, {plot.max.x, at + theme.hairline}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {plot.min.x - 7, at}, {11, true}, theme.muted, ticks.text(text, y), Align::right);
    }
    const float named = plot.max.x - text_size(theme, {theme.small}, context.label("tv")).x - 10;
    for (const double x : {-1.0, 0.0, 1.0})
        if (place(x, 0).x + 6 < named) draw_text_middle(draw, theme, {place(x, 0).x, plot.max.y + 13}, {11, true}, theme.muted, lessons::short_number(x), Align::center);
    draw_text_middle(draw, theme, {plot.max.x, plot.max.y + 13}, {theme.small}, theme.muted, context.label("tv"), Align::right);
    draw_text_middle(draw, theme, {plot.min.x, box.min.y + 7}, {theme.small}, theme.muted, context.label("sales"));

    const auto data = context.session.dataset();
    const auto x = data->raw_train.x.floats();
    const auto columns = data->feature_names.size(), column = static_cast<std::size_t>(std::ranges::find(data->feature_names, "TV") - data->feature_names.begin());
    draw->PushClipRect(plot.min, plot.max, true);
    for (std::size_t row = 0; row < static_cast<std::size_t>(data->raw_train.rows()); ++row) {
        const double z = (x[row * columns + column] - means.x) / means.deviation(), y = data->raw_train.y[row], answer = means.y + state.w * z;
        draw->AddLine(place(z, y), place(z, answer), with_alpha(answer > y ? theme.positive : theme.negative, 0.4f), 1);
        draw->AddCircleFilled(place(z, y), 2.4f, with_alpha(theme.ink, 0.75f), 12);
    }
    draw->AddLine(place(x_low, means.y + state.w * x_low), place(x_high, means.y + state.w * x_high), theme.accent, 2.25f);
    draw->PopClipRect();
    draw->AddCircleFilled(place(0, means.y), 3.5f, theme.accent, 16);

    // The handle rides on the line and stays inside of the drawing however steep it is.
    const double top = y_high - 1, bottom = y_low + 1;
    const double hx = std::abs(state.w) * handle_x > 0 ? std::min(handle_x, (state.w > 0 ? top - means.y : means.y - bottom) / std::max(1e-9, std::abs(state.w))) : handle_x;
    const ImVec2 knob = place(hx, means.y + state.w * hx);
    const Target t = target(ui, "fit.handle", {knob.x - 18, knob.y - 18}, {knob.x + 18, knob.y + 18});
    if (t.held) {
        ui.pointer_taken = true;
        const ImVec2 mouse = ImGui::GetMousePos();
        const double mx = std::max(0.3, x_low + (x_high - x_low) * static_cast<double>((mouse.x - plot.min.x) / plot.width()));
        const double my = y_low + (y_high - y_low) * static_cast<double>((plot.max.y - mouse.y) / plot.height());
        const double w = std::clamp(std::round((my - means.y) / mx * 100) / 100, w_low, w_high);
        if (w != state.w) ui.set_control("figure.w", w);
    }
    const float hover = ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f);
    draw->AddCircleFilled(knob, 12 + 3 * hover, with_alpha(theme.accent, 0.18f), 32);
    draw->AddCircleFilled(knob, 7, theme.accent, 24);
    draw->AddCircleFilled(knob, 4, theme.raised, 24);
}

void FitView::draw_tried(SceneContext& context, Box box, const LineLoss& loss, double w) {
    Ui& ui = context.ui;
    const double b = loss.minimum()[0];
    tried_[std::round(w * 20) / 20] = loss.loss(b, std::round(w * 20) / 20);
    tried_w_.clear(), tried_loss_.clear();
    for (const auto& [tried, value] : tried_) tried_w_.push_back(tried), tried_loss_.push_back(value);
    const double now[] = {w}, value[] = {loss.loss(b, w)};
    const Series series[] = {{.name = {}, .x = std::span<const double>(tried_w_), .y = std::span<const double>(tried_loss_), .color = ui.theme.muted, .points_only = true},
                             {.name = {}, .x = std::span<const double>(now), .y = std::span<const double>(value), .color = ui.theme.accent, .markers = true, .width = 3.5f}};
    ImGui::SetCursorScreenPos(box.min);
    plot_.draw(ui, {.id = "fit.tried", .title = context.label("tried"), .x_name = "w", .size = box.size(), .x_min = w_low, .x_max = w_high, .y_min = 0, .y_max = 80, .end_labels = false, .wheel_zooms = false}, series);
}

float FitView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = standardized_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below;
    const double mse = loss->loss(loss->minimum()[0], state.w);
    float y = area.min.y + question_card(context, hand_loss, area.min, area.width()) + 14;
    const Stat numbers[] = {{"w", lessons::fixed(state.w, 2), ui.theme.accent}, {context.label("b"), lessons::fixed(loss->minimum()[0], 4)}, {context.label("mse"), lessons::fixed(mse, 4), mse < 11 ? ui.theme.good : 0}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 22) + 4;
    ui.widgets.add("fit.mse", {area.min.x, y - 40}, {area.max.x, y});
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.w", std::min(area.width(), 520.0f));
    y += ui.control_height() + 10;
    constexpr float below = 194;   // the tried loss' place on a phone
    const float height = std::max(narrow ? 240.0f : 260.0f, area.max.y - y - 6 - (narrow ? below : 0));
    const float width = narrow ? area.width() : area.width() * 0.58f;
    draw_points(context, Box::at({area.min.x, y}, width, height), line_means(*context.session.dataset()), state);
    if (!narrow) draw_tried(context, Box::at({area.min.x + width + 28, y}, area.width() - width - 28, height), *loss, state.w);
    y += height;
    if (narrow) {
        draw_tried(context, Box::at({area.min.x, y + 14}, area.width(), below - 14), *loss, state.w);
        y += below;
    }
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_fit_view() { return std::make_unique<FitView>(); }

}  // namespace nabla::lessons::gradient_descent
