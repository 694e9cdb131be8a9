#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/hand_diagram.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/target.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

using namespace kit;

constexpr double reach = 2;      // both axes: -2..2
constexpr int squares = 41;

/// Every pair (v1, v2) as a point of a plane, coloured by the output it gives; the pairs that give today's 0.436 lie on a line.
class ManyView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_plane(SceneContext& context, const HandNumbers& now, Box box);
    void drag_to(const HandNumbers& now, Box plot, ImVec2 mouse);
    void let_go(SceneContext& context);
    float draw_slider(SceneContext& context, const char* id, ImVec2 at, float width) const;
    float draw_answer(SceneContext& context, const HandNumbers& now, ImVec2 at, float width);

    Spotlight light_;
    Heatmap map_;
    std::optional<std::pair<double, double>> dragged_;   // (v1, v2) under the pointer: chosen where it is let go
    bool let_go_ = false;
};

struct Plane {
    Box plot;
    ImVec2 at(double v1, double v2) const {
        return {plot.min.x + plot.width() * static_cast<float>((v1 + reach) / (2 * reach)), plot.max.y - plot.height() * static_cast<float>((v2 + reach) / (2 * reach))};
    }
};

/// v2 on the line of equal output: v1 h1 + v2 h2 + c = logit(.436)
double on_line(const HandNumbers& now, double v1) {
    const double z = std::log(same_output / (1 - same_output));
    return (z - v1 * static_cast<double>(now.h[0]) - static_cast<double>(now.c)) / static_cast<double>(now.h[1]);
}

void ManyView::drag_to(const HandNumbers& now, Box plot, ImVec2 mouse) {
    const auto round = [](double value, double parts) { return std::clamp(std::round(value * parts) / parts, -reach, reach); };
    const double v1 = round((mouse.x - plot.min.x) / plot.width() * 2 * reach - reach, 100);
    const double v2 = round((plot.max.y - mouse.y) / plot.height() * 2 * reach - reach, 100);
    // The line holds what comes near it; a thousandth is near enough for the same three digits.
    const double exact = round(on_line(now, v1), 1000);
    dragged_ = {v1, std::abs(exact - v2) < 0.08 ? exact : v2};
}

void ManyView::let_go(SceneContext& context) {
    if (!dragged_ || let_go_) return;
    context.ui.set_control("figure.v1", dragged_->first);
    context.ui.set_control("figure.v2", dragged_->second);
    let_go_ = context.ui.animate = true;   // shown once more until the session has it
}

/// Its number follows the point while that is dragged.
float ManyView::draw_slider(SceneContext& context, const char* id, ImVec2 at, float width) const {
    const auto& all = context.session.controls();
    const auto found = std::ranges::find(all, std::string_view(id), &Control::id);
    if (found == all.end()) return 0;
    Control shown = *found;
    if (dragged_) shown.value = shown.id == "figure.v1" ? dragged_->first : dragged_->second;
    ImGui::SetCursorScreenPos(at);
    control(context.ui, shown, width);
    return context.ui.control_height() + 2;
}

float ManyView::draw_plane(SceneContext& context, const HandNumbers& now, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float side = std::min(box.width() - 34, box.height() - 34);
    const Box plot = Box::at({theme.snap(box.min.x + 30), theme.snap(box.min.y + 4)}, side, side);
    const Plane plane{plot};
    std::vector<float> values;
    for (int r = 0; r < squares; ++r)
        for (int c = 0; c < squares; ++c) {
            const double v1 = -reach + 2 * reach * c / (squares - 1), v2 = reach - 2 * reach * r / (squares - 1);
            const double z = v1 * static_cast<double>(now.h[0]) + v2 * static_cast<double>(now.h[1]) + static_cast<double>(now.c);
            values.push_back(static_cast<float>(1 / (1 + std::exp(-z)) - 0.5));
        }
    map_.set(ui, values, {.width = squares, .shades = Shades::signed_values, .range = 0.75f, .version = static_cast<std::uint64_t>(now.h[0] * 1e6f) + 1, .smooth = true});
    const Target t = target(ui, "figure.plane", plot.min, plot.max);
    if (t.held || t.pressed) ui.pointer_taken = true, ui.animate = true, drag_to(now, plot, ImGui::GetMousePos());
    if (!t.held) let_go(context);
    map_.draw(draw, plot);
    draw->PushClipRect(plot.min, plot.max, true);
    draw->AddLine(plane.at(-reach, on_line(now, -reach)), plane.at(reach, on_line(now, reach)), theme.ink, 1.5f);
    draw->PopClipRect();
    draw->AddRect(plot.min, plot.max, theme.line, 0, 0, theme.hairline);
    for (const int tick : {-2, -1, 0, 1, 2}) {
        const std::string text = short_number(tick);
        draw_text_middle(draw, theme, {plane.at(tick, 0).x, plot.max.y + 12}, {11, true}, theme.muted, text, Align::center);
        draw_text_middle(draw, theme, {plot.min.x - 6, plane.at(0, tick).y}, {11, true}, theme.muted, text, Align::right);
    }
    draw_text_middle(draw, theme, {plot.max.x, plot.max.y + 27}, {13}, theme.ink, "v₁", Align::right);
    draw_text_middle(draw, theme, {plot.min.x + 6, plot.min.y + 11}, {13}, theme.ink, "v₂");
    const ImVec2 start = plane.at(hand_weights[6], hand_weights[7]), here = plane.at(now.v[0], now.v[1]);
    draw->AddCircle(start, 6, theme.ink, 24, 1.5f);
    if (std::hypot(start.x - here.x, start.y - here.y) > 24) draw_text_middle(draw, theme, {start.x + 11, start.y - 8}, {12}, theme.ink, context.label("start"));
    draw->AddCircleFilled(here, 11, with_alpha(theme.accent, 0.22f), 32);
    draw->AddCircleFilled(here, 6, theme.accent, 24);
    draw->AddCircle(here, 6, theme.raised, 24, 1.5f);
    const ImVec2 name = plane.at(1.1, on_line(now, 1.1));
    if (plot.contains(name)) draw_text_middle(draw, theme, {name.x + 8, name.y - 4}, {12, true}, theme.ink, "ŷ = 0.436");
    return plot.max.y + 36 - box.min.y;
}

