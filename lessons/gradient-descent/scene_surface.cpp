#include <algorithm>
#include <cmath>

#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/stats.h"
#include "lessons/kit/surface.h"
#include "lessons/kit/widgets.h"
#include "lessons/numerals.h"

namespace nabla::lessons::gradient_descent {
namespace {

using namespace kit;

std::vector<SurfacePoint> points_of(const std::vector<Waypoint>& path) {
    std::vector<SurfacePoint> points;
    for (const Waypoint& point : path) points.push_back({point.w[0], point.w[1]});
    return points;
}

/// (b, w) of the line over TV / 100, seen from above: tune the rate, click to start elsewhere.
class RavineView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const Session& session, const State& state, const LineLoss& loss);

    Surface surface_;
    Playback playback_;
    std::string followed_;
    std::vector<SurfacePoint> points_;
    std::vector<double> far_;              // share of the starting distance that is left
    std::vector<std::array<float, 2>> gradients_;
    std::int64_t count_ = -1;
};

void RavineView::follow(const Session& session, const State& state, const LineLoss& loss) {
    const std::string key = std::to_string(ravine_rate(session)) + " " + std::to_string(state.start[0]) + " " + std::to_string(state.start[1]);
    if (key == followed_) return;
    followed_ = key;
    const auto path = ravine_walk(session, state);
    points_ = points_of(path);
    far_.clear(), gradients_.clear();
    const auto minimum = loss.minimum();
    const auto distance = [&](const SurfacePoint& p) { return std::hypot(p.x - minimum[0], p.y - minimum[1]); };
    for (std::size_t i = 0; i < points_.size(); ++i) {
        far_.push_back(distance(points_[i]) / std::max(1e-12, distance(points_[0])));
        gradients_.push_back({path[i].g[0], path[i].g[1]});
    }
    count_ = ravine_count(session, state);
}

float RavineView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = hundreds_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    follow(context.session, state, *loss);
    const auto length = static_cast<std::int64_t>(points_.size()) - 1;
    const double upto = playback_.follow(context, length, 12);
    const auto whole = static_cast<std::size_t>(upto);
    float y = area.min.y;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.ravine_rate", std::min(area.width(), 560.0f));
    y += ui.control_height() + 8;
    char left[32];
    const bool good = count_ >= 0 && count_ <= 45;
    const Stat numbers[] = {{context.label("to_one"), count_text(count_), good ? theme.good : 0}, {context.label("iteration"), std::to_string(whole)},
                            {context.label("left"), std::string(format_number(left, 100 * far_[whole], 3)) + "%", far_[whole] > 1.0001 ? theme.danger : 0}, {context.label("limit"), lessons::fixed(loss->limit(), 4)}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 19) + 6;
    const float height = std::max(300.0f, area.max.y - y - ui.control_height() - 10);
    const auto pressed = surface_.draw(ui, {.id = "ravine.surface", .x_name = "b", .y_name = "w", .area = Box::at({area.min.x, y}, area.width(), height), .x_low = -3, .x_high = 14, .y_low = -1.5, .y_high = 12.5,
                                            .square = true, .value = [&](double b, double w) { return loss->loss(b, w); }, .version = 1, .value_name = "MSE"});
    const auto minimum = loss->minimum();
    surface_.mark(ui, {minimum[0], minimum[1]}, theme.ink, context.label("minimum"));
    surface_.path(ui, {.points = points_, .upto = upto, .color = theme.series_color(1)});
    // Downhill, as long as the next update will be.
    const SurfacePoint here = Surface::head(points_, upto);
    const double rate = ravine_rate(context.session);
    const auto& g = gradients_[whole];
    surface_.arrow(ui, {.from = here, .by = {-rate * g[0], -rate * g[1]}, .color = theme.series_color(2), .name = context.label("next_update")});
    surface_.names(ui);
    if (pressed) {
        // One act, one start: b first, then w with the new b in the state.
        ui.set_control("figure.start_b", std::clamp(pressed->x, -4.0, 14.0));
        ui.set_control("figure.start_w", std::clamp(pressed->y, -4.0, 14.0));
    }
    y += height + 8;
    y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), length, context.label("iteration"));
    return y - area.min.y;
}

/// The same loss while TV's unit and zero are moved: a needle, a slanting ravine, a bowl.
class ScaleView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void glide(Ui& ui, const Scaling& to);
    void follow(const LineLoss& loss);
    float draw_presets(SceneContext& context, ImVec2 at, float width);
    float draw_sliders(SceneContext& context, ImVec2 at, float width);

    Surface surface_;
    std::uint64_t version_ = 0;
    double shown_shift_ = 0, shown_unit_ = -1;   // on their way to the learner's
    double shift_ = -1, unit_ = -1;              // that the path belongs to
    std::vector<SurfacePoint> points_;
    std::int64_t count_ = -1;
};

