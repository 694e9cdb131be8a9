#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"

namespace nabla::lessons::dropout {
namespace {

using namespace kit;

/// Two trained networks side by side; a share of their hidden units is off. Below, accuracy over that share: the shares that
/// were tried, and once both questions are answered all of them.
class KnockoutView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_questions(SceneContext& context, ImVec2 at, float width) const;
    void follow(SceneContext& context, const State& state);
    double accuracy(bool with, const Dataset& data, double share, int draw);
    float draw_network(SceneContext& context, ImVec2 at, float width, bool with, const State& state, const Dataset& data);
    void draw_curve(SceneContext& context, Box box, const State& state, const Dataset& data, bool all);

    std::array<std::shared_ptr<const std::vector<float>>, 2> weights_;
    std::array<std::optional<Model>, 2> networks_;
    std::map<std::pair<int, int>, double> known_[2];   // by share in hundredths and draw
    Plot plot_;
    std::vector<double> shares_[2], values_[2];
};

void KnockoutView::follow(SceneContext& context, const State&) {
    for (const bool with : {false, true}) {
        const GroupRunView* run = run_of(context.session, "pair", with ? "with" : "without");
        const auto weights = run ? run->weights : nullptr;
        if (weights == weights_[with]) continue;
        weights_[with] = weights;
        networks_[with] = trained(context.session, with);
        known_[with].clear();
    }
}

double KnockoutView::accuracy(bool with, const Dataset& data, double share, int draw) {
    const auto [it, added] = known_[with].try_emplace({static_cast<int>(std::lround(share * 100)), draw}, 0.0);
    if (added) it->second = knocked_accuracy(*networks_[with], data, share, draw);
    return it->second;
}

float KnockoutView::draw_network(SceneContext& context, ImVec2 at, float width, bool with, const State& state, const Dataset& data) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 color = theme.series_color(with ? 0 : 1);
    draw_text_middle(draw, theme, {at.x, at.y + 9}, {13}, theme.ink, context.label(with ? "with" : "without"));
    const std::string number = fixed(accuracy(with, data, state.share, state.draw), 3);
    draw_text_middle(draw, theme, {at.x + width, at.y + 10}, {22, true}, color, number, Align::right);
    context.ui.widgets.add(with ? "knockout.with" : "knockout.without", at, {at.x + width, at.y + 24});
    float x = at.x, tallest = 0;
    const float cell = std::min(13.0f, (width - 18) / 24);
    std::size_t layer = 0;
    for (const Node& node : networks_[with]->nodes()) {
        if (!node.layer || node.layer->class_name() != "Dense" || layer == 2) continue;
        const auto units = static_cast<std::size_t>(node.output_shape.elements());
        if (units <= 10) break;
        const int columns = units > 128 ? 16 : 8;
        const std::string id = std::string(with ? "knockout.on." : "knockout.off.") + std::to_string(layer);
        tallest = std::max(tallest, draw_units(context, {.id = id, .at = {x, at.y + 30}, .width = cell * static_cast<float>(columns), .columns = columns, .off = switched_off(units, state.share, state.draw, layer)}));
        x += cell * static_cast<float>(columns) + 18;
        ++layer;
    }
    return 30 + tallest;
}

void KnockoutView::draw_curve(SceneContext& context, Box box, const State& state, const Dataset& data, bool all) {
    const Theme& theme = context.ui.theme;
    std::vector<Series> series;
    bool fresh = false;
    for (const bool with : {false, true}) {
        auto &shares = shares_[with], &values = values_[with];
        shares.clear(), values.clear();
        for (int percent = 0; percent <= 95; percent += 5) {
            const double share = percent / 100.0;
            const bool tried = percent == 0 || std::ranges::any_of(state.tried, [&](double one) { return std::abs(one - share) < 0.026; });
            if (!all && !tried) continue;
            // One new point a frame: the page stays quick.
            if (!known_[with].contains({percent, state.draw})) {
                if (fresh) {
                    context.ui.animate = true;
                    continue;
                }
                fresh = true;
            }
            shares.push_back(share);
            values.push_back(accuracy(with, data, share, state.draw));
        }
        series.push_back({.name = context.label(with ? "with" : "without"), .x = std::span<const double>(shares), .y = std::span<const double>(values), .color = theme.series_color(with ? 0 : 1), .markers = true});
    }
    ImGui::SetCursorScreenPos(box.min);
    plot_.draw(context.ui, {.id = "knockout.plot", .title = context.label("accuracy"), .x_name = context.label("share"), .size = box.size(), .x_min = 0, .x_max = 0.95, .y_min = 0, .y_max = 1, .wheel_zooms = false, .cursor = true, .cursor_x = state.share}, series);
}

float KnockoutView::draw_questions(SceneContext& context, ImVec2 at, float width) const {
    if (width < narrow_below) {
        const float first = question_card(context, half_off, at, width) + 10;
        return first + question_card(context, most_off, {at.x, at.y + first}, width);
    }
    const float half = (width - 16) / 2, first = question_card(context, half_off, at, half);
    return std::max(first, question_card(context, most_off, {at.x + half + 16, at.y}, half));
}

float KnockoutView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    follow(context, state);
    const bool narrow = area.width() < narrow_below;
    const bool all = answered(context.session.lesson_state(), half_off.id) && answered(context.session.lesson_state(), most_off.id);
    // On a phone the networks come up once both are answered.
    const bool below = narrow && all;
    float y = area.min.y;
    if (!below) y += draw_questions(context, {area.min.x, y}, area.width()) + 12;
    const auto data = context.session.dataset();
    if (!networks_[0] || !networks_[1] || !data || !data->test) {
        y += draw_pair_button(context, "figure.train_pair", "pair", {area.min.x, y}, area.width()) + 12;
        y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("need_pair"));
        return y - area.min.y;
    }
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.share", narrow ? area.width() : std::min(460.0f, area.width() - 200));
    if (narrow) y += ui.control_height() + 6;
    ImGui::SetCursorScreenPos({narrow ? area.min.x : area.max.x - 170, y});
    control(ui, context.session, "figure.other", 170);
    y += ui.control_height() + 14;
    const float column = narrow ? area.width() : (area.width() - 24) / 2;
    const float a = draw_network(context, {area.min.x, y}, column, false, state, *data);
    if (narrow) y += a + 16;
    const float b = draw_network(context, {narrow ? area.min.x : area.min.x + column + 24, y}, column, true, state, *data);
    y += (narrow ? b : std::max(a, b)) + 18;
    const float height = std::clamp(area.max.y - y, 230.0f, 360.0f);
    draw_curve(context, Box::at({area.min.x, y}, area.width(), height), state, *data, all);
    y += height;
    if (below) y += 14 + draw_questions(context, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_knockout_view() { return std::make_unique<KnockoutView>(); }

}  // namespace nabla::lessons::dropout
