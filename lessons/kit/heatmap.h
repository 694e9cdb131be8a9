#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "lessons/kit/box.h"
#include "lessons/kit/texture.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

enum class Shades {
    ink,           // 0..range: paper to ink, as a picture is printed
    signed_values, // -range..range: the one scale for signed numbers
    magnitude,     // 0..range: nothing to the accent
};

/// A matrix of numbers as coloured squares: a picture, a layer's weights, its activations.
class Heatmap {
public:
    struct Options {
        int width = 1;
        Shades shades = Shades::ink;
        float range = 1;
        std::uint64_t version = 0;   // of the values: they are coloured anew when it changes, or the theme does
        bool smooth = false;
    };
    void set(Ui& ui, std::span<const float> values, const Options& options);
    bool empty() const { return texture_.empty(); }
    void draw(ImDrawList* draw, Box box, ImU32 tint = IM_COL32_WHITE) const { texture_.draw(draw, box.min, box.max, tint); }
    int width() const { return texture_.width(); }
    int height() const { return texture_.height(); }

private:
    Texture texture_;
    std::uint64_t version_ = 0;
    bool dark_ = false, fresh_ = true;
};

struct Cell {
    int row = 0, column = 0;
    bool operator==(const Cell&) const = default;
};
/// The square under a point; none outside.
std::optional<Cell> cell_at(Box box, int rows, int columns, ImVec2 point);
Box cell_box(Box box, int rows, int columns, Cell cell);

ImU32 shade(const Theme& theme, Shades shades, float value, float range);
/// Largest magnitude, at least `least`: the range of a signed picture.
float range_of(std::span<const float> values, float least = 1e-6f);

}  // namespace nabla::kit
