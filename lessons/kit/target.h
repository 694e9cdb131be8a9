#pragma once
#include <imgui.h>

#include <string_view>

#include "lessons/kit/ui.h"

namespace nabla::kit {

struct Target {
    bool hovered = false;    // by a mouse; a finger does not hover
    bool pressed = false;    // clicked or tapped, on release
    bool held = false;       // the pointer went down on it and is still down
    bool pinned = false;     // a tap opened its inspector; another tap anywhere closes it
    ImGuiID id = 0;
    bool shown() const { return hovered || pinned; }
};

/// A place that can be pointed at: every widget and every named part of a figure is one. Registers its rectangle under
/// `id`. ImGui's cursor stays where it was.
Target target(Ui& ui, std::string_view id, ImVec2 min, ImVec2 max, bool enabled = true);
/// The same for a part of a figure: a tap pins it, so that what a mouse shows on hover a finger can see too.
Target figure_target(Ui& ui, std::string_view id, ImVec2 min, ImVec2 max);
/// True while this pointer moves something along x: a mouse at once, a finger once it goes sideways rather than up or down.
bool follows_sideways(Ui& ui, const Target& target);

}  // namespace nabla::kit
