#include "lessons/kit/choice.h"

#include <algorithm>

#include "lessons/kit/icons.h"
#include "lessons/kit/slider.h"
#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

float width_or_rest(float width) { return width > 0 ? width : ImGui::GetContentRegionAvail().x; }

std::string_view label_of(std::span<const Choice> choices, std::string_view value) {
    const auto it = std::ranges::find(choices, value, &Choice::value);
    return it == choices.end() ? value : it->label;
}

/// The open list of a select. Returns true when one was chosen.
bool list(Ui& ui, std::string_view id, std::string& value, std::span<const Choice> choices, float width) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float row = ui.touch ? 44.0f : 30.0f;
    bool chosen = false;
    for (const Choice& choice : choices) {
        const ImVec2 min = ImGui::GetCursorScreenPos(), max{min.x + width, min.y + row};
        const Target t = target(ui, std::string(id) + "." + std::string(choice.value), min, max);
        const bool current = choice.value == value;
        if (t.hovered || t.held) draw->AddRectFilled(min, max, theme.accent_soft, 4);
        draw_text_middle(draw, theme, {min.x + 28, min.y + row / 2}, {13}, current ? theme.accent : theme.ink, choice.label);
        if (current) draw_icon(draw, Icon::check, {min.x + 14, min.y + row / 2}, 14, theme.accent);
        ImGui::Dummy({width, row});
        if (t.pressed) {
            chosen = !current;
            value = choice.value;
            ImGui::CloseCurrentPopup();
        }
    }
    return chosen;
}

}  // namespace

bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& value, const FieldOptions& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = width_or_rest(options.width), height = ui.control_height(), y = min.y + height / 2;
    constexpr float track = 34, tall = 18;
    const Target t = target(ui, id, min, {min.x + width, min.y + height}, options.enabled);
    const bool changed = t.pressed && options.enabled;
    if (changed) value = !value;
    const float on = ui.ease(t.id, value ? 1.0f : 0.0f);
    draw_text_cut(draw, theme, {min.x, y}, width - track - 10, {13}, options.enabled ? theme.ink : theme.muted, label);
    const ImVec2 low{min.x + width - track, y - tall / 2}, high{min.x + width, y + tall / 2};
    const ImU32 off = mix(theme.line, theme.ink, t.hovered ? 0.25f : 0.15f);
    draw->AddRectFilled(low, high, options.enabled ? mix(off, theme.accent, on) : theme.line, tall / 2);
    draw->AddCircleFilled({low.x + tall / 2 + on * (track - tall), y}, tall / 2 - 2.5f, options.enabled ? theme.raised : theme.surface, 24);
    hint(ui, id, options.hint, min, {min.x + width, min.y + height}, t.hovered);
    ImGui::Dummy({width, height});
    return changed;
}

bool select(Ui& ui, std::string_view id, std::string_view label, std::string& value, std::span<const Choice> choices,
            const FieldOptions& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = width_or_rest(options.width), height = ui.control_height(), y = min.y + height / 2;
    const float name = label.empty() ? 0 : field_label_width(width);
    if (!label.empty()) field_label(ui, id, label, options.hint, min, name, height, options.enabled);
    const ImVec2 low{min.x + name, min.y + 2}, high{min.x + width, min.y + height - 2};
    const Target t = target(ui, id, low, high, options.enabled);
    const float hover = ui.ease(t.id, t.hovered && options.enabled ? 1.0f : 0.0f);
    draw->AddRectFilled(low, high, options.enabled ? mix(theme.raised, theme.accent_soft, hover) : with_alpha(theme.raised, 0.4f), theme.radius);
    draw->AddRect(low, high, mix(theme.line, theme.accent, 0.5f * hover), theme.radius, 0, theme.hairline);
    draw_text_cut(draw, theme, {low.x + 10, y}, high.x - low.x - 34, {13}, options.enabled ? theme.ink : theme.faint, label_of(choices, value));
    draw_icon(draw, Icon::down, {high.x - 14, y}, 12, options.enabled ? theme.muted : theme.line);

    const std::string popup = std::string(id) + ".list";
    if (t.pressed && options.enabled) ImGui::OpenPopup(popup.c_str());
    float list_width = high.x - low.x - 8;
    for (const Choice& choice : choices) list_width = std::max(list_width, text_size(theme, {13}, choice.label).x + 44);
    const float list_height = static_cast<float>(choices.size()) * (ui.touch ? 44.0f : 30.0f) + 8;
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const float below = screen.y - high.y - 12, above = low.y - 12;
    const bool up = list_height > below && above > below;
    const float open_height = std::min(list_height, up ? above : below);
    ImGui::SetNextWindowPos({std::min(low.x, screen.x - list_width - 16), up ? low.y - open_height - 4 : high.y + 4});
    ImGui::SetNextWindowSize({list_width + 8, open_height});
    bool changed = false;
    if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
        changed = list(ui, id, value, choices, list_width);
        ImGui::EndPopup();
    }
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy({width, height});
    return changed;
}

bool segmented(Ui& ui, std::string_view id, std::string& value, std::span<const Choice> choices, const FieldOptions& options) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = width_or_rest(options.width), height = ui.control_height();
    const float part = width / static_cast<float>(std::max<std::size_t>(1, choices.size()));
    draw->AddRectFilled({min.x, min.y + 2}, {min.x + width, min.y + height - 2}, with_alpha(theme.ink, 0.06f), theme.radius);
    bool changed = false;
    float x = min.x;
    for (const Choice& choice : choices) {
        const ImVec2 low{x, min.y + 2}, high{x + part, min.y + height - 2};
        const Target t = target(ui, std::string(id) + "." + std::string(choice.value), low, high, options.enabled);
        const bool current = choice.value == value;
        if (current) {
            draw->AddRectFilled({low.x + 2, low.y + 2}, {high.x - 2, high.y - 2}, theme.raised, theme.radius - 2);
            draw->AddRect({low.x + 2, low.y + 2}, {high.x - 2, high.y - 2}, theme.line, theme.radius - 2, 0, theme.hairline);
        }
        const ImU32 ink = !options.enabled ? theme.faint : current ? theme.ink : t.hovered ? theme.ink : theme.muted;
        draw_text_middle(draw, theme, {(low.x + high.x) / 2, (low.y + high.y) / 2}, {13}, ink, choice.label, Align::center);
        if (t.pressed && !current && options.enabled) {
            value = choice.value;
            changed = true;
        }
        x += part;
    }
    ImGui::Dummy({width, height});
    return changed;
}

}  // namespace nabla::kit
