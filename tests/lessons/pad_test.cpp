#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "lessons/mnist/pad.h"

using namespace nabla::lessons::mnist;
using Catch::Matchers::WithinAbs;

namespace {

struct Ink {
    int left = image_side, right = -1, top = image_side, bottom = -1;
    double x = 0, y = 0, mass = 0;
};

Ink ink_of(const PadImage& image) {
    Ink ink;
    for (int i = 0; i < image_pixels; ++i) {
        const double value = image.pixels[static_cast<std::size_t>(i)];
        if (value <= 0) continue;
        const int column = i % image_side, row = i / image_side;
        ink.left = std::min(ink.left, column), ink.right = std::max(ink.right, column);
        ink.top = std::min(ink.top, row), ink.bottom = std::max(ink.bottom, row);
        ink.mass += value, ink.x += value * column, ink.y += value * row;
    }
    ink.x /= ink.mass, ink.y /= ink.mass;
    return ink;
}

/// The drawing at another place and size.
Strokes moved(Strokes strokes, float scale, float dx, float dy) {
    for (Stroke& stroke : strokes)
        for (PadPoint& p : stroke) p = {p.x * scale + dx, p.y * scale + dy};
    return strokes;
}

double difference(const PadImage& a, const PadImage& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
    return sum;
}

}  // namespace

TEST_CASE("Pad: every drawing fits 20 x 20 and has its centre of mass at pixel (14, 14)") {
    for (int digit = 0; digit < 10; ++digit) {
        for (const auto& strokes : {sample_digit(digit), moved(sample_digit(digit), 0.3f, 180, 10), moved(sample_digit(digit), 0.5f, 0, 140)}) {
            CAPTURE(digit);
            const Ink ink = ink_of(center_drawing(strokes));
            CHECK_THAT(ink.x, WithinAbs(14, 0.5));
            CHECK_THAT(ink.y, WithinAbs(14, 0.5));
            CHECK(ink.right - ink.left < 20);
            CHECK(ink.bottom - ink.top < 20);
            CHECK(std::max(ink.right - ink.left, ink.bottom - ink.top) >= 17);   // and fills the box
        }
    }
}

TEST_CASE("Pad: where and how large a digit is drawn changes little of its picture") {
    const PadImage large = center_drawing(sample_digit(5)), small = center_drawing(moved(sample_digit(5), 0.4f, 150, 20));
    CHECK(difference(large, small) < 0.2 * ink_of(large).mass);
    CHECK(difference(large, center_drawing(sample_digit(2))) > 0.8 * ink_of(large).mass);
}

TEST_CASE("Pad: nothing, a dot and a line across the pad are pictures too") {
    CHECK(center_drawing({}).empty);
    CHECK(center_drawing({{}}).empty);
    const Ink dot = ink_of(center_drawing({{{270, 10}}}));
    CHECK(dot.right - dot.left <= 3);
    CHECK_THAT(dot.x, WithinAbs(14, 0.5));
    const Ink line = ink_of(center_drawing({{{0, 140}, {280, 140}}}));
    CHECK(line.right - line.left < 20);
    CHECK_THAT(line.y, WithinAbs(14, 0.5));
}

TEST_CASE("Pad: ink stays inside the picture however lopsided the drawing is") {
    // A heavy scribble at the end of a long thin line pulls the centre of mass towards itself.
    Strokes strokes{{{5, 140}, {275, 140}}};
    for (int i = 0; i < 40; ++i) strokes.push_back({{5.0f + static_cast<float>(i % 8), 120}, {5.0f + static_cast<float>(i % 8), 160}});
    const Ink ink = ink_of(center_drawing(strokes));
    CHECK(ink.left >= 0);
    CHECK(ink.right < image_side);
    const PadImage image = center_drawing(strokes);
    double rim = 0;
    for (int i = 0; i < image_side; ++i) rim += image.pixels[static_cast<std::size_t>(i * image_side + 27)];
    CHECK(rim <= 3);   // the line ends inside: no ink is cut off
}

TEST_CASE("Pad: strokes survive lesson_state, and nonsense in it does no harm") {
    const Strokes strokes = sample_digit(3);
    CHECK(strokes_from_json(strokes_to_json(strokes)) == strokes);
    CHECK(strokes_from_json(nabla::Json::parse(R"([[1, "x", 3, 4, 5], "no", [], [9]])")) == Strokes{{{3, 4}}});
    CHECK(strokes_from_json(nabla::Json::parse("[[-50, 900]]")) == Strokes{{{0, pad_side}}});
}

TEST_CASE("Pad: points nearer than the spacing are left out") {
    Stroke stroke;
    CHECK(extend_stroke(stroke, {10, 10}));
    CHECK_FALSE(extend_stroke(stroke, {11, 11}));
    CHECK(extend_stroke(stroke, {14, 10}));
    CHECK(stroke.size() == 2);
}
