#include <algorithm>
#include <array>
#include <span>

#include "lessons/mnist/pad.h"

namespace nabla::lessons::mnist {
namespace {

/// Corner points of each digit's strokes on the pad; a curve through them is what a hand would draw.
const std::array<Strokes, 10>& corners() {
    static const std::array<Strokes, 10> digits{{
        {{{150, 40}, {105, 60}, {82, 125}, {90, 200}, {130, 240}, {175, 225}, {200, 160}, {192, 85}, {155, 42}, {140, 40}}},
        {{{158, 42}, {150, 110}, {142, 180}, {134, 240}}},
        {{{85, 90}, {105, 55}, {145, 45}, {180, 70}, {178, 115}, {135, 170}, {85, 230}}, {{85, 230}, {140, 226}, {205, 228}}},
        {{{88, 65}, {125, 45}, {170, 55}, {178, 95}, {150, 128}, {118, 135}}, {{118, 135}, {165, 140}, {192, 175}, {180, 220}, {135, 240}, {85, 222}}},
        {{{100, 45}, {88, 100}, {80, 150}}, {{80, 150}, {130, 148}, {205, 145}}, {{180, 50}, {174, 130}, {165, 240}}},
        {{{192, 45}, {150, 46}, {105, 50}}, {{105, 50}, {100, 90}, {94, 128}}, {{94, 128}, {135, 112}, {180, 130}, {192, 180}, {165, 228}, {120, 240}, {82, 222}}},
        {{{165, 40}, {125, 90}, {98, 150}, {96, 205}, {130, 240}, {172, 222}, {180, 180}, {150, 155}, {112, 170}, {98, 200}}},
        {{{80, 60}, {140, 56}, {202, 52}}, {{202, 52}, {175, 120}, {145, 185}, {128, 240}}},
        {{{175, 68}, {140, 42}, {105, 65}, {108, 105}, {145, 138}, {178, 175}, {170, 225}, {130, 240}, {98, 215}, {105, 175}, {145, 138}, {178, 100}, {174, 66}}},
        {{{182, 85}, {150, 48}, {108, 62}, {98, 105}, {125, 135}, {165, 125}, {184, 85}}, {{184, 85}, {176, 150}, {160, 205}, {150, 240}}},
    }};
    return digits;
}

/// Catmull-Rom: a curve that passes through every corner.
Stroke curve(std::span<const PadPoint> p) {
    constexpr int pieces = 6;
    const auto at = [&](std::ptrdiff_t i) { return p[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(p) - 1))]; };
    Stroke stroke;
    extend_stroke(stroke, p[0]);
    for (std::ptrdiff_t i = 0; i + 1 < std::ssize(p); ++i)
        for (int k = 1; k <= pieces; ++k) {
            const float t = static_cast<float>(k) / pieces, t2 = t * t, t3 = t2 * t;
            const auto mixed = [&](float a, float b, float c, float d) {
                return 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3);
            };
            extend_stroke(stroke, {mixed(at(i - 1).x, at(i).x, at(i + 1).x, at(i + 2).x),
                                   mixed(at(i - 1).y, at(i).y, at(i + 1).y, at(i + 2).y)});
        }
    return stroke;
}

}  // namespace

Strokes sample_digit(int digit) {
    Strokes strokes;
    for (const Stroke& points : corners()[static_cast<std::size_t>(std::clamp(digit, 0, 9))]) strokes.push_back(curve(points));
    return strokes;
}

}  // namespace nabla::lessons::mnist
