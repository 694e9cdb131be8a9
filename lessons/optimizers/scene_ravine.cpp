#include <algorithm>
#include <cmath>

#include "lessons/kit/control.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/stats.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/scene_common.h"

namespace nabla::lessons::optimizers {
namespace {

using namespace kit;

/// Lesson 3's surface with two walkers from one start; a click sets the start.
class OnRavine : public View {
protected:
    struct Walked {
        std::vector<Waypoint> path;
        std::vector<SurfacePoint> points;
    };
    /// Walks again when `key` is another one.
    bool is_new(const std::string& key) {
        if (key == followed_) return false;
        followed_ = key;
        return true;
    }
    static Walked walked(std::vector<Waypoint> path) {
        auto points = points_of(path);
        return {std::move(path), std::move(points)};
    }
    void ground(SceneContext& context, Box box, const LineLoss& loss, double y_low = -1.5, double y_high = 12.5);
    /// The minimum and all names, after the walkers: their heads are kept clear.
    void finish(SceneContext& context, const LineLoss& loss);

    Surface surface_;
    Playback playback_;

private:
    std::string followed_;
};

void OnRavine::ground(SceneContext& context, Box box, const LineLoss& loss, double y_low, double y_high) {
    Ui& ui = context.ui;
    const auto pressed = surface_.draw(ui, {.id = "ravine.surface", .x_name = "b", .y_name = "w", .area = box, .x_low = -3, .x_high = 14, .y_low = y_low, .y_high = y_high, .square = true,
                                            .value = [&](double b, double w) { return loss.loss(b, w); }, .version = 1, .value_name = "MSE"});
    if (!pressed) return;
    const StartRange range = start_range(context.session.step().id);
    ui.set_control("figure.start_b", std::clamp(pressed->x, range.b_low, range.b_high));
    ui.set_control("figure.start_w", std::clamp(pressed->y, range.w_low, range.w_high));
}

void OnRavine::finish(SceneContext& context, const LineLoss& loss) {
    const auto minimum = loss.minimum();
    surface_.mark(context.ui, {minimum[0], minimum[1]}, context.ui.theme.ink, context.label("minimum"));
    surface_.names(context.ui);
}

std::string key_of(const Session& session, const State& state) {
    std::string key = session.experiment().compile.optimizer.class_name + session.experiment().compile.optimizer.config.dump();
    for (const double x : {state.start[0], state.start[1], state.box_start[0], state.box_start[1]}) key += std::to_string(x) + " ";
    return key;
}

/// Plain gradient descent at its best, and the learner's rate with momentum.
class RavineView : public OnRavine {
public:
    float draw(SceneContext& context, Box area) override;

private:
    Walked plain_, own_;
    std::int64_t plain_count_ = -1, own_count_ = -1;
};

float RavineView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = ravine_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    if (is_new(key_of(context.session, state))) {
        const Named own = ravine_rule(context.session), plain = sgd(best_plain_rate);
        plain_ = walked(ravine_walk(context.session, state.start, plain, ravine_updates));
        own_ = walked(ravine_walk(context.session, state.start, own, ravine_updates));
        plain_count_ = ravine_count(context.session, state.start, plain), own_count_ = ravine_count(context.session, state.start, own);
    }
    const double upto = playback_.follow(context, ravine_updates, 8);
    // On a phone, questions that are answered stand below the surface; the last reason stays above it. Where there is room for both,
    // that of their reasons and of the sliders is kept free from the start: nothing moves away below a finger.
    float y = area.min.y;
    const bool asked = answered(context.session.lesson_state(), gain.id), narrow = area.width() < narrow_below;
    const auto ask = [&](const Question& question) {
        const float height = question_top(context, question, {area.min.x, y}, area.width());
        y += (narrow ? height : std::max(height, question_room(context, question, area.width()))) + 10;
    };
    if (question_first(context, recall, area.width()) || !asked) ask(recall);
    ask(gain);
    const ImU32 plain_color = rule_color(theme, "SGD"), own_color = rule_color(theme, "momentum");
    const Stat numbers[] = {{context.label("plain"), count_text(plain_count_), plain_color}, {context.label("own"), asked ? count_text(own_count_) : "?", own_color}, {context.label("update"), std::to_string(static_cast<int>(upto))}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 19) + 4;
    if (asked) {
        const float field = narrow ? area.width() : (area.width() - 24) / 2;
        ImGui::SetCursorScreenPos({area.min.x, y});
        control(ui, context.session, "figure.rate", field);
        if (narrow) y += ui.control_height() + 4;
        ImGui::SetCursorScreenPos({narrow ? area.min.x : area.min.x + field + 24, y});
        control(ui, context.session, "figure.momentum", field);
    }
    if (asked || !narrow) y += ui.control_height() + 8;
    const float height = std::max(290.0f, area.max.y - y - ui.control_height() - 12);
    ground(context, Box::at({area.min.x, y}, area.width(), height), *loss, -6, 18);   // momentum swings wide at first
    surface_.path(ui, {.name = asked ? context.label("plain_name") : "", .points = plain_.points, .upto = upto, .color = plain_color});
    if (asked) {
        surface_.path(ui, {.name = context.label("own_name"), .points = own_.points, .upto = upto, .color = own_color});
        // At the head: where the velocity leads, and where the gradient alone would, which is SGD's way.
        const auto i = std::min(static_cast<std::size_t>(upto), own_.path.size() - 1);
        const Waypoint& here = own_.path[i];
        const SurfacePoint head = Surface::head(own_.points, upto);
        const double momentum = momentum_of(context.session.experiment()), rate = ravine_rule(context.session).config.value("learning_rate", 0.0);
        if (momentum > 0 && !here.slots.empty()) surface_.arrow(ui, {.from = head, .by = {momentum * here.slots[0].values[0], momentum * here.slots[0].values[1]}, .color = theme.ink, .name = context.label("velocity")});
        surface_.arrow(ui, {.from = head, .by = {-rate * here.g[0], -rate * here.g[1]}, .color = plain_color, .name = context.label("gradient")});
    }
    finish(context, *loss);
    y += height + 8;
    y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), ravine_updates, context.label("update"));
    for (const Question* question : {&recall, &gain})
        if (!question_first(context, *question, area.width())) y += 14 + question_card(context, *question, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

/// Adagrad and RMSprop with a box each: the square roots of what they have accumulated for b (width) and w (height).
class BoxesView : public OnRavine {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_numbers(SceneContext& context, ImVec2 at, float width, std::size_t t);

    Walked walks_[2];
    std::vector<double> sizes_[2];      // of b's, by update
    Plot plot_;
    Spotlight light_;
};

constexpr float box_scale = 1.7f;   // pixels: RMSprop's smallest still shows about its head
const char* const box_rules[] = {"Adagrad", "RMSprop"};

/// Update t of b by both rules: what the box becomes, and the step that is divided by it.
float BoxesView::draw_numbers(SceneContext& context, ImVec2 at, float width, std::size_t t) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    light_.begin(ui);
    const bool narrow = width < narrow_below;
    const float column = narrow ? width : (width - 20) / 2;
    float bottom = at.y;
    for (std::size_t i = 0; i < 2; ++i) {
        const Rule& rule = find_rule(box_rules[i]);
        const float x = narrow || i == 0 ? at.x : at.x + column + 20;
        float y = narrow ? bottom : at.y;
        const ImU32 color = mix(rule_color(theme, rule.id), theme.ink, 0.3f);
        ImGui::GetWindowDrawList()->AddCircleFilled({x + 5, y + 9}, 4.5f, rule_color(theme, rule.id), 16);
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {x + 15, y + 9}, {13}, theme.ink, std::string(box_rules[i]) + " · " + context.label("update") + " " + std::to_string(t));
        y += 22;
        y += draw_pieces(ui, light_, "boxes.memory." + rule.id, {x, y}, column, remembered(rule, walks_[i].path, t).pieces, color) + 4;
        y += draw_pieces(ui, light_, "boxes.step." + rule.id, {x, y}, column, plugged_in(rule, box_rates[i], walks_[i].path, t, 0, "b").pieces, color) + 10;
        bottom = std::max(bottom, y);
    }
    return bottom - at.y;
}

