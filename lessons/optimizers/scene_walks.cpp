#include <algorithm>
#include <cmath>

#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/widgets.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/scene_common.h"
#include "lessons/optimizers/slice_picture.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::optimizers {
namespace {

using namespace kit;

/// A plane through the present weights: the network's own loss, and four rules from the place that was pressed.
class SliceView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context, const State& state);
    void draw_losses(SceneContext& context, ImVec2 at, float width, std::size_t t) const;

    static constexpr float row_height = 23, table_height = 24 + 4 * row_height;
    SlicePicture picture_;
    Surface surface_;
    Playback playback_;
    std::uint64_t weights_ = ~0ull;
    std::size_t started_ = 0;            // walks, by the learner's count
    std::vector<SurfacePoint> points_;
};

void SliceView::follow(SceneContext& context, const State& state) {
    Session& session = context.session;
    // While the network trains its weights move on by the frame; the slice waits until it rests.
    if (session.state() == Session::State::training || session.state() == Session::State::loading) return;
    Model* model = plain_probe(session);  // a slice is of one loss
    const auto data = session.dataset();
    if (!model || !data || model->input_shape().elements() != data->train.x.sample_shape().elements()) return;
    if (weights_ != session.weights_version() || picture_.empty()) {
        weights_ = session.weights_version();
        picture_.show(std::make_unique<LossSlice>(*model, session.experiment().compile, data->train, SlicePicture::rows, session.experiment().seed));
        started_ = 0;
    }
    if (started_ != state.starts.size() && !state.starts.empty()) started_ = state.starts.size(), picture_.start_walks(state.starts.back());
    if (picture_.work(picture_.walks().empty() ? 8 : 4)) context.ui.animate = true;
}

float SliceView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!context.session.dataset()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    follow(context, state);
    const bool walking = !state.starts.empty();
    const double upto = walking ? playback_.follow(context, SlicePicture::updates, 12) : 0;
    const bool trained = context.session.view().update > 0, training = context.session.state() == Session::State::training;
    float y = area.min.y;
    std::vector<kit::LegendItem> items;
    for (std::size_t i = 0; i < slice_rules().size(); ++i) items.push_back({find_rule(slice_rules()[i].first).name + " · " + rate_name(slice_rules()[i].second), rule_color(theme, slice_rules()[i].first)});
    items.push_back({context.label("weights"), theme.ink, kit::LegendItem::Mark::cross});
    y += kit::legend(ui, {area.min.x, y}, area.width(), items) + 4;
    const char* words = training ? "training" : !trained ? "train_first" : state.compared.empty() ? "press" : state.compared.size() < 2 ? "another" : "middle";
    const float room = paragraph_height(theme, area.width(), {13}, context.label("middle"));   // the longest: the surface stays where it is
    y += std::max(room, draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, trained ? theme.muted : theme.ink, context.label(words))) + 8;
    const float height = std::max(300.0f, area.max.y - y - ui.control_height() - 12 - table_height - 12);
    const auto pressed = surface_.draw(ui, {.id = "slice.surface", .x_name = "p", .y_name = "q", .area = Box::at({area.min.x, y}, area.width() - 10, height), .x_low = -1, .x_high = 1, .y_low = -1, .y_high = 1,
                                            .value = [&](double p, double q) { return picture_.value(p, q); }, .version = picture_.version(), .value_name = context.label("loss"), .levels = 10});
    const auto& walks = picture_.walks();
    for (std::size_t i = 0; i < walks.size(); ++i) {
        points_.clear();
        for (const auto& place : walks[i].places) points_.push_back({place[0], place[1]});
        surface_.path(ui, {.points = points_, .upto = upto, .color = rule_color(theme, walks[i].rule.id), .dots = false});
    }
    surface_.mark(ui, {0, 0}, theme.ink);
    if (!picture_.complete() && !training) {
        const Box plot = surface_.plot();
        ImGui::GetWindowDrawList()->AddRectFilled({plot.min.x, plot.min.y}, {plot.min.x + plot.width() * static_cast<float>(picture_.part_done()), plot.min.y + 2}, theme.accent);
    }
    if (pressed) {
        ui.set_control("figure.slice_a", std::clamp(pressed->x, -1.0, 1.0));
        ui.set_control("figure.slice_b", std::clamp(pressed->y, -1.0, 1.0));
        ui.set_control("figure.restart", nullptr);
    }
    y += height + 8;
    if (walking) playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), SlicePicture::updates, context.label("update"));
    y += ui.control_height() + 12;
    if (!walks.empty()) draw_losses(context, {area.min.x, y}, area.width(), static_cast<std::size_t>(upto));
    return y + table_height - area.min.y;
}

