#pragma once
#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/text.h"
#include "lessons/kit/theme.h"

namespace nabla {

class TextureStore;

/// Where things with a name were drawn in this frame: for tests, for the page's overlays, for pointing at them.
class WidgetMap {
public:
    struct Entry {
        std::string id;
        ImVec2 min, max;
    };
    void clear() { entries_.clear(); }
    void add(std::string_view id, ImVec2 min, ImVec2 max);
    const Entry* find(std::string_view id) const;
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
};

/// A number or a name to be typed: the page lays a real input field over the rectangle and answers with setControl.
struct EditRequest {
    std::string id, label, value;
    double min = 0, max = 0;   // equal: any text
    ImVec2 position, size;
};

/// What every widget and figure needs of the frame it is drawn in. One object, made by the application for each frame.
/// ImGui works in CSS pixels throughout; the backend multiplies by theme.pixel_ratio once.
struct Ui {
    const Theme& theme;
    Language language = Language::en;
    WidgetMap& widgets;
    TextureStore& textures;
    std::function<void(EditRequest)> edit;
    /// Session::set_control, done after the frame: the list that is being drawn stays whole until then.
    std::function<void(std::string id, Json value)> set_control;
    bool touch = false;            // the last pointer was a finger: targets of 44 px, no hover
    bool reduced_motion = false;
    double time = 0, delta = 0;    // seconds
    double pace = 1;               // of animated figures, 0.1 to 10: they move on by pace * delta
    bool animate = false;          // out: draw again next frame
    float pinch = 1;               // this frame's zoom by two fingers, about pinch_center
    ImVec2 pinch_center{};

    /// Tooltip to show above everything at the end of the frame; the last one asked for wins.
    struct Tip {
        std::string text;          // lines are wrapped at words; '\n' starts a new one
        ImVec2 anchor_min, anchor_max;
    };
    Tip tip;
    /// What a finger has tapped open stays open until something else is tapped (hover does not exist there).
    std::string pinned;
    bool pinned_now = false;       // this frame's tap did it
    std::string_view reveal = {};  // the widget of this id is scrolled into sight
    std::string_view edit_after = {};  // Tab has left this blank: the next one opens
    bool edit_after_passed = false;
    bool pointer_taken = false;    // a widget follows this drag; the panel under it must not scroll

    void pin(std::string_view id) {
        pinned = pinned == id ? std::string_view{} : id;
        pinned_now = true;
    }
    const char* tr(const char* ko, const char* en) const { return language == Language::ko ? ko : en; }
    const std::string& tr(const Text& text) const { return text.in(language); }
    /// Height of a control: 32 for a mouse, 44 for a finger.
    float control_height() const { return touch ? 44.0f : 32.0f; }

    /// Moves the number kept under `id` towards target (0..1 say) within `seconds`; asks for frames while it moves.
    float ease(ImGuiID id, float target, float seconds = 0.12f);
};

}  // namespace nabla
