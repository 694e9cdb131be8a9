#include <algorithm>
#include <cmath>

#include "lessons/kit/descent_curve.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/plot.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/scene_common.h"

namespace nabla::lessons::optimizers {
namespace {

using namespace kit;

constexpr double keep = curve_momentum;

/// w squared from 1: velocity and gradient as arrows that add up to the update, every update with its numbers plugged in.
class CurveWalkView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_update(SceneContext& context, ImVec2 at, float width, bool nesterov, std::size_t t);
    void draw_swings(SceneContext& context, Box box, bool nesterov, std::size_t t);
    std::vector<CurveArrow> arrows_at(const SceneContext& context, bool nesterov, bool known, std::size_t t) const;

    Playback playback_;
    Spotlight light_;
    Plot plot_;
    std::vector<Waypoint> path_;
    std::vector<double> places_, plain_, momentum_;
    std::string followed_;
};

std::vector<double> places(const std::vector<Waypoint>& path) {
    std::vector<double> out;
    for (const Waypoint& point : path) out.push_back(point.w[0]);
    return out;
}

/// The update from place t to t + 1: u = beta u - rate g, then w = w + u, Nesterov w - rate g + beta u.
float CurveWalkView::draw_update(SceneContext& context, ImVec2 at, float width, bool nesterov, std::size_t t) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const double w = places_[t], g = path_[t].g[0], u = path_[t].slots[0].values[0], next_u = path_[t + 1].slots[0].values[0], next = places_[t + 1];
    const bool known = typed_right(context.session, nesterov ? first_w() : second_w());
    const bool hidden = !known && (nesterov || t == 1);
    const ImU32 place = rule_color(theme, nesterov ? "nesterov" : "momentum"), velocity = theme.ink, gradient = rule_color(theme, "SGD");
    const Term first[] = {{.symbol = "u_{new}", .value = hidden && !nesterov ? "?" : lessons::short_number(next_u, 6), .color = velocity}, op("="), {.symbol = "β", .value = "0.9"}, op("×"), {.symbol = "u", .value = lessons::factor(u, 6), .color = velocity},
                          op("−"), {.symbol = "η", .value = "0.1"}, op("×"), {.symbol = "g", .value = lessons::factor(g, 6), .color = gradient}};
    float y = at.y;
    light_.begin(ui);
    y += formula(ui, light_, {.id = "update.velocity", .at = {at.x, y}, .width = width, .terms = first}) + 6;
    const std::string result = hidden ? "?" : lessons::short_number(next, 6);
    if (!nesterov) {
        const Term second[] = {{.symbol = "w_{new}", .value = result, .color = place}, op("="), {.symbol = "w", .value = lessons::short_number(w, 6), .color = place}, op("+"), {.symbol = "u_{new}", .value = hidden ? "?" : lessons::factor(next_u, 6), .color = velocity}};
        y += formula(ui, light_, {.id = "update.place", .at = {at.x, y}, .width = width, .terms = second});
    } else {
        const Term second[] = {{.symbol = "w_{new}", .value = result, .color = place}, op("="), {.symbol = "w", .value = lessons::short_number(w, 6), .color = place}, op("−"), {.symbol = "η", .value = "0.1"}, op("×"), {.symbol = "g", .value = lessons::factor(g, 6), .color = gradient},
                               op("+"), {.symbol = "β", .value = "0.9"}, op("×"), {.symbol = "u_{new}", .value = lessons::factor(next_u, 6), .color = velocity}};
        y += formula(ui, light_, {.id = "update.place", .at = {at.x, y}, .width = width, .terms = second});
    }
    return y - at.y;
}

/// beta u, then -rate g; for Nesterov -rate g first, then the look ahead beta u': together they are the update. The gradient's part has
/// SGD's colour, whose whole update it is. Nesterov's look ahead stays hidden while it is to be worked out.
std::vector<CurveArrow> CurveWalkView::arrows_at(const SceneContext& context, bool nesterov, bool known, std::size_t t) const {
    const Theme& theme = context.ui.theme;
    const double w = places_[t], pull = -curve_rate * path_[t].g[0], carried = keep * path_[nesterov ? t + 1 : t].slots[0].values[0];
    std::vector<CurveArrow> arrows;
    if (!nesterov) arrows.push_back({.from = w, .by = carried, .name = context.label("lead"), .color = theme.ink, .lane = 1});
    arrows.push_back({.from = nesterov ? w : w + carried, .by = pull, .name = context.label("pull"), .color = rule_color(theme, "SGD"), .lane = nesterov ? 1 : 2});
    if (nesterov && known) arrows.push_back({.from = w + pull, .by = carried, .name = context.label("lead"), .color = theme.ink, .lane = 2});
    if (known) arrows.push_back({.from = w, .by = places_[t + 1] - w, .name = context.label("next"), .color = rule_color(theme, nesterov ? "nesterov" : "momentum"), .lane = 3});
    return arrows;
}