/// The loss at the start and where the walkers stand: on the map one head may hide another.
void SliceView::draw_losses(SceneContext& context, ImVec2 at, float width, std::size_t t) const {
    const Theme& theme = context.ui.theme;
    const auto& walks = picture_.walks();
    const std::string loss_at = std::string(context.label("loss_at")) + " ";
    const TableColumn columns[] = {{context.label("rule"), 0, Align::left, false}, {loss_at + "0", 104}, {loss_at + std::to_string(t), 104}};
    data_table(context.ui, {.id = "slice.loss", .at = at, .width = std::min(width, 560.0f), .row_height = row_height, .columns = columns, .rows = walks.size(), .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const auto& walk = walks[row];
        if (column == 0) return {.text = walk.rule.name, .color = mix(rule_color(theme, walk.rule.id), theme.ink, 0.3f)};
        const std::size_t place = column == 1 ? 0 : t;
        if (place >= walk.losses.size() && walk.lost) return {.text = "–"};
        if (place >= walk.losses.size()) return {.text = std::to_string(walk.losses.size() - 1) + " / " + std::to_string(t) + " …", .color = theme.muted};
        return {.text = lessons::fixed(walk.losses[place], 3), .strong = column == 2 && t == static_cast<std::size_t>(SlicePicture::updates)};
    }});
}

/// Every rule on surfaces made to be hard; below, each rule's first places on w squared.
class DrawerView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const State& state);
    float draw_rules(SceneContext& context, ImVec2 at, float width, const State& state);
    float draw_table(SceneContext& context, ImVec2 at, float width) const;
    float draw_updates(SceneContext& context, ImVec2 at, float width, const Rule& rule);

    struct Walked {
        std::size_t rule = 0;
        std::vector<SurfacePoint> points;
    };
    Surface surface_;
    Playback playback_;
    Spotlight light_;
    std::vector<Walked> walks_;
    std::string followed_, ground_;
    std::uint64_t version_ = 0;
};

void DrawerView::follow(const State& state) {
    const Ground& ground = find_ground(state.ground);
    if (ground_ != ground.id) ground_ = ground.id, ++version_;
    std::string key = ground.id + std::to_string(state.ground_start[0]) + " " + std::to_string(state.ground_start[1]);
    for (const auto& [id, rate] : state.rates) key += id + std::to_string(rate);
    if (key == followed_) return;
    followed_ = key;
    walks_.clear();
    for (std::size_t i = 0; i < rules().size(); ++i) {
        const auto it = state.rates.find(rules()[i].id);
        if (it == state.rates.end()) continue;
        walks_.push_back({i, points_of(walk(at_rate(rules()[i].named, it->second), ground.objective(), {static_cast<float>(state.ground_start[0]), static_cast<float>(state.ground_start[1])}, drawer_updates))});
    }
}

/// The look of a rule's path, below its name.
void underline(const Theme& theme, ImVec2 at, float width, const Rule& rule) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float dash = rule.dashed ? 7.0f : width, period = rule.dashed ? 12.0f : width;
    for (float x = 0; x < width; x += period) draw->AddRectFilled({at.x + x, at.y}, {at.x + std::min(x + dash, width), at.y + 3}, rule_color(theme, rule.id), 1.5f);
}

float DrawerView::draw_rules(SceneContext& context, ImVec2 at, float width, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    float x = at.x, y = at.y;
    const float height = ui.touch ? 44.0f : 28.0f;
    for (std::size_t i = 0; i < rules().size(); ++i) {
        const Rule& rule = rules()[i];
        const ButtonOptions options{.look = ButtonOptions::Look::quiet, .height = height, .selected = rule.id == state.rule};
        const float need = button_width(ui, rule.name, options) + 8;
        if (x > at.x && x + need > at.x + width) x = at.x, y += height + 4;
        ImGui::SetCursorScreenPos({x, y});
        // A press chooses a rule; a second press on the chosen one shows or hides its path.
        ButtonOptions wide = options;
        wide.width = need;
        if (button(ui, "figure.rule." + rule.id, rule.name, wide)) {
            if (rule.id != state.rule) ui.set_control("figure.rule", rule.id);
            if (rule.id == state.rule || !state.rates.contains(rule.id)) ui.set_control("figure.walks", !state.rates.contains(rule.id));
        }
        if (state.rates.contains(rule.id)) underline(theme, {x + 8, y + height - 4}, need - 16, rule);
        x += need + 4;
    }
    y += height + 8;
    const bool narrow = width < narrow_below;
    ImGui::SetCursorScreenPos({at.x, y});
    control(ui, context.session, "figure.rule_rate", narrow ? width : width * 0.62f);
    if (narrow) y += ui.control_height() + 4;
    ImGui::SetCursorScreenPos({narrow ? at.x : at.x + width * 0.62f + 20, y});
    control(ui, context.session, "figure.walks", narrow ? width : width * 0.38f - 20);
    return y + ui.control_height() - at.y;
}

