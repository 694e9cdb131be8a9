#include "lessons/kit/heatmap.h"

#include <cmath>

namespace nabla::kit {

ImU32 shade(const Theme& theme, Shades shades, float value, float range) {
    if (shades == Shades::signed_values) return theme.signed_color(value, range);
    const float t = std::clamp(value / range, 0.0f, 1.0f);
    return shades == Shades::ink ? mix(theme.raised, theme.ink, t) : theme.magnitude_color(t);
}

float range_of(std::span<const float> values, float least) {
    float range = least;
    for (float value : values)
        if (std::isfinite(value)) range = std::max(range, std::fabs(value));
    return range;
}

void Heatmap::set(Ui& ui, std::span<const float> values, const Options& options) {
    const int height = std::max(1, static_cast<int>(values.size()) / std::max(1, options.width));
    const bool same = !texture_.empty() && texture_.width() == options.width && texture_.height() == height;
    if (same && !fresh_ && version_ == options.version && dark_ == ui.theme.dark) return;
    texture_.resize(ui.textures, options.width, height, options.smooth);
    const auto pixels = texture_.pixels();
    for (std::size_t i = 0; i < std::min(values.size(), pixels.size()); ++i) pixels[i] = shade(ui.theme, options.shades, values[i], options.range);
    texture_.changed();
    version_ = options.version;
    dark_ = ui.theme.dark;
    fresh_ = false;
}

std::optional<Cell> cell_at(Box box, int rows, int columns, ImVec2 point) {
    if (!box.contains(point)) return {};
    const auto part = [](float at, float length, int count) { return std::clamp(static_cast<int>(at / length * static_cast<float>(count)), 0, count - 1); };
    return Cell{part(point.y - box.min.y, box.height(), rows), part(point.x - box.min.x, box.width(), columns)};
}

Box cell_box(Box box, int rows, int columns, Cell cell) {
    const float w = box.width() / static_cast<float>(columns), h = box.height() / static_cast<float>(rows);
    return Box::at({box.min.x + w * static_cast<float>(cell.column), box.min.y + h * static_cast<float>(cell.row)}, w, h);
}

}  // namespace nabla::kit
