#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "lessons/activations/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/target.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

constexpr double loss_limit = 7;   // -ln 0.001 = 6.91

/// The loss curve -ln p under a probability that can be dragged; three logits on their way through softmax to a gradient;
/// and the first loss of a network that has learned nothing.
class EntropyView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_curve(SceneContext& context, Box box, double p);
    float draw_softmax(SceneContext& context, ImVec2 at, float width, const State& state);
    float draw_first(SceneContext& context, ImVec2 at, float width);

    std::optional<double> first_;
    std::uint64_t version_ = 0;
    std::shared_ptr<const Dataset> data_;
};

void EntropyView::draw_curve(SceneContext& context, Box box, double p) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text_middle(draw, theme, {box.min.x, box.min.y + 9}, {13}, theme.ink, context.label("curve"));
    Box plot = box;
    plot.cut_top(24), plot.cut_left(26), plot.cut_bottom(38);
    const auto place = [&](double u, double loss) { return ImVec2{plot.min.x + plot.width() * static_cast<float>(u), plot.max.y - plot.height() * static_cast<float>(loss / loss_limit)}; };
    for (int loss = 0; loss <= 6; loss += 2) {
        const float y = theme.snap(place(0, loss).y);
        draw->AddRectFilled({plot.min.x, y}, {plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {plot.min.x - 6, y}, {11, true}, theme.muted, std::to_string(loss), Align::right);
    }
    for (int tick = 0; tick <= 4; ++tick) draw_text_middle(draw, theme, {place(tick / 4.0, 0).x, plot.max.y + 12}, {11, true}, theme.muted, fixed(tick / 4.0, 2), tick == 0 ? Align::left : tick == 4 ? Align::right : Align::center);
    draw_text_middle(draw, theme, {plot.center().x, plot.max.y + 30}, {theme.small}, theme.muted, context.label("p"), Align::center);
    std::vector<ImVec2> points;
    for (double u = 0.001; u <= 1; u += u < 0.05 ? 0.001 : 0.01) points.push_back(place(u, -std::log(u)));
    points.push_back(place(1, 0));
    draw->AddPolyline(points.data(), static_cast<int>(points.size()), theme.accent, 0, 2.2f);
    const double loss = -std::log(p);
    const ImVec2 here = place(p, loss);
    draw->AddLine({here.x, plot.max.y}, here, with_alpha(theme.ink, 0.4f), 1);
    draw->AddLine({plot.min.x, here.y}, here, with_alpha(theme.ink, 0.4f), 1);
    draw->AddCircleFilled(here, 7, theme.accent, 24);
    draw->AddCircle(here, 7, theme.paper, 24, 1.5f);
    const std::string words = "−ln " + fixed(p, 3) + " = " + fixed(loss, 6);
    draw_text_middle(draw, theme, {plot.max.x, plot.min.y + 14}, {17, true}, theme.ink, words, Align::right);
    const Target t = target(ui, "entropy.curve", plot.min, plot.max);
    if (!t.held) return;
    ui.pointer_taken = true;
    const double to = std::clamp(std::round((ImGui::GetIO().MousePos.x - plot.min.x) / plot.width() * 200.0) / 200.0, 0.001, 1.0);
    if (to != p) ui.set_control("figure.p", to);
}

float EntropyView::draw_softmax(SceneContext& context, ImVec2 at, float width, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ThreeClasses three = three_classes(state.logits, 1);
    draw_text_middle(draw, theme, {at.x, at.y + 9}, {13}, theme.ink, context.label("softmax"));
    const bool tight = width < 430;
    const float sliders = tight ? width : width * 0.42f, left = tight ? at.x + 16 : at.x + sliders + 20, rest = tight ? width - 16 : width - sliders - 20;
    float y = at.y + 26;
    const float column = (rest - 12) / 2;
    const float heads = tight ? y + 3 * (ui.control_height() + 4) + 10 : at.y + 9;
    draw_text_middle(draw, theme, {left, heads}, {theme.small}, theme.muted, context.label("probability"));
    draw_text_middle(draw, theme, {left + column + 12, heads}, {theme.small}, theme.muted, context.label("gradient"));
    float row_y = tight ? heads + 12 : y;
    for (std::size_t i = 0; i < 3; ++i) {
        ImGui::SetCursorScreenPos({at.x, y});
        control(ui, context.session, "figure.logit." + std::to_string(i), sliders);
        const float step = tight ? 28.0f : ui.control_height() + 4, middle = row_y + step / 2 - 2;
        y += ui.control_height() + 4;
        row_y += step;
        if (tight) draw_text_middle(draw, theme, {at.x, middle}, {12, true}, theme.muted, std::to_string(i));   // the class: its slider is not beside it
        const float number = 66, track = column - number - 8, zero = left + column + 12 + track / 2;
        draw->AddRectFilled({left, middle - 7}, {left + track, middle + 7}, theme.surface, 3);
        draw->AddRectFilled({left, middle - 7}, {left + std::max(1.0f, track * three.probability[i]), middle + 7}, i == 1 ? theme.accent : mix(theme.muted, theme.surface, 0.35f), 3);
        draw_text_middle(draw, theme, {left + column, middle}, {12, true}, theme.ink, fixed(three.probability[i], 6), Align::right);
        const float end = zero + track / 2 * three.gradient[i];
        draw->AddRectFilled({zero - track / 2, middle - 7}, {zero + track / 2, middle + 7}, theme.surface, 3);
        draw->AddRectFilled({std::min(zero, end), middle - 7}, {std::max(zero, end), middle + 7}, theme.signed_color(std::copysign(1.0f, three.gradient[i]), 1), 2);
        draw->AddRectFilled({theme.snap(zero), middle - 9}, {theme.snap(zero) + theme.hairline, middle + 9}, theme.faint);
        draw_text_middle(draw, theme, {left + rest, middle}, {12, true}, theme.ink, fixed(three.gradient[i], 6), Align::right);
    }
    return std::max(y, row_y) - at.y;
}

float EntropyView::draw_first(SceneContext& context, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    const TypedNumber* asked[] = {&chance()};
    const float height = number_card(context, asked, at, width);
    if (!first_ || verdict(context.session, chance()).empty()) return height;
    const std::string words = std::string(context.label("measured")) + " " + fixed(*first_, 4);
    return height + 8 + draw_paragraph(ImGui::GetWindowDrawList(), theme, {at.x + 14, at.y + height + 8}, width - 28, {13}, theme.muted, words);
}

float EntropyView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (data && (data != data_ || version_ != context.session.weights_version()) && context.session.untrained()) {
        data_ = data;
        version_ = context.session.weights_version();
        first_ = first_loss(context.session);
    }
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below;
    float y = area.min.y + draw_first(context, area.min, area.width()) + 16;
    const float curve = narrow ? 230.0f : std::clamp(area.max.y - y - 190, 220.0f, 340.0f);
    draw_curve(context, Box::at({area.min.x, y}, area.width(), curve), state.p);
    y += curve + 6;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(context.ui, context.session, "figure.p", std::min(area.width(), 420.0f));
    y += context.ui.control_height() + 16;
    y += draw_softmax(context, {area.min.x, y}, area.width(), state);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_entropy_view() { return std::make_unique<EntropyView>(); }

}  // namespace nabla::lessons::activations