void ScaleView::glide(Ui& ui, const Scaling& to) {
    const double part = shown_unit_ < 0 || ui.reduced_motion ? 1 : 1 - std::exp(-7 * std::min(ui.delta, 0.1));
    const double shift = to.shift - shown_shift_, unit = std::log(to.unit / std::max(1e-6, shown_unit_));   // as small as an Experiment can name it
    if (part == 1 || (std::abs(shift) < 0.05 && std::abs(unit) < 0.002)) {
        shown_shift_ = to.shift, shown_unit_ = to.unit;
        return;
    }
    shown_shift_ += part * shift, shown_unit_ *= std::exp(part * unit);
    ui.animate = true;
}

void ScaleView::follow(const LineLoss& loss) {
    if (shown_shift_ == shift_ && shown_unit_ == unit_) return;
    shift_ = shown_shift_, unit_ = shown_unit_;
    ++version_;
    points_ = points_of(walk(sgd(best_rate(loss)), loss.objective(), {0, 0}, scale_updates));
    count_ = updates_to_minimum(loss, sgd(best_rate(loss)), {0, 0}, most_updates);
}

float ScaleView::draw_presets(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Scaling scaling = scaling_of(context.session);
    const LineMeans means = line_means(*context.session.dataset());
    const struct { const char* id; const char* label; double shift, unit; } presets[] = {{"figure.raw", "raw", 0, 1}, {"figure.hundreds", "hundreds", 0, 100}, {"figure.standardized", "standardized", means.x, means.deviation()}};
    float x = at.x, y = at.y;
    for (const auto& preset : presets) {
        const bool selected = std::abs(scaling.shift - preset.shift) < 1e-6 && std::abs(scaling.unit - preset.unit) < 1e-6;
        const ButtonOptions options{.look = ButtonOptions::Look::plain, .height = ui.control_height(), .selected = selected};
        const float need = button_width(ui, context.label(preset.label), options);
        if (x > at.x && x + need > at.x + width) x = at.x, y += ui.control_height() + 6;
        ImGui::SetCursorScreenPos({x, y});
        if (button(ui, preset.id, context.label(preset.label), options)) ui.set_control(preset.id, nullptr);
        x += need + 8;
    }
    return y + ui.control_height() - at.y;
}

float ScaleView::draw_sliders(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const bool narrow = width < narrow_below;
    const float field = narrow ? width : (width - 24) / 2;
    float y = at.y;
    ImGui::SetCursorScreenPos({at.x, y});
    control(ui, context.session, "figure.shift", field);
    if (narrow) y += ui.control_height() + 4;
    ImGui::SetCursorScreenPos({narrow ? at.x : at.x + field + 24, y});
    control(ui, context.session, "figure.unit", field);
    return y + ui.control_height() - at.y;
}

float ScaleView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!scaled_loss(context.session)) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    // Between two settings the axis glides; every picture on the way is the loss at that shift and unit.
    glide(ui, scaling_of(context.session));
    const LineLoss loss(line_means(*context.session.dataset()), shown_shift_, shown_unit_);
    follow(loss);
    const bool question_above = question_first(context, one_update, area.width());
    float y = area.min.y;
    y += question_top(context, one_update, area.min, area.width()) + 12;
    const bool narrow = area.width() < narrow_below;
    y += draw_presets(context, {area.min.x, y}, area.width()) + 8;
    if (!narrow) y += draw_sliders(context, {area.min.x, y}, area.width()) + 8;
    char condition[32], limit[32], rate[32];
    // The count is the answer to the question: hidden until it is answered.
    const bool asked = answered(context.session.lesson_state(), one_update.id);
    const Stat numbers[] = {{context.label("condition"), std::string(format_number(condition, loss.condition(), 4))}, {context.label("limit"), std::string(format_number(limit, loss.limit(), 4))},
                            {context.label("best"), std::string(format_number(rate, best_rate(loss), 4))}, {context.label("to_one"), asked ? count_text(count_) : "?", theme.accent}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 18) + 6;
    const float height = std::max(280.0f, area.max.y - y - 8);
    const auto minimum = loss.minimum();
    surface_.draw(ui, {.id = "scale.surface", .x_name = "b", .y_name = "w", .area = Box::at({area.min.x, y}, area.width(), height), .x_low = -3, .x_high = 21, .y_low = -3, .y_high = 13, .square = true,
                       .value = [&](double b, double w) { return loss.loss(b, w); }, .version = version_, .value_name = "MSE", .pressable = true});
    surface_.mark(ui, {minimum[0], minimum[1]}, theme.ink, context.label("minimum"));
    if (asked) surface_.path(ui, {.points = points_, .color = theme.series_color(1)});
    surface_.names(ui);
    y += height;
    // On a phone the sliders stand right below what they change.
    if (narrow) y += 8 + draw_sliders(context, {area.min.x, y + 8}, area.width());
    if (!question_above) y += 14 + question_card(context, one_update, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

/// Real runs of the same Experiment with 200, 5 and 1 row a batch, on one surface.
class BatchesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context, const LineLoss& loss);
    float draw_buttons(SceneContext& context, ImVec2 at, float width);
    float draw_runs(SceneContext& context, ImVec2 at, float width) const;

    Surface surface_;
    Playback playback_;
    std::array<BatchPath, 3> paths_;
    std::array<std::vector<SurfacePoint>, 3> points_;
};

