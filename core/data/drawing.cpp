#include "core/data/drawing.h"

#include <algorithm>
#include <cmath>

namespace nabla {

Affine place(Draws& draws, const PlacementOptions& o) {
    const float width = draws.between(o.width_low, o.width_high), height = draws.between(o.height_low, o.height_high);
    const float turn = draws.between(-o.turn, o.turn), slant = draws.between(-o.slant, o.slant);
    const float c = std::cos(turn), s = std::sin(turn);
    // turn * slant * scale; the slant pushes the top to the right
    Affine a{.xx = c * width, .xy = (-c * slant - s) * height, .yx = s * width, .yy = (-s * slant + c) * height};
    const auto middle = a({0.5f, 0.5f});
    a.dx = o.size / 2 - middle.x + draws.between(-o.move, o.move);
    a.dy = o.size / 2 - middle.y + draws.between(-o.move, o.move);
    return a;
}

void Picture::stroke(std::span<const Point> points, float radius, float grey) {
    const float reach = radius + 1;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const Point p = points[i], q = points[i + 1];
        const float ux = q.x - p.x, uy = q.y - p.y, length2 = std::max(ux * ux + uy * uy, 1e-6f);
        const int x0 = std::max(0, static_cast<int>(std::min(p.x, q.x) - reach)), x1 = std::min(side_ - 1, static_cast<int>(std::max(p.x, q.x) + reach));
        const int y0 = std::max(0, static_cast<int>(std::min(p.y, q.y) - reach)), y1 = std::min(side_ - 1, static_cast<int>(std::max(p.y, q.y) + reach));
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x) {
                const float vx = static_cast<float>(x) + 0.5f - p.x, vy = static_cast<float>(y) + 0.5f - p.y;
                const float t = std::clamp((vx * ux + vy * uy) / length2, 0.0f, 1.0f);
                const float ex = vx - t * ux, ey = vy - t * uy, distance2 = ex * ex + ey * ey;
                if (distance2 >= (radius + 0.5f) * (radius + 0.5f)) continue;
                const float coverage = std::min(1.0f, radius + 0.5f - std::sqrt(distance2));
                at(x, y) = std::max(at(x, y), grey * coverage);
            }
    }
}

void Picture::fill(std::span<const Point> outline, float grey) {
    constexpr int lines = 4;
    std::vector<float> crossings, coverage(static_cast<std::size_t>(side_));
    for (int y = 0; y < side_; ++y) {
        std::fill(coverage.begin(), coverage.end(), 0.0f);
        for (int line = 0; line < lines; ++line) {
            const float at_y = static_cast<float>(y) + (static_cast<float>(line) + 0.5f) / lines;
            crossings.clear();
            for (std::size_t i = 0; i < outline.size(); ++i) {
                const Point p = outline[i], q = outline[(i + 1) % outline.size()];
                if ((p.y <= at_y) != (q.y <= at_y)) crossings.push_back(p.x + (at_y - p.y) / (q.y - p.y) * (q.x - p.x));
            }
            std::sort(crossings.begin(), crossings.end());
            for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
                const float from = std::max(crossings[i], 0.0f), to = std::min(crossings[i + 1], static_cast<float>(side_));
                for (int x = static_cast<int>(from); static_cast<float>(x) < to; ++x) {
                    const auto left = static_cast<float>(x);
                    coverage[static_cast<std::size_t>(x)] += (std::min(to, left + 1) - std::max(from, left)) / lines;
                }
            }
        }
        for (int x = 0; x < side_; ++x) at(x, y) += (grey - at(x, y)) * std::min(coverage[static_cast<std::size_t>(x)], 1.0f);
    }
}

void Picture::write(std::uint8_t* pixels, float top) const {
    for (std::size_t i = 0; i < grey_.size(); ++i) pixels[i] = static_cast<std::uint8_t>(std::clamp(grey_[i], 0.0f, 1.0f) * top + 0.5f);
}

std::vector<Point> smooth(std::span<const Point> points, int pieces) {
    std::vector<Point> curve;
    const auto last = points.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        const Point p0 = points[i ? i - 1 : 0], p1 = points[i], p2 = points[i + 1], p3 = points[std::min(i + 2, last)];
        for (int k = 0; k < pieces; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(pieces), t2 = t * t, t3 = t2 * t;
            const auto mix = [&](float a, float b, float c, float d) {
                return 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3);
            };
            curve.push_back({mix(p0.x, p1.x, p2.x, p3.x), mix(p0.y, p1.y, p2.y, p3.y)});
        }
    }
    curve.push_back(points[last]);
    return curve;
}

}  // namespace nabla
