#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lessons/kit/icons.h"
#include "lessons/kit/type.h"
#include "lessons/kit/ui.h"

/// Controls of the canvas, drawn without ImGui's own style. Each stands at ImGui's cursor, takes `width` (0: what is
/// left of the line) and moves the cursor below itself. `id` is also its name in Ui::widgets.
namespace nabla::kit {

struct ButtonOptions {
    enum class Look { primary, plain, quiet } look = Look::plain;
    Icon icon = Icon::none;
    float width = 0;               // 0: as the words need
    float height = 0;              // 0: Ui::control_height()
    bool enabled = true, selected = false;
    std::string_view hint = {};
};
bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options = {});
/// Square, icon alone; `name` is its hint.
bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view name, const ButtonOptions& options = {});

struct FieldOptions {
    float width = 0;
    bool enabled = true;
    std::string_view hint = {};
};
/// Returns true when the learner switched it; `value` is then changed.
bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& value, const FieldOptions& options = {});

struct SliderOptions {
    double min = 0, max = 1, step = 0;   // step 0: continuous
    bool logarithmic = false;            // moved in decades; step is ignored, values have two digits
    float width = 0;
    bool enabled = true, editable = true;
    std::string_view hint = {};
    int digits = 4;
};
/// Label at the left, number at the right, track below. A double click (or tap) on the number asks for typing.
bool slider(Ui& ui, std::string_view id, std::string_view label, double& value, const SliderOptions& options);
/// Label, minus, number, plus.
bool stepper(Ui& ui, std::string_view id, std::string_view label, std::int64_t& value, const SliderOptions& options);

struct Choice {
    std::string_view value, label;
};
/// One of several: a field that opens a list. Returns true with `value` changed to the chosen one's.
bool select(Ui& ui, std::string_view id, std::string_view label, std::string& value, std::span<const Choice> choices,
            const FieldOptions& options = {});
/// Two to five short choices side by side.
bool segmented(Ui& ui, std::string_view id, std::string& value, std::span<const Choice> choices,
               const FieldOptions& options = {});

/// A word in small muted letters above a group of controls.
void caption(Ui& ui, std::string_view text);
/// Sentence(s) in the flow, wrapped at words.
void paragraph(Ui& ui, std::string_view text, Type type, ImU32 color, float width = 0);
/// A small labelled pill: "generated data", "done".
void badge(Ui& ui, std::string_view text, ImU32 ink, ImU32 ground);
void gap(float height);

/// Shows `text` near the item while it is hovered, or pinned by a tap.
void hint(Ui& ui, std::string_view id, std::string_view text, ImVec2 min, ImVec2 max, bool hovered);
/// A card of values beside a point of a figure, kept inside the canvas. Pairs of name and value.
struct InspectorLine {
    std::string_view name, value;
    ImU32 color = 0;               // a swatch; 0: none
};
void inspector(Ui& ui, ImVec2 beside, std::string_view title, std::span<const InspectorLine> lines);
/// The application calls it once, after everything else.
void draw_tip(Ui& ui);

/// An invisible target in a figure: registers its rectangle, tells whether it is hovered (or pinned by a tap) or pressed.
struct Target {
    bool hovered = false, pressed = false, held = false;
};
Target target(Ui& ui, std::string_view id, ImVec2 min, ImVec2 max);

}  // namespace nabla::kit
