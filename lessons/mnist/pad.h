#pragma once
#include <array>
#include <vector>

#include "core/json.h"

namespace nabla::lessons::mnist {

constexpr int image_side = 28, image_pixels = image_side * image_side;
constexpr float pad_side = 280;   // a pad unit is a tenth of a pixel of the picture

struct PadPoint {
    float x = 0, y = 0;
    bool operator==(const PadPoint&) const = default;
};
using Stroke = std::vector<PadPoint>;
using Strokes = std::vector<Stroke>;

/// A drawing as the network gets it, and how it came about.
struct PadImage {
    std::array<float, image_pixels> pixels{};   // 0..1, row-major, 1 is ink
    bool empty = true;
    float scale = 0;                            // pixels of the picture per unit of the pad
    PadPoint box_min, box_max;                  // the ink on the pad
    PadPoint center;                            // centre of mass in the picture; pixel (0, 0) has its middle at (0, 0)
};

/// MNIST's own preparation (LeCun, Bottou, Bengio, Haffner 1998, section III.A): the ink is scaled to fit a 20 x 20 box,
/// keeping its proportions, then shifted in the 28 x 28 picture until its centre of mass lies at pixel (14, 14).
/// Only the lines are scaled; the pen stays as wide as MNIST's pens are, so that a small drawing does not turn to a blot.
PadImage center_drawing(const Strokes& strokes);

/// Compact form for lesson_state: one list of whole numbers x, y, x, y, ... a stroke.
Json strokes_to_json(const Strokes& strokes);
/// Reads what strokes_to_json wrote; points outside the pad are moved to its edge, anything else is skipped.
Strokes strokes_from_json(const Json& json);

/// Appends a point unless it is nearer than `spacing` to the last one. Returns whether it was added.
bool extend_stroke(Stroke& stroke, PadPoint point, float spacing = 3);

/// A plain drawing of a digit 0..9, for those who cannot draw and for tests.
Strokes sample_digit(int digit);

}  // namespace nabla::lessons::mnist
