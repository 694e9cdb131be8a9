#include <algorithm>

#include "core/model/model.h"
#include "lessons/kit/bar_list.h"
#include "lessons/kit/digit_pad.h"
#include "lessons/kit/layer_strip.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

/// The pad, the picture that the network gets of it, its ten probabilities, and every layer's activations.
class DrawView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void read(SceneContext& context, const State& state);
    void draw_pad(SceneContext& context, const State& state, Box box);
    float draw_buttons(SceneContext& context, const State& state, ImVec2 at, float width) const;
    void draw_prepared(SceneContext& context, ImVec2 at, float side);
    void draw_answer(SceneContext& context, const State& state, Box box);
    float draw_tally(SceneContext& context, const State& state, ImVec2 at, float width) const;
    float draw_layers(SceneContext& context, ImVec2 at, float width);

    struct LayerValues {
        std::string title, note;
        std::vector<float> values;
        bool is_signed = false;
    };
    DigitPad pad_;
    Heatmap prepared_;
    LayerStrip strip_;
    std::vector<float> probabilities_;
    std::vector<LayerValues> layers_;
    PadImage image_;
    std::string read_;              // what the above were made of
    std::uint64_t version_ = 0;     // counts how often
};

std::vector<std::vector<ImVec2>> points_of(const Strokes& strokes) {
    std::vector<std::vector<ImVec2>> points;
    for (const Stroke& stroke : strokes) {
        points.emplace_back();
        for (PadPoint p : stroke) points.back().push_back({p.x, p.y});
    }
    return points;
}

Stroke stroke_of(std::span<const ImVec2> points) {
    Stroke stroke;
    for (const ImVec2& p : points) extend_stroke(stroke, {p.x, p.y});
    return stroke;
}

/// Runs the network when the drawing or the weights have changed.
void DrawView::read(SceneContext& context, const State& state) {
    Strokes strokes = state.strokes;
    if (!pad_.live().empty()) strokes.push_back(stroke_of(pad_.live()));
    const std::string key = strokes_to_json(strokes).dump() + std::to_string(context.session.weights_version());
    if (key == read_) return;
    read_ = key;
    ++version_;
    image_ = center_drawing(strokes);
    probabilities_.clear();
    layers_.clear();
    Model* model = plain_probe(context.session);
    if (!model) return;
    probabilities_ = read_picture(*model, image_.pixels);
    if (probabilities_.empty()) return;
    int hidden = 0;
    for (std::size_t i = 0; i < model->nodes().size(); ++i) {
        const Node& node = model->nodes()[i];
        if (!node.layer || node.layer->parameters().empty()) continue;
        const ConstTensor out = model->activation(i, 1);
        LayerValues layer{.title = {}, .note = {}, .values = {out.data, out.data + out.size()}};
        const bool last = i + 1 == model->nodes().size();
        layer.title = last ? context.label("output") : std::string(context.label("layer")) + " " + std::to_string(++hidden);
        const auto active = std::ranges::count_if(layer.values, [](float v) { return v > 0; });
        layer.is_signed = std::ranges::any_of(layer.values, [](float v) { return v < 0; });
        layer.note = last || layer.is_signed ? std::to_string(layer.values.size()) : context.label("on") + std::string(" ") + std::to_string(active) + " / " + std::to_string(layer.values.size());
        layers_.push_back(std::move(layer));
    }
}

void DrawView::draw_pad(SceneContext& context, const State& state, Box box) {
    const auto strokes = points_of(state.strokes);
    const auto finished = pad_.draw(context.ui, {.id = "pad", .hint = context.label("pad"), .area = box, .units = pad_side, .strokes = strokes});
    if (!finished) return;
    const Stroke stroke = stroke_of(*finished);
    if (stroke.empty()) return;
    Strokes all = state.strokes;
    all.push_back(stroke);
    context.session.set_lesson_state("strokes", strokes_to_json(all));
}

float DrawView::draw_buttons(SceneContext& context, const State& state, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const float half = (width - 8) / 2;
    ImGui::SetCursorScreenPos(at);
    if (button(ui, "figure.undo_stroke", context.label("undo"), {.icon = Icon::undo, .width = half, .enabled = !state.strokes.empty()})) ui.set_control("figure.undo_stroke", Json());
    ImGui::SetCursorScreenPos({at.x + half + 8, at.y});
    if (button(ui, "figure.clear", context.label("clear"), {.icon = Icon::close, .width = half, .enabled = !state.strokes.empty()})) ui.set_control("figure.clear", Json());
    return ui.control_height();
}

void DrawView::draw_prepared(SceneContext& context, ImVec2 at, float side) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {theme.small}, theme.muted, context.label("prepared"));
    const Box box = Box::at({theme.snap(at.x), theme.snap(at.y + 22)}, side, side);
    prepared_.set(context.ui, image_.pixels, {.width = image_side, .version = version_});
    prepared_.draw(draw, box);
    const float unit = side / image_side;
    draw->AddRect(box.inset(4 * unit).min, box.inset(4 * unit).max, with_alpha(theme.accent, 0.45f), 0, 0, theme.hairline);
    draw->AddRect(box.min, box.max, theme.line, 0, 0, theme.hairline);
    if (image_.empty) return;
    // The centre of mass: a cross, with the numbers below.
    const ImVec2 middle{box.min.x + unit * (image_.center.x + 0.5f), box.min.y + unit * (image_.center.y + 0.5f)};
    draw->AddLine({middle.x - 5, middle.y}, {middle.x + 5, middle.y}, theme.negative, 1.5f);
    draw->AddLine({middle.x, middle.y - 5}, {middle.x, middle.y + 5}, theme.negative, 1.5f);
}

