#pragma once
#include <imgui.h>

namespace nabla {

/// SDL's events, handed on to ImGui, and what ImGui does not know: fingers, pinches, closing.
struct Input {
    bool quit = false;
    bool touch = false;            // the last pointer was a finger
    float pinch = 1;               // of this frame's events
    ImVec2 pinch_center{};         // CSS pixels

    /// True if there was any event.
    bool poll(float width, float height);
};

}  // namespace nabla