float DrawerView::draw_table(SceneContext& context, ImVec2 at, float width) const {
    // On a phone fewer digits, so that the names are whole.
    const bool narrow = width < narrow_below;
    const float column_width = narrow ? 58.0f : 86.0f;
    std::vector<TableColumn> columns{{context.label("rule"), 0, Align::left, false}};
    for (const char* n : {" 1", " 2", " 3"}) columns.push_back({std::string(context.label("update")) + n, column_width});
    std::vector<std::vector<Waypoint>> paths;
    for (const Rule& rule : rules()) paths.push_back(square_walk(at_rate(rule.named, 0.1), 3));
    draw_text_middle(ImGui::GetWindowDrawList(), context.ui.theme, {at.x, at.y + 9}, {13}, context.ui.theme.ink, context.label("square"));
    return 24 + data_table(context.ui, {.id = "drawer.rule", .at = {at.x, at.y + 24}, .width = std::min(width, 560.0f), .row_height = 23, .columns = columns, .rows = rules().size(), .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (column == 0) return {.text = rules()[row].name};
        return {.text = lessons::short_number(paths[row][column].w[0], narrow ? 4 : 6)};
    }});
}

/// The chosen rule's first three updates on w squared, with their numbers.
float DrawerView::draw_updates(SceneContext& context, ImVec2 at, float width, const Rule& rule) {
    const Theme& theme = context.ui.theme;
    light_.begin(context.ui);
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x, at.y + 9}, {13}, theme.ink, rule.name + " · " + context.label("updates"));
    const auto path = square_walk(at_rate(rule.named, 0.1), 3);
    float y = at.y + 26;
    for (std::size_t t = 1; t < path.size(); ++t) y += draw_pieces(context.ui, light_, "drawer.update." + std::to_string(t), {at.x, y}, width, plugged_in(rule, 0.1, path, t).pieces, theme.accent) + 8;
    return y - at.y;
}

float DrawerView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const Ground& ground = find_ground(state.ground);
    follow(state);
    const double upto = playback_.follow(context, drawer_updates, 24);
    float y = area.min.y;
    std::string chosen = ground.id;
    std::vector<Choice> choices;
    for (const Ground& one : grounds()) choices.push_back({one.id, ui.tr(one.name)});
    ImGui::SetCursorScreenPos({area.min.x, y});
    if (segmented(ui, "figure.ground", chosen, choices, {.width = std::min(area.width(), 480.0f)})) ui.set_control("figure.ground", chosen);
    y += ui.control_height() + 10;
    y += draw_rules(context, {area.min.x, y}, area.width(), state) + 10;
    const float height = std::clamp(area.max.y - y - ui.control_height() - 180, 300.0f, 420.0f);
    const auto pressed = surface_.draw(ui, {.id = "drawer.surface", .x_name = "x", .y_name = "y", .area = Box::at({area.min.x, y}, area.width(), height), .x_low = ground.x_low, .x_high = ground.x_high, .y_low = ground.y_low, .y_high = ground.y_high,
                                            .value = ground.value, .version = version_, .value_name = context.label("height"), .levels = 10});
    if (ground.ridge) surface_.level(ui, *ground.ridge, theme.ink, context.label("ridge"));
    for (const Walked& one : walks_) {
        const Rule& rule = rules()[one.rule];
        surface_.path(ui, {.name = rule.id == state.rule ? rule.name : "", .points = one.points, .upto = upto, .color = rule_color(theme, rule.id), .dots = false, .dashed = rule.dashed});
    }
    for (const auto& low : ground.floors) surface_.mark(ui, {low[0], low[1]}, theme.ink, context.label("minimum"));
    surface_.mark(ui, {ground.minimum[0], ground.minimum[1]}, theme.ink, ground.ridge ? context.label("saddle_point") : context.label("minimum"));
    surface_.names(ui);
    if (pressed) {
        // A press near the ridge is meant for it: no finger hits a line.
        const bool on_ridge = ground.ridge && std::abs(surface_.place(*pressed).y - surface_.place({0, *ground.ridge}).y) < (ui.touch ? 12 : 6);
        ui.set_control("figure.ground_x", std::clamp(pressed->x, ground.x_low, ground.x_high));
        ui.set_control("figure.ground_y", on_ridge ? *ground.ridge : std::clamp(pressed->y, ground.y_low, ground.y_high));
    }
    y += height + 8;
    y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), drawer_updates, context.label("update")) + 18;
    y += draw_updates(context, {area.min.x, y}, area.width(), find_rule(state.rule)) + 14;
    y += draw_table(context, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_slice_view() { return std::make_unique<SliceView>(); }
std::unique_ptr<View> make_drawer_view() { return std::make_unique<DrawerView>(); }

}  // namespace nabla::lessons::optimizers