void DrawView::draw_answer(SceneContext& context, const State& state, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool drawn = !image_.empty && probabilities_.size() == 10;
    draw_text(draw, theme, box.min, {theme.small}, theme.muted, drawn ? context.label("meant") : context.label("probability"));
    box.cut_top(22);
    std::vector<std::string> names;
    for (int i = 0; i < 10; ++i) names.push_back(std::to_string(i));
    const std::vector<float> none(10, 0.0f);
    const std::vector<float>& values = drawn ? probabilities_ : none;
    const int answer = drawn ? static_cast<int>(predicted_class(values)) : -1;
    const int pressed = bar_list(ui, {.id = "meant", .area = box, .values = values, .names = names, .strong = answer, .pressable = drawn && !state.strokes.empty()});
    if (pressed >= 0) ui.set_control("figure.meant", std::to_string(pressed));
}

float DrawView::draw_tally(SceneContext& context, const State& state, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    int misread = 0;
    for (const Try& made : state.tries) misread += made.meant != made.read;
    const std::string words = std::string(context.label("tries")) + " " + std::to_string(state.tries.size()) + " · " + context.label("misread") + " " + std::to_string(misread);
    draw_text_middle(draw, theme, {at.x, at.y + 11}, {13}, theme.ink, words);
    // The last ones as small marks: what was meant, and what was read instead.
    const std::size_t in_row = std::max<std::size_t>(1, static_cast<std::size_t>((width + 4) / 46)), most = 2 * in_row;
    const std::size_t first = state.tries.size() > most ? state.tries.size() - most : 0, shown = state.tries.size() - first;
    for (std::size_t i = first; i < state.tries.size(); ++i) {
        const Try& made = state.tries[i];
        const bool right = made.meant == made.read;
        const std::string mark = right ? std::to_string(made.meant) : std::to_string(made.meant) + "→" + std::to_string(made.read);
        const Box chip = Box::at({at.x + 46 * static_cast<float>((i - first) % in_row), at.y + 26 + 26 * static_cast<float>((i - first) / in_row)}, 42, 22);
        draw->AddRectFilled(chip.min, chip.max, with_alpha(right ? theme.good : theme.danger, 0.14f), 4);
        draw_text_middle(draw, theme, chip.center(), {12, true}, right ? theme.good : theme.danger, mark, Align::center);
    }
    return 24 + 26 * static_cast<float>((shown + in_row - 1) / in_row);
}

float DrawView::draw_layers(SceneContext& context, ImVec2 at, float width) {
    std::vector<LayerStrip::Layer> layers;
    for (const LayerValues& layer : layers_) layers.push_back({.title = layer.title, .note = layer.note, .values = layer.values, .is_signed = layer.is_signed});
    return strip_.draw(context.ui, "layer", at, width, layers, version_);
}

float DrawView::draw(SceneContext& context, Box area) {
    context.session.want_data();   // weights need no data, but training does
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below;
    float y = area.min.y;
    if (context.session.untrained())
        y += draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.warning, context.label("untrained")) + 8;
    const float side = narrow ? std::min(area.width(), 300.0f) : std::clamp(area.height() - 190, 240.0f, 300.0f), control = ui.control_height();
    const Box pad = Box::at({area.min.x, y}, side, side);
    draw_pad(context, state, pad);
    read(context, state);
    if (probabilities_.empty() && context.session.probe()) draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.warning, context.label("not_fit"));
    draw_buttons(context, state, {pad.min.x, pad.max.y + 10}, side);
    if (narrow) {
        float below = pad.max.y + 10 + control + 16;
        draw_prepared(context, {area.min.x, below}, 112);
        const float tally = draw_tally(context, state, {area.min.x + 132, below + 20}, area.width() - 132);
        below += std::max(22.0f + 112, tally + 20) + 14;
        draw_answer(context, state, Box::at({area.min.x, below}, area.width(), 22 + 10 * 34));
        below += 22 + 10 * 34 + 16;
        return below + draw_layers(context, {area.min.x, below}, area.width()) - area.min.y;
    }
    const float middle = 140;
    const ImVec2 at{pad.max.x + 24, pad.min.y};
    draw_prepared(context, at, middle);
    draw_tally(context, state, {at.x, at.y + 22 + middle + 14}, middle);
    const float bars = side + 10 + control - 54;
    draw_answer(context, state, {{at.x + middle + 24, pad.min.y}, {area.max.x, pad.min.y + std::max(230.0f, bars)}});
    const float below = pad.max.y + 10 + control + 18;
    return below + draw_layers(context, {area.min.x, below}, area.width()) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_draw_view() { return std::make_unique<DrawView>(); }

}  // namespace nabla::lessons::mnist
