#include <algorithm>
#include <cmath>
#include <utility>

#include "lessons/kit/network_diagram.h"
#include "lessons/kit/neuron_fields.h"
#include "lessons/kit/target.h"
#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::neuron {
namespace {

using namespace kit;

constexpr std::size_t most_units = 8;

/// The network as pictures: what each neuron answers over the plane, joined by its weights; one of them in large.
class HiddenView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Tile {
        Box box;
        std::string id;
        const Heatmap* map = nullptr;
        bool selected = false;
    };
    float draw_chain(SceneContext& context, Box box, Model& model, const State& state);
    void draw_tile(SceneContext& context, const Tile& tile) const;
    void draw_links(const Ui& ui, std::span<const Tile> from, std::span<const Tile> to, std::span<const float> kernel) const;

    Plane plane_;
    NeuronFields fields_;
    Heatmap inputs_[2];
};

void HiddenView::draw_tile(SceneContext& context, const Tile& tile) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(tile.box.min, tile.box.max, theme.raised, 3);
    if (tile.map && !tile.map->empty()) tile.map->draw(draw, tile.box, with_alpha(IM_COL32_WHITE, 0.85f));
    const bool pressable = tile.id.starts_with("tile.");
    const Target t = pressable ? target(ui, tile.id, tile.box.min, tile.box.max) : Target{};
    draw->AddRect(tile.box.min, tile.box.max, tile.selected ? theme.accent : t.hovered ? theme.ink : theme.line, 3, 0, tile.selected ? 2.5f : 1.0f);
    if (t.pressed) ui.set_control("figure.unit", tile.id.substr(5));
}

void HiddenView::draw_links(const Ui& ui, std::span<const Tile> from, std::span<const Tile> to, std::span<const float> kernel) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < from.size(); ++i)
        for (std::size_t j = 0; j < to.size(); ++j) {
            const float w = kernel[i * to.size() + j], width = std::clamp(std::fabs(w) * 1.1f, 0.75f, 7.0f);
            const ImVec2 a{from[i].box.max.x, from[i].box.center().y}, b{to[j].box.min.x, to[j].box.center().y};
            const float middle = (a.x + b.x) / 2;
            draw->AddBezierCubic(a, {middle, a.y}, {middle, b.y}, b, with_alpha(signed_ink(ui.theme, w), 0.8f), width, 24);
        }
}

float HiddenView::draw_chain(SceneContext& context, Box box, Model& model, const State& state) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::size_t units = fields_.layers() > 1 ? std::min(fields_.units(0), most_units) : 0;
    const std::size_t rows = std::max<std::size_t>(units, 2);
    const float gap = 12, side = std::clamp((box.height() - 24 - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows), 34.0f, std::min(86.0f, box.width() * 0.2f));
    const auto column = [&](float x, std::size_t count, std::size_t i) {
        const float height = static_cast<float>(count) * side + static_cast<float>(count - 1) * gap;
        return Box::at({x, box.min.y + 24 + (box.height() - 24 - height) / 2 + static_cast<float>(i) * (side + gap)}, side, side);
    };
    std::vector<Tile> inputs, hidden, output;
    const float right = box.max.x - side, middle = (box.min.x + right) / 2;
    for (std::size_t i = 0; i < 2; ++i) inputs.push_back({.box = column(box.min.x, 2, i), .id = "input." + std::to_string(i), .map = &inputs_[i]});
    for (std::size_t i = 0; i < units; ++i)
        hidden.push_back({.box = column(middle, units, i), .id = "tile." + std::to_string(i + 1), .map = &fields_.map(0, i), .selected = state.unit == static_cast<int>(i)});
    output.push_back({.box = column(right, 1, 0), .id = "tile.output", .map = &fields_.output(), .selected = state.unit < 0 || state.unit >= static_cast<int>(units)});
    const auto weights = std::as_const(model).weights();
    if (units && fields_.layers() == 2 && units == fields_.units(0)) {
        draw_links(context.ui, inputs, hidden, weights.subspan(0, 2 * units));
        draw_links(context.ui, hidden, output, weights.subspan(3 * units, units));
    }
    for (const auto* tiles : {&inputs, &hidden, &output})
        for (const Tile& tile : *tiles) draw_tile(context, tile);
    const struct { float x; const char* key; } titles[] = {{box.min.x + side / 2, "input"}, {middle + side / 2, "hidden_layer"}, {right + side / 2, "output"}};
    for (const auto& title : titles) draw_text_middle(draw, theme, {title.x, box.min.y + 8}, {12}, theme.muted, context.label(title.key), Align::center);
    for (std::size_t i = 0; i < 2; ++i)
        draw_text_middle(draw, theme, inputs[i].box.center(), {13, true}, theme.ink, i == 0 ? "x\u2081" : "x\u2082", Align::center);
    return box.height();
}

