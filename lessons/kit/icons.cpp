#include "lessons/kit/icons.h"

#include <cmath>
#include <initializer_list>

namespace nabla::kit {
namespace {

/// A pen on the icon's own 16 x 16 grid, origin at its middle.
struct Pen {
    ImDrawList* draw;
    ImVec2 center;
    float unit;
    ImU32 color;
    float thickness;

    ImVec2 at(float x, float y) const { return {center.x + x * unit, center.y + y * unit}; }
    void line(std::initializer_list<ImVec2> points, bool closed = false) const {
        for (const ImVec2& p : points) draw->PathLineTo(at(p.x, p.y));
        draw->PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
    }
    void fill(std::initializer_list<ImVec2> points) const {
        for (const ImVec2& p : points) draw->PathLineTo(at(p.x, p.y));
        draw->PathFillConvex(color);
    }
    void arc(float x, float y, float radius, float from, float to) const {
        draw->PathArcTo(at(x, y), radius * unit, from, to, 24);
        draw->PathStroke(color, ImDrawFlags_None, thickness);
    }
    void circle(float x, float y, float radius) const { draw->AddCircle(at(x, y), radius * unit, color, 24, thickness); }
    void dot(float x, float y, float radius) const { draw->AddCircleFilled(at(x, y), radius * unit, color, 16); }
    void box(float x0, float y0, float x1, float y1) const { draw->AddRectFilled(at(x0, y0), at(x1, y1), color, unit); }
};

/// Three quarters of a circle with an arrow head, turning back (undo, reset) or forward (redo).
void turn(const Pen& p, bool back) {
    constexpr float pi = 3.14159265f;
    const float s = back ? 1.0f : -1.0f;
    if (back) p.arc(0, 0.5f, 5, -pi * 0.75f, pi * 0.85f);
    else p.arc(0, 0.5f, 5, pi * 0.15f, pi * 1.75f);
    p.line({{-4.2f * s, -6.5f}, {-4.2f * s, -2.8f}, {-0.5f * s, -2.8f}});
}

void bend(const Pen& p, float s) {
    p.line({{-2 * s, -6}, {-5.5f * s, -2.5f}, {-2 * s, 1}});
    p.line({{-5 * s, -2.5f}, {2 * s, -2.5f}, {4.5f * s, -1.4f}, {5.5f * s, 1.2f}, {4.5f * s, 3.8f}, {2 * s, 5}, {-1.5f * s, 5}});
}

}  // namespace

void draw_icon(ImDrawList* draw, Icon icon, ImVec2 center, float size, ImU32 color, float thickness) {
    const Pen p{draw, center, size / 16, color, thickness * size / 16};
    switch (icon) {
        case Icon::none: break;
        case Icon::play: p.fill({{-4, -6}, {6.5f, 0}, {-4, 6}}); break;
        case Icon::pause: p.box(-4.5f, -5.5f, -1.5f, 5.5f), p.box(1.5f, -5.5f, 4.5f, 5.5f); break;
        case Icon::step_batch: p.fill({{-5.5f, -5}, {2.5f, 0}, {-5.5f, 5}}), p.box(3.5f, -5, 5.5f, 5); break;
        case Icon::step_epoch:
            p.fill({{-7, -5}, {-0.5f, 0}, {-7, 5}}), p.fill({{-1, -5}, {5.5f, 0}, {-1, 5}}), p.box(5.5f, -5, 7.3f, 5);
            break;
        case Icon::reset: turn(p, true); break;
        case Icon::undo: bend(p, 1); break;
        case Icon::redo: bend(p, -1); break;
        case Icon::back: p.line({{2.5f, -5}, {-2.5f, 0}, {2.5f, 5}}); break;
        case Icon::next: p.line({{-2.5f, -5}, {2.5f, 0}, {-2.5f, 5}}); break;
        case Icon::up: p.line({{-5, 2.5f}, {0, -2.5f}, {5, 2.5f}}); break;
        case Icon::down: p.line({{-5, -2.5f}, {0, 2.5f}, {5, -2.5f}}); break;
        case Icon::plus: p.line({{-5, 0}, {5, 0}}), p.line({{0, -5}, {0, 5}}); break;
        case Icon::minus: p.line({{-5, 0}, {5, 0}}); break;
        case Icon::close: p.line({{-4.5f, -4.5f}, {4.5f, 4.5f}}), p.line({{-4.5f, 4.5f}, {4.5f, -4.5f}}); break;
        case Icon::eye:
        case Icon::eye_off:
            p.line({{-7, 0}, {-4.5f, -3}, {-1.5f, -4.4f}, {1.5f, -4.4f}, {4.5f, -3}, {7, 0}, {4.5f, 3}, {1.5f, 4.4f}, {-1.5f, 4.4f}, {-4.5f, 3}}, true);
            if (icon == Icon::eye) p.dot(0, 0, 2.2f);
            else p.line({{-5.5f, 5.5f}, {5.5f, -5.5f}});
            break;
        case Icon::check: p.line({{-5.5f, 0.5f}, {-1.8f, 4}, {5.5f, -4}}); break;
        case Icon::warning:
            p.line({{0, -6.2f}, {7, 6}, {-7, 6}}, true);
            p.line({{0, -1.8f}, {0, 2}}), p.dot(0, 4.1f, 0.95f);
            break;
        case Icon::target: p.circle(0, 0, 6), p.circle(0, 0, 2.5f); break;
        case Icon::pencil: p.line({{-6, 6}, {-5, 2.5f}, {3.5f, -6}, {6, -3.5f}, {-2.5f, 5}}, true); break;
        case Icon::more: p.dot(-5, 0, 1.3f), p.dot(0, 0, 1.3f), p.dot(5, 0, 1.3f); break;
        case Icon::grip: p.line({{-5, -2}, {5, -2}}), p.line({{-5, 2}, {5, 2}}); break;
        case Icon::search: p.circle(-1, -1, 4.5f), p.line({{2.4f, 2.4f}, {6, 6}}); break;
    }
}

}  // namespace nabla::kit
