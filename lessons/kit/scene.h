#pragma once
#include <imgui.h>

#include <memory>

#include "core/session/session.h"

namespace nabla {

struct Theme;

/// What a scene gets for one frame. It reads the session and acts through its methods; it owns only what is on screen
/// (textures, hover, scroll), never what the learner made: that is lesson_state.
struct SceneContext {
    Session& session;
    const Theme& theme;
    ImVec2 origin, size;     // the figure's area, in CSS pixels x scale
    float scale;             // one factor for everything: CSS pixel -> ImGui unit (1 where ImGui works in CSS pixels)
    Language language;
    bool reduced_motion;
    double time, delta;      // seconds
    bool& animate;           // set true to be drawn again next frame
    /// Words of the open step's label, in the present language.
    const char* label(std::string_view key) const;
};

/// The moving picture of one lesson. Draws into the current ImGui window, inside origin/size.
class Scene {
public:
    virtual ~Scene() = default;
    virtual void draw(SceneContext& context) = 0;
};

}  // namespace nabla