/// w after each update, rule beside rule: how far it swings.
void CurveWalkView::draw_swings(SceneContext& context, Box box, bool nesterov, std::size_t t) {
    const Theme& theme = context.ui.theme;
    const auto first = [&](const std::vector<double>& all) { return std::span<const double>(all).first(std::min(t + 1, all.size())); };
    std::vector<Series> series{{.name = "SGD", .x = Values::counting(0, 1, std::min(t + 1, plain_.size())), .y = first(plain_), .color = rule_color(theme, "SGD")},
                               {.name = nesterov ? "Nesterov" : context.label("momentum"), .x = Values::counting(0, 1, t + 1), .y = first(places_), .color = rule_color(theme, nesterov ? "nesterov" : "momentum"), .markers = true}};
    if (nesterov) series.push_back({.name = context.label("momentum"), .x = Values::counting(0, 1, std::min(t + 1, momentum_.size())), .y = first(momentum_), .color = rule_color(theme, "momentum")});
    ImGui::SetCursorScreenPos(box.min);
    plot_.draw(context.ui, {.id = "curve.w", .title = context.label("w_over"), .x_name = context.label("update"), .size = {box.width(), box.height()}, .x_min = 0, .x_max = curve_updates, .y_min = -1, .y_max = 1.1, .integer_x = true, .wheel_zooms = false}, series);
}

float CurveWalkView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const bool nesterov = context.session.step().id == "nesterov", narrow = area.width() < narrow_below;
    const TypedNumber& number = nesterov ? first_w() : second_w();
    const bool known = typed_right(context.session, number);
    if (followed_ != context.session.step().id) {
        followed_ = context.session.step().id;
        path_ = square_walk(sgd(curve_rate, keep, nesterov), curve_updates + 1);
        places_ = places(path_);
        plain_ = places(square_walk(sgd(curve_rate), curve_updates)), momentum_ = places(square_walk(sgd(curve_rate, keep), curve_updates));
    }
    const auto length = playback_length(context.session);
    const double upto = playback_.follow(context, length, 3);
    // Before the answer the figure stands where the question does: after the first update, or at the start.
    const auto t = static_cast<std::size_t>(upto);
    const TypedNumber* numbers[] = {&number};
    float y = area.min.y + number_card(context, numbers, area.min, area.width()) + 12;
    y += draw_update(context, {area.min.x, y}, area.width(), nesterov, t) + 10;

    const float height = std::max(230.0f, narrow && known ? 250.0f : area.max.y - y - ui.control_height() - 12), width = narrow || !known ? area.width() : area.width() * 0.58f;
    DescentCurve options{.x_name = "w", .y_name = "f(w) = w²", .area = Box::at({area.min.x, y}, width, height), .f = [](double w) { return w * w; }, .low = -1.2, .high = 1.2, .y_low = 0, .y_high = 1.5, .minimum = 0};
    options.places = std::span<const double>(places_).first(static_cast<std::size_t>(length) + 1);
    options.upto = upto;
    options.color = rule_color(ui.theme, nesterov ? "nesterov" : "momentum");
    const auto arrows = arrows_at(context, nesterov, known, t);
    options.arrows = arrows;
    descent_curve(ui, options);
    if (known && !narrow) draw_swings(context, Box::at({area.min.x + width + 20, y}, area.width() - width - 20, height), nesterov, t);
    y += height + 8;
    if (known) y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), length, context.label("update"));
    if (known && narrow) {
        draw_swings(context, Box::at({area.min.x, y + 14}, area.width(), 210), nesterov, t);
        y += 224;
    }
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_curve_view() { return std::make_unique<CurveWalkView>(); }

}  // namespace nabla::lessons::optimizers
