#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/random/rng.h"

namespace nabla {

struct Point {
    float x = 0, y = 0;
};

/// Uniform and normal numbers one after another, from one row's own stream.
class Draws {
public:
    explicit Draws(Rng rng) : rng_(rng) {}
    float between(float low, float high) { return low + (high - low) * rng_.uniform(next_++); }
    float normal(float deviation) { return deviation * static_cast<float>(rng_.normal(next_++ + 1'000'000)); }
    std::uint32_t below(std::uint32_t bound) { return rng_.below(next_++, bound); }

private:
    Rng rng_;
    std::uint64_t next_ = 0;
};

/// p -> matrix p + offset: from a figure's own unit square (y down) to pixels.
struct Affine {
    float xx = 1, xy = 0, yx = 0, yy = 1, dx = 0, dy = 0;
    Point operator()(Point p) const { return {xx * p.x + xy * p.y + dx, yx * p.x + yy * p.y + dy}; }
};
/// A unit square placed around the middle of an image: turned, slanted, scaled, moved by random amounts.
struct PlacementOptions {
    float size = 28;                               // of the image, pixels
    float width_low = 12, width_high = 19, height_low = 17, height_high = 21;
    float turn = 0.2f, slant = 0.25f, move = 1.5f; // radians, share of the height, pixels
};
Affine place(Draws& draws, const PlacementOptions& options);

/// An anti-aliased grey picture.
class Picture {
public:
    explicit Picture(int side) : side_(side), grey_(static_cast<std::size_t>(side * side)) {}

    /// A line of round pen along the points, `radius` pixels; a pixel is as dark as the nearest part of the line makes it.
    void stroke(std::span<const Point> points, float radius, float grey = 1);
    /// The inside of a closed outline (even-odd), exact coverage along x, four scan lines a pixel along y.
    void fill(std::span<const Point> outline, float grey = 1);
    float& at(int x, int y) { return grey_[static_cast<std::size_t>(y * side_ + x)]; }
    /// 0..1 becomes 0..top.
    void write(std::uint8_t* pixels, float top = 255) const;

private:
    int side_;
    std::vector<float> grey_;
};

/// A smooth curve through the points (Catmull-Rom), as many straight pieces between two of them as asked.
std::vector<Point> smooth(std::span<const Point> points, int pieces = 5);

}  // namespace nabla
