#include "lessons/kit/layer_strip.h"

#include <cmath>
#include <string>

#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

/// Columns for n squares: about twice as wide as high, filling whole rows where it can.
int columns_for(std::size_t n) {
    if (n <= 16) return static_cast<int>(n);
    for (int c = 8; c <= 64; c *= 2)
        if (static_cast<std::size_t>(c * c) >= n && n % static_cast<std::size_t>(c) == 0) return c;
    return static_cast<int>(std::ceil(std::sqrt(2.0 * static_cast<double>(n))));
}

constexpr float head = 38, gap_x = 20, gap_y = 14;

}  // namespace

float LayerStrip::draw(Ui& ui, std::string_view id, ImVec2 at, float width, std::span<const Layer> layers, std::uint64_t version) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    maps_.resize(std::max(maps_.size(), layers.size()));
    float x = at.x, y = at.y, tallest = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Layer& layer = layers[i];
        const int columns = columns_for(layer.values.size());
        const int rows = (static_cast<int>(layer.values.size()) + columns - 1) / std::max(1, columns);
        const float square = layer.values.size() <= 16 ? 15.0f : 7.0f;
        const float title = std::max(text_size(theme, {theme.small}, layer.title).x, text_size(theme, {theme.small, true}, layer.note).x);
        const float w = std::max(square * static_cast<float>(columns), title), h = head + square * static_cast<float>(rows);
        if (x > at.x && x + w > at.x + width) {
            x = at.x;
            y += tallest + gap_y;
            tallest = 0;
        }
        draw_text(draw, theme, {x, y}, {theme.small}, theme.ink, layer.title);
        draw_text(draw, theme, {x, y + 17}, {theme.small, true}, theme.muted, layer.note);
        const Box picture = Box::at({theme.snap(x), theme.snap(y + head)}, square * static_cast<float>(columns), square * static_cast<float>(rows));
        std::vector<float> padded(layer.values.begin(), layer.values.end());
        padded.resize(static_cast<std::size_t>(columns * rows), 0.0f);
        maps_[i].set(ui, padded, {.width = columns, .shades = layer.is_signed ? Shades::signed_values : Shades::magnitude, .range = range_of(layer.values), .version = version});
        draw->AddRectFilled({picture.min.x - 2, picture.min.y - 2}, {picture.max.x + 2, picture.max.y + 2}, theme.surface, 3);
        maps_[i].draw(draw, picture);
        const std::string name = std::string(id) + "." + std::to_string(i);
        const Target t = figure_target(ui, name, picture.min, picture.max);
        if (const auto cell = t.shown() ? cell_at(picture, rows, columns, ImGui::GetMousePos()) : std::nullopt) {
            const auto unit = static_cast<std::size_t>(cell->row * columns + cell->column);
            if (unit < layer.values.size()) {
                const std::string value = lessons::fixed(static_cast<double>(layer.values[unit]), 4);
                const std::string number = std::to_string(unit);
                const InspectorLine line{.name = number, .value = value};
                inspector(ui, cell_box(picture, rows, columns, *cell).center(), layer.title, {&line, 1});
            }
        }
        x += w + gap_x;
        tallest = std::max(tallest, h);
    }
    return y + tallest - at.y;
}

}  // namespace nabla::kit
