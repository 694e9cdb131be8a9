#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/question_card.h"

namespace nabla::lessons::forward_propagation {
namespace {

using namespace kit;

/// Parameters as an area: inputs across, neurons down, and one more column for the biases.
class CountView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_block(SceneContext& context, ImVec2 at, float width, bool told) const;
    float draw_small(SceneContext& context, ImVec2 at, float width, bool told) const;
    float draw_table(SceneContext& context, ImVec2 at, float width) const;
};

float CountView::draw_small(SceneContext& context, ImVec2 at, float width, bool told) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float x = at.x;
    const float cell = width < 420 ? 18.0f : 22.0f;
    const auto grid = [&](int units, int inputs, const char* layer, const std::string& words) {
        for (int r = 0; r < units; ++r)
            for (int c = 0; c <= inputs; ++c) {
                const Box box = Box::at({x + cell * static_cast<float>(c) + (told && c == inputs ? 6.0f : 0.0f), at.y + 24 + cell * static_cast<float>(r)}, cell, cell).inset(1.5f);
                draw->AddRectFilled(box.min, box.max, told && c == inputs ? theme.series_color(1) : theme.accent, 3);
            }
        const float w = cell * static_cast<float>(inputs + 1) + 6;
        draw_text_middle(draw, theme, {x + w + 8, at.y + 24 + cell * 0.5f}, {12}, theme.muted, layer);
        draw_text_middle(draw, theme, {x + w + 8, at.y + 24 + cell * 1.5f}, {13, true}, theme.ink, words);
        x += w + 20 + std::max(text_size(theme, {12}, layer).x, text_size(theme, {13, true}, words).x);
    };
    draw_text(draw, theme, at, {theme.small}, theme.muted, context.label(told ? "small" : "small_asked"));
    grid(2, 2, context.label("small_hidden"), told ? "2·2 + 2 = 6" : "6");
    if (x + 160 < at.x + width) x += 12;
    grid(1, 2, context.label("small_output"), told ? "2·1 + 1 = 3" : "3");
    return 24 + 2 * cell + 4;
}

float CountView::draw_block(SceneContext& context, ImVec2 at, float width, bool told) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float bias = 14, w = std::min(width - 66, 480.0f), h = std::clamp(w * 256 / 784, 90.0f, 170.0f);
    const ImVec2 corner{at.x + 44, at.y + 24};
    const Box weights = Box::at(corner, w, h), biases = Box::at({corner.x + w + 6, corner.y}, bias, h);
    draw->AddRectFilled(weights.min, weights.max, mix(theme.paper, theme.accent, 0.30f), 3);
    for (int i = 1; i < 28; ++i) {
        const float x = theme.snap(weights.min.x + w * static_cast<float>(i) / 28);
        draw->AddLine({x, weights.min.y}, {x, weights.max.y}, with_alpha(theme.paper, 0.55f), theme.hairline);
    }
    for (int i = 1; i < 16; ++i) {
        const float y = theme.snap(weights.min.y + h * static_cast<float>(i) / 16);
        draw->AddLine({weights.min.x, y}, {weights.max.x, y}, with_alpha(theme.paper, 0.55f), theme.hairline);
    }
    if (told) draw->AddRectFilled(biases.min, biases.max, theme.series_color(1), 3);
    else draw->AddRect(biases.min, biases.max, theme.faint, 3, 0, theme.hairline);
    draw_text_middle(draw, theme, {weights.center().x, corner.y - 12}, {13}, theme.muted, context.label("inputs"), Align::center);
    draw_text_up(draw, theme, {at.x + 22, weights.center().y}, {13}, theme.muted, context.label("units"));
    if (!told) {
        draw_text_middle(draw, theme, biases.center(), {13, true}, theme.muted, "?", Align::center);
        return h + 40;
    }
    draw_text_middle(draw, theme, weights.center(), {15, true}, theme.ink, "784 × 256 = " + thousands(784 * 256), Align::center);
    draw_text_middle(draw, theme, {biases.max.x, biases.max.y + 13}, {13, true}, theme.ink, context.label("biases"), Align::right);
    return h + 56;
}

float CountView::draw_table(SceneContext& context, ImVec2 at, float width) const {
    struct Row {
        std::int64_t inputs, units;
    };
    static constexpr Row rows[] = {{784, 256}, {256, 128}, {128, 10}};
    const TableColumn columns[] = {{context.label("layer"), width < 460 ? 92.0f : 130.0f, Align::left, true}, {context.label("formula"), 0}, {context.label("parameters"), 96}};
    return data_table(context.ui, {.id = "counts", .at = at, .width = width, .columns = columns, .rows = 4, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        std::int64_t total = 0;
        for (const Row& r : rows) total += dense_parameters(r.inputs, r.units);
        if (row == 3) return {.text = column == 0 ? context.label("total") : column == 2 ? thousands(total) : "", .strong = column == 2};
        const Row& r = rows[row];
        return {.text = column == 0 ? thousands(r.inputs) + " → " + thousands(r.units) : column == 1 ? thousands(r.inputs) + " × " + thousands(r.units) + " + " + thousands(r.units) : thousands(dense_parameters(r.inputs, r.units)),
                .color = column == 1 ? context.ui.theme.muted : 0};
    }});
}

float CountView::draw(SceneContext& context, Box area) {
    const Json& state = context.session.lesson_state();
    const bool counted = answered(state, first_layer.id), told = answered(state, rest.id);
    const float width = std::min(area.width(), 720.0f);
    float y = area.min.y;
    y += draw_small(context, {area.min.x, y}, width, told) + 18;
    y += draw_block(context, {area.min.x, y}, width, told) + 10;
    y += question_card(context, first_layer, {area.min.x, y}, width) + 12;
    if (!counted) return y - area.min.y;
    y += question_card(context, rest, {area.min.x, y}, width) + 16;
    if (told) y += draw_table(context, {area.min.x, y}, width);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_count_view() { return std::make_unique<CountView>(); }

}  // namespace nabla::lessons::forward_propagation
