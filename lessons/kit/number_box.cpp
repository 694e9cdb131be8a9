#include "lessons/kit/number_box.h"

#include <algorithm>
#include <string>

#include "core/number_text.h"
#include "lessons/kit/slider.h"
#include "lessons/kit/target.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

std::string plain(const Json& value, int digits = 7) {
    char text[32];
    return value.is_number() ? std::string(format_setting(text, value.get<double>(), digits)) : std::string();
}

/// As many digits as the box has room for: what a calculation came to may have many.
std::string fitting(const Theme& theme, const Json& value, Type type, float width) {
    std::string text = plain(value);
    for (int digits = 6; digits >= 3 && text_size(theme, type, text).x > width; --digits) text = plain(value, digits);
    return text;
}

/// True for the blank that is drawn behind the one Tab has left.
bool reached_by_tab(Ui& ui, std::string_view id, bool enabled) {
    if (ui.edit_after.empty()) return false;
    if (ui.edit_after_passed && enabled) {
        ui.edit_after = {};
        return true;
    }
    ui.edit_after_passed = ui.edit_after_passed || id == ui.edit_after;
    return false;
}

}  // namespace

void blank(Ui& ui, std::string_view id, Box box, const Json& value, const BlankOptions& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Target t = target(ui, id, box.min, box.max, options.enabled);
    const bool empty = !value.is_number();
    const ImU32 edge = options.good ? theme.good : options.wrong ? theme.warning : theme.accent;
    const float hover = ui.ease(t.id, t.hovered || t.held ? 1.0f : 0.0f);
    draw->AddRectFilled(box.min, box.max, options.good ? mix(theme.raised, theme.good, 0.10f) : mix(theme.raised, theme.accent, 0.05f + 0.08f * hover), 4);
    draw->AddRect(box.min, box.max, with_alpha(edge, options.enabled ? 1.0f : 0.4f), 4, 0, empty ? 1.5f : 1.0f);
    draw_text_middle(draw, theme, box.center(), {options.type, true}, empty ? theme.accent : theme.ink, empty ? std::string("?") : fitting(theme, value, {options.type, true}, box.width() - 8), Align::center);
    const bool opened = reached_by_tab(ui, id, options.enabled) || (t.pressed && options.enabled);
    if (!opened || !ui.edit) return;
    ui.edit({.id = std::string(id), .label = std::string(options.label), .value = value.is_number() ? number_text(value.get<double>(), 7) : std::string(), .min = options.min, .max = options.max,
             .position = box.min, .size = box.size()});
}

void number_box(Ui& ui, std::string_view id, std::string_view label, const Json& value, const NumberBoxOptions& options) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = options.width > 0 ? options.width : ImGui::GetContentRegionAvail().x, height = ui.control_height();
    const float name = std::max(field_label_width(width), width - 120);
    field_label(ui, id, label, options.hint, min, name, height, options.enabled);
    blank(ui, id, Box::at({min.x + name, min.y + 2}, width - name, height - 4), value, {.label = label, .min = options.min, .max = options.max, .enabled = options.enabled});
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy({width, height});
}

}  // namespace nabla::kit
