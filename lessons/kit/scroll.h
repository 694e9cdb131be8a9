#pragma once
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// A part of a figure that is taller than its place: wheel, and a finger that drags with some momentum.
class Scroll {
public:
    /// Everything up to end() is clipped to `area`. Returns where the content begins: `area`, moved up by what was scrolled.
    Box begin(Ui& ui, std::string_view id, Box area);
    /// `height` of the content; a thin bar shows where one is if it does not fit.
    void end(Ui& ui, float height);
    /// Brings y..y+height of the content into sight at the next frame.
    void reveal(float y, float height);

private:
    Box area_{};
    float speed_ = 0;            // of the finger, px a second
    float reveal_y_ = -1, reveal_height_ = 0;
    bool dragging_ = false;
};

}  // namespace nabla::kit
