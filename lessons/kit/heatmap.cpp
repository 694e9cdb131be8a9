#include "lessons/kit/heatmap.h"

#include <algorithm>
#include <array>
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

namespace {

/// Every value has one of so many shades, worked out once: a picture may have a hundred thousand pixels.
class Palette {
public:
    Palette(const Theme& theme, const Heatmap::Options& options) : low_(options.shades == Shades::signed_values ? -1.0f : 0.0f), range_(options.range), unknown_(theme.danger) {
        for (std::size_t i = 0; i < levels; ++i) shades_[i] = shade(theme, options.shades, low_ + (1 - low_) * static_cast<float>(i) / static_cast<float>(levels - 1), 1);
    }
    ImU32 operator[](float value) const {
        if (std::isnan(value)) return unknown_;
        const float t = range_ > 0 ? std::clamp(value / range_, low_, 1.0f) : 0.0f;
        return shades_[static_cast<std::size_t>((t - low_) / (1 - low_) * static_cast<float>(levels - 1) + 0.5f)];
    }

private:
    static constexpr std::size_t levels = 511;   // odd: 0 in the middle of the signed ones has its own
    float low_, range_;
    ImU32 unknown_;
    std::array<ImU32, levels> shades_;
};

}  // namespace

void Heatmap::set(Ui& ui, std::span<const float> values, const Options& options) {
    const int height = std::max(1, static_cast<int>(values.size()) / std::max(1, options.width));
    const bool same = !texture_.empty() && texture_.width() == options.width && texture_.height() == height;
    if (same && !fresh_ && version_ == options.version && dark_ == ui.theme.dark) return;
    texture_.resize(ui.textures, options.width, height, options.smooth);
    const auto pixels = texture_.pixels();
    const Palette palette(ui.theme, options);
    for (std::size_t i = 0; i < std::min(values.size(), pixels.size()); ++i) pixels[i] = palette[values[i]];
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
