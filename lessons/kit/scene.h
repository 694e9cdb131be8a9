#pragma once
#include <imgui.h>

#include <memory>
#include <string_view>

#include "core/session/session.h"
#include "lessons/kit/ui.h"

namespace nabla {

/// What a scene gets for one frame. It reads the session and acts through its methods; it owns only what is on screen
/// (textures, hover, scroll), never what the learner made: that is lesson_state.
struct SceneContext {
    Session& session;
    Ui& ui;                  // theme, language, time, named targets; set ui.animate to be drawn again next frame
    ImVec2 origin, size;     // the figure's area, CSS pixels
    /// Words of the open step's label, in the present language; the key itself where the text has none.
    const char* label(std::string_view key) const;
};

/// The moving picture of one lesson. Draws into the current ImGui window, inside origin/size.
class Scene {
public:
    virtual ~Scene() = default;
    virtual void draw(SceneContext& context) = 0;
    /// True for a figure control that draw() shows itself (kit::control); the panel then leaves it out.
    virtual bool draws_control(std::string_view) const { return false; }
    /// False for a step whose figure needs the place of the live plots below it; these stand in the panel then. `narrow`: a
    /// phone, where figure and panel take turns.
    virtual bool wants_plots(std::string_view /*step*/, bool /*narrow*/) const { return true; }
};

}  // namespace nabla
