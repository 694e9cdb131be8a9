#include "lessons/mnist/pad.h"

#include <algorithm>
#include <cmath>

namespace nabla::lessons::mnist {
namespace {

constexpr float box_side = 20, mass_center = 14;
constexpr float pad_pen = 11;   // radius of the pen on the pad
constexpr float pen = 1.2f;     // radius in the picture: with its soft rim about as wide as MNIST's own lines

float distance_to_segment(PadPoint p, PadPoint a, PadPoint b) {
    const float dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    const float t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0f, 1.0f) : 0.0f;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

struct Placement {
    float scale, shift_x, shift_y;
    PadPoint operator()(PadPoint p) const { return {p.x * scale + shift_x, p.y * scale + shift_y}; }
};

/// A pixel's ink falls from 1 to 0 over one pixel at the edge of the line.
void draw(const Strokes& strokes, const Placement& place, std::array<float, image_pixels>& pixels) {
    pixels.fill(0);
    const auto segment = [&](PadPoint a, PadPoint b) {
        const float reach = pen + 1;
        const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
        const int right = std::min(image_side - 1, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
        const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
        const int bottom = std::min(image_side - 1, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
        for (int y = top; y <= bottom; ++y)
            for (int x = left; x <= right; ++x) {
                const float d = distance_to_segment({static_cast<float>(x), static_cast<float>(y)}, a, b);
                float& pixel = pixels[static_cast<std::size_t>(y * image_side + x)];
                pixel = std::max(pixel, std::clamp(pen + 0.5f - d, 0.0f, 1.0f));
            }
    };
    for (const Stroke& stroke : strokes) {
        if (stroke.size() == 1) segment(place(stroke[0]), place(stroke[0]));
        for (std::size_t i = 1; i < stroke.size(); ++i) segment(place(stroke[i - 1]), place(stroke[i]));
    }
}

PadPoint center_of_mass(const std::array<float, image_pixels>& pixels) {
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < image_pixels; ++i) {
        const double ink = pixels[static_cast<std::size_t>(i)];
        mass += ink, x += ink * (i % image_side), y += ink * (i / image_side);
    }
    if (mass == 0) return {mass_center, mass_center};
    return {static_cast<float>(x / mass), static_cast<float>(y / mass)};
}

bool bounds(const Strokes& strokes, PadPoint& low, PadPoint& high) {
    low = {pad_side, pad_side}, high = {0, 0};
    bool any = false;
    for (const Stroke& stroke : strokes)
        for (PadPoint p : stroke) {
            any = true;
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    return any;
}

}  // namespace

PadImage center_drawing(const Strokes& strokes) {
    PadImage image;
    PadPoint low, high;
    if (!bounds(strokes, low, high)) return image;
    image.empty = false;
    const float extent = std::max(high.x - low.x, high.y - low.y);
    // The pen's width counts towards the 20 pixels.
    image.scale = extent > 0 ? std::min((box_side - 1 - 2 * pen) / extent, 1.0f) : 1.0f;   // the rim takes half a pixel a side
    image.box_min = {low.x - pad_pen, low.y - pad_pen};
    image.box_max = {high.x + pad_pen, high.y + pad_pen};

    Placement place{image.scale, mass_center - image.scale * (low.x + high.x) / 2,
                    mass_center - image.scale * (low.y + high.y) / 2};
    // Moving by a part of a pixel changes the raster, and with it the centre: the second round ends within 0.01.
    for (int round = 0; round < 3; ++round) {
        draw(strokes, place, image.pixels);
        image.center = center_of_mass(image.pixels);
        if (round == 2) break;
        const float edge = pen + 0.5f;
        place.shift_x = std::clamp(place.shift_x + mass_center - image.center.x, edge - 0.5f - image.scale * low.x,
                                   image_side - 0.5f - edge - image.scale * high.x);
        place.shift_y = std::clamp(place.shift_y + mass_center - image.center.y, edge - 0.5f - image.scale * low.y,
                                   image_side - 0.5f - edge - image.scale * high.y);
    }
    return image;
}

bool extend_stroke(Stroke& stroke, PadPoint point, float spacing) {
    point = {std::clamp(std::round(point.x), 0.0f, pad_side), std::clamp(std::round(point.y), 0.0f, pad_side)};
    if (!stroke.empty() && std::hypot(point.x - stroke.back().x, point.y - stroke.back().y) < spacing) return false;
    stroke.push_back(point);
    return true;
}

Json strokes_to_json(const Strokes& strokes) {
    Json json = Json::array();
    for (const Stroke& stroke : strokes) {
        Json numbers = Json::array();
        for (PadPoint p : stroke) {
            numbers.push_back(static_cast<int>(std::lround(p.x)));
            numbers.push_back(static_cast<int>(std::lround(p.y)));
        }
        json.push_back(std::move(numbers));
    }
    return json;
}

Strokes strokes_from_json(const Json& json) {
    Strokes strokes;
    if (!json.is_array()) return strokes;
    for (const Json& numbers : json) {
        Stroke stroke;
        if (numbers.is_array())
            for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
                if (numbers[i].is_number() && numbers[i + 1].is_number())
                    extend_stroke(stroke, {numbers[i].get<float>(), numbers[i + 1].get<float>()}, 0);
        if (!stroke.empty()) strokes.push_back(std::move(stroke));
    }
    return strokes;
}

}  // namespace nabla::lessons::mnist