float BoxesView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = ravine_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const char* const* names = box_rules;
    if (is_new(key_of(context.session, state)))
        for (std::size_t i = 0; i < 2; ++i) {
            walks_[i] = walked(ravine_walk(context.session, state.box_start, at_rate(find_rule(names[i]).named, box_rates[i]), box_updates));
            sizes_[i].clear();
            for (const Waypoint& p : walks_[i].path) sizes_[i].push_back(std::sqrt(double{p.slots[0].values[0]}));
        }
    const bool asked = answered(context.session.lesson_state(), only_grows.id), narrow = area.width() < narrow_below;
    // Before the prediction both boxes are there, as the first update has made them; which one keeps growing is seen afterwards.
    const double upto = asked ? playback_.follow(context, box_updates, 10) : 1;
    const bool question_above = question_first(context, only_grows, area.width());
    float y = area.min.y;
    y += question_top(context, only_grows, area.min, area.width()) + 12;
    std::vector<kit::LegendItem> items;
    for (std::size_t i = 0; i < 2; ++i) items.push_back({std::string(names[i]) + " · " + context.label("rate") + " " + rate_name(box_rates[i]), rule_color(theme, names[i])});
    y += kit::legend(ui, {area.min.x, y}, area.width(), items) + 2;
    y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("scale")) + 6;
    const float height = std::clamp(area.max.y - y - ui.control_height() - (asked ? 160.0f : 16.0f), 290.0f, asked ? 360.0f : 1e4f), width = narrow || !asked ? area.width() : area.width() * 0.66f;
    ground(context, Box::at({area.min.x, y}, width, height), *loss);
    for (std::size_t i = 0; i < 2; ++i) {
        const ImU32 color = rule_color(theme, names[i]);
        surface_.path(ui, {.name = names[i], .points = walks_[i].points, .upto = upto, .color = color, .dots = false, .width = i == 0 ? 7.0f : 2.0f});   // where they coincide both are seen
        const auto& kept = walks_[i].path[std::min(static_cast<std::size_t>(upto), walks_[i].path.size() - 1)].slots[0].values;
        surface_.box(ui, {.center = Surface::head(walks_[i].points, upto), .width = box_scale * std::sqrt(kept[0]), .height = box_scale * std::sqrt(kept[1]), .color = color});
    }
    finish(context, *loss);
    const auto shown = static_cast<std::size_t>(upto) + 1;
    const auto draw_sizes = [&](ImVec2 at, ImVec2 size) {
        Series series[2];
        for (std::size_t i = 0; i < 2; ++i) {
            const auto count = std::min(shown, sizes_[i].size());
            series[i] = {.name = names[i], .x = Values::counting(0, 1, count), .y = std::span<const double>(sizes_[i]).first(count), .color = rule_color(theme, names[i])};
        }
        ImGui::SetCursorScreenPos(at);
        plot_.draw(ui, {.id = "boxes.sizes", .title = context.label("sizes"), .x_name = context.label("update"), .size = size, .include_zero = true, .x_min = 0, .x_max = box_updates, .integer_x = true, .wheel_zooms = false}, series);
    };
    if (asked && !narrow) draw_sizes({area.min.x + width + 20, y}, {area.width() - width - 20, std::min(height, 320.0f)});
    y += height + 8;
    if (asked) y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), box_updates, context.label("update"));
    // The update that leads to where the walkers stand; the first at the start.
    if (asked) y += 14 + draw_numbers(context, {area.min.x, y + 14}, area.width(), std::clamp<std::size_t>(static_cast<std::size_t>(upto), 1, walks_[0].path.size() - 1));
    if (asked && narrow) {
        draw_sizes({area.min.x, y + 14}, {area.width(), 190});
        y += 204;
    }
    if (!question_above) y += 14 + question_card(context, only_grows, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_ravine_view() { return std::make_unique<RavineView>(); }
std::unique_ptr<View> make_boxes_view() { return std::make_unique<BoxesView>(); }

}  // namespace nabla::lessons::optimizers