float ManyView::draw_answer(SceneContext& context, const HandNumbers& now, ImVec2 at, float width) {
    const std::vector<Term> terms{{.symbol = "ŷ", .value = fixed(now.y, 4), .keys = "y"}, op("="), {.symbol = "σ(", .value = "σ("},
                                  {.symbol = "v₁", .value = short_number(now.v[0]), .keys = "v1"}, op("·"), {.symbol = "h₁", .value = fixed(now.h[0], 3), .keys = "h1"}, op("+"),
                                  {.symbol = "v₂", .value = factor(now.v[1]), .keys = "v2"}, op("·"), {.symbol = "h₂", .value = fixed(now.h[1], 3), .keys = "h2"},
                                  {.symbol = "+ c )", .value = "+ " + short_number(now.c) + " )", .keys = "y"}};
    float y = at.y;
    y += formula(context.ui, light_, {.id = "answer", .at = {at.x, y}, .width = width, .terms = terms, .size = width < 420 ? 14.0f : 16.0f}) + 12;
    const double moved = std::max(std::abs(now.v[0] - hand_weights[6]), std::abs(now.v[1] - hand_weights[7]));
    const bool same = std::abs(static_cast<double>(now.y) - same_output) < 0.0005, found = found_another(now);
    const Theme& theme = context.ui.theme;
    const char* words = found ? "found" : same && moved < 1e-6 ? "begin" : same ? "too_near" : now.y > same_output ? "too_high" : "too_low";
    y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {at.x, y}, width, {theme.body}, found ? theme.good : theme.ink, context.label(words));
    return y - at.y;
}

float ManyView::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    if (let_go_) dragged_.reset(), let_go_ = false;
    const HandNumbers now = dragged_ ? tried(context.session, dragged_->first, dragged_->second) : tried(context.session);
    const bool beside = area.width() >= 600;
    const float width = std::min(area.width(), 860.0f), left = beside ? width * 0.54f : width;
    float y = area.min.y;
    HandDiagram diagram{.id = "net", .area = Box::at({area.min.x, y}, left, beside ? 280.0f : 240.0f), .numbers = &now, .sum = true, .output = true};
    diagram.hidden = diagram.contributions = {true, true};
    hand_diagram(context, light_, diagram);
    if (beside) {
        const float height = draw_plane(context, now, Box::at({area.min.x + left + 24, y}, width - left - 24, 380));
        y += 296;
        for (const char* id : {"figure.v1", "figure.v2"}) y += draw_slider(context, id, {area.min.x, y}, left);
        y = std::max(y + 10, area.min.y + height + 8);
        return y + draw_answer(context, now, {area.min.x, y}, width) - area.min.y;
    }
    y += 252;
    for (const char* id : {"figure.v1", "figure.v2"}) y += draw_slider(context, id, {area.min.x, y}, width);
    y += 10;
    y += draw_answer(context, now, {area.min.x, y}, width) + 14;
    return y + draw_plane(context, now, Box::at({area.min.x, y}, width, std::min(width, 340.0f))) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_many_view() { return std::make_unique<ManyView>(); }

}  // namespace nabla::lessons::forward_propagation
