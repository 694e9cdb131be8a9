#pragma once
#include <imgui.h>

#include <algorithm>

namespace nabla::kit {

/// A rectangle of a figure, and how to divide it. cut_... takes a piece off and leaves the rest.
struct Box {
    ImVec2 min, max;

    static Box at(ImVec2 corner, float width, float height) { return {corner, {corner.x + width, corner.y + height}}; }
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    ImVec2 center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
    ImVec2 size() const { return {width(), height()}; }
    bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
    Box inset(float x, float y) const { return {{min.x + x, min.y + y}, {max.x - x, max.y - y}}; }
    Box inset(float by) const { return inset(by, by); }

    Box cut_top(float height, float gap = 0) {
        const Box piece{min, {max.x, min.y + height}};
        min.y += height + gap;
        return piece;
    }
    Box cut_bottom(float height, float gap = 0) {
        const Box piece{{min.x, max.y - height}, max};
        max.y -= height + gap;
        return piece;
    }
    Box cut_left(float width, float gap = 0) {
        const Box piece{min, {min.x + width, max.y}};
        min.x += width + gap;
        return piece;
    }
    Box cut_right(float width, float gap = 0) {
        const Box piece{{max.x - width, min.y}, max};
        max.x -= width + gap;
        return piece;
    }
    /// The largest square inside, at the left top.
    Box square() const {
        const float side = std::min(width(), height());
        return at(min, side, side);
    }
};

}  // namespace nabla::kit