float HiddenView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    Session& session = context.session;
    const State state = State::read(session.lesson_state());
    const auto samples = samples_of(session.experiment());
    Model* model = plain_probe(session);
    if (!model || !fields_.follow(ui, *model, {.low = xor_low, .high = xor_high, .version = session.weights_version()})) return area.height();
    constexpr int side = 24;
    for (int input = 0; input < 2; ++input) {
        std::vector<float> values;
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column) values.push_back(static_cast<float>(xor_low + (xor_high - xor_low) * (input == 0 ? column : side - 1 - row) / (side - 1)));
        inputs_[input].set(ui, values, {.width = side, .shades = Shades::signed_values, .version = 1, .smooth = true});
    }
    const Fit fit = fit_of(*model, samples);
    const bool beside = area.width() >= 620;
    float y = area.min.y;
    counter(context, {area.min.x, y}, context.label("loss"), fixed(fit.loss, 4), theme.accent);
    counter(context, {area.min.x + 130, y}, context.label("right"), std::to_string(fit.right) + "/4", fit.right == 4 ? theme.good : theme.ink);
    y += 60;
    const bool hidden_shown = state.unit >= 0 && fields_.layers() > 1 && state.unit < static_cast<int>(fields_.units(0));
    Box large = Box::at({area.min.x, y}, area.width(), area.max.y - y - 30);
    const float chain_height = std::clamp(area.height() * (beside ? 0.8f : 0.42f), 210.0f, 430.0f);
    if (beside) {
        draw_chain(context, Box::at({area.min.x, y}, area.width() * 0.5f, chain_height), *model, state);
        large.min.x += area.width() * 0.5f + 28;
        large.max.y = std::min(large.max.y, y + chain_height);
    } else {
        draw_chain(context, Box::at({area.min.x, y}, area.width(), chain_height), *model, state);
        large.min.y += chain_height + 14;
        large.max.y = std::max(large.max.y, large.min.y + 240);
    }
    const std::string title = hidden_shown ? std::string(context.label("hidden")) + " " + std::to_string(state.unit + 1) : context.label("output");
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {large.center().x, large.min.y + 8}, {13}, theme.ink, title, Align::center);
    large.cut_top(18);
    if (!beside && large.width() > large.height()) large = Box::at({large.center().x - large.height() / 2, large.min.y}, large.height(), large.height());
    const Heatmap& map = hidden_shown ? fields_.map(0, static_cast<std::size_t>(state.unit)) : fields_.output();
    plane_.draw(ui, {.id = "plane", .area = large, .low = xor_low, .high = xor_high, .x_name = "x\u2081", .y_name = "x\u2082", .field = &map});
    const auto points = plane_points(samples, fit);
    plane_.points(ui, points, false);
    const float x = beside ? large.min.x : area.min.x;
    float below = plane_.axes().plot().max.y + 28;
    below += plane_key(context, {x, below}, area.max.x - x, hidden_shown ? PlaneKey{.low = "−", .middle = "0", .high = "+", .wrong = false} : PlaneKey{}) + 8;
    return below + note(context, {x, below}, area.max.x - x, context.label("legend")) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_hidden_view() { return std::make_unique<HiddenView>(); }

}  // namespace nabla::lessons::neuron