void BatchesView::follow(SceneContext& context, const LineLoss& loss) {
    const auto runs = batch_runs(context.session);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!runs[i]) paths_[i] = {}, points_[i].clear();
        else if (paths_[i].run != runs[i]->number) {
            paths_[i] = replay(*runs[i], context.session.dataset(), loss);
            paths_[i].run = runs[i]->number;
            points_[i].clear();
            for (const auto& p : paths_[i].points) points_[i].push_back({p[0], p[1]});
        }
    }
}

float BatchesView::draw_buttons(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    float x = at.x, y = at.y;
    for (std::size_t i = 0; i < batch_sizes.size(); ++i) {
        const std::string id = "figure.batch_" + std::to_string(batch_sizes[i]), label = context.label("batch_" + std::to_string(batch_sizes[i]));
        const auto& all = context.session.controls();
        const auto it = std::ranges::find(all, id, &Control::id);
        const ButtonOptions options{.icon = points_[i].empty() ? Icon::play : Icon::reset, .height = ui.control_height(), .enabled = it != all.end() && it->enabled};
        const float need = button_width(ui, label, options);
        if (x > at.x && x + need > at.x + width) x = at.x, y += ui.control_height() + 6;
        ImGui::SetCursorScreenPos({x, y});
        if (button(ui, id, label, options)) ui.set_control(id, nullptr);
        x += need + 8;
    }
    return y + ui.control_height() - at.y;
}

float BatchesView::draw_runs(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float first = std::min(width * 0.3f, 150.0f), column = (width - first) / 3;
    const char* heads[] = {"updates", "wander", "final"};
    for (int c = 0; c < 3; ++c) draw_text_cut(draw, theme, {at.x + first + column * static_cast<float>(c), at.y + 9}, column - 6, {12}, theme.muted, context.label(heads[c]));
    for (std::size_t i = 0; i < paths_.size(); ++i) {
        const BatchPath& path = paths_[i];
        const float y = at.y + 30 + 22 * static_cast<float>(i);
        draw->AddCircleFilled({at.x + 5, y}, 4.5f, theme.series_color(static_cast<std::size_t>(batch_series[i])), 16);
        draw_text_middle(draw, theme, {at.x + 16, y}, {13}, theme.ink, context.label("rows_" + std::to_string(batch_sizes[i])));
        const std::string cells[] = {points_[i].empty() ? "–" : std::to_string(path.points.size() - 1), points_[i].empty() ? "–" : lessons::fixed(path.wander, 3), points_[i].empty() ? "–" : lessons::fixed(path.loss, 3)};
        for (int c = 0; c < 3; ++c) draw_text_middle(draw, theme, {at.x + first + column * static_cast<float>(c), y}, {13, true}, theme.ink, cells[c]);
    }
    return 22 * 3 + 24;
}

float BatchesView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto loss = standardized_loss(context.session);
    if (!loss) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    follow(context, *loss);
    const auto length = playback_length(context.session);
    const double part = playback_.follow(context, length, 14) / static_cast<double>(length);
    const bool question_above = question_first(context, wanders, area.width());
    float y = area.min.y;
    y += question_top(context, wanders, area.min, area.width()) + 12;
    y += draw_buttons(context, {area.min.x, y}, area.width()) + 10;
    const float height = std::max(280.0f, area.max.y - y - ui.control_height() - 110);
    surface_.draw(ui, {.id = "batches.surface", .x_name = "b", .y_name = "w", .area = Box::at({area.min.x, y}, area.width(), height), .x_low = -1, .x_high = 21, .y_low = -1.5, .y_high = 8.5, .square = true,
                       .value = [&](double b, double w) { return loss->loss(b, w); }, .version = 1, .value_name = "MSE"});
    for (const std::size_t i : {2u, 1u, 0u})
        if (!points_[i].empty()) surface_.path(ui, {.points = points_[i], .upto = part * static_cast<double>(points_[i].size() - 1), .color = theme.series_color(static_cast<std::size_t>(batch_series[i]))});
    surface_.mark(ui, {loss->minimum()[0], loss->minimum()[1]}, theme.ink);
    y += height + 8;
    y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), length, context.label("way")) + 10;
    y += draw_runs(context, {area.min.x, y}, area.width());
    if (!question_above) y += 14 + question_card(context, wanders, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_ravine_view() { return std::make_unique<RavineView>(); }
std::unique_ptr<View> make_scale_view() { return std::make_unique<ScaleView>(); }
std::unique_ptr<View> make_batches_view() { return std::make_unique<BatchesView>(); }

}  // namespace nabla::lessons::gradient_descent
