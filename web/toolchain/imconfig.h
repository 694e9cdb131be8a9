// Dear ImGui's compile-time configuration (IMGUI_USER_CONFIG), the same for every file that includes imgui.h.
#pragma once

// WebGL2 has no base-vertex draws, so 16-bit indices would end at 65,536 vertices a list.
#define ImDrawIdx unsigned int
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
