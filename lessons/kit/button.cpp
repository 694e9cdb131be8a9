#include "lessons/kit/button.h"

#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

struct Colors {
    ImU32 ground, border, ink;
};

Colors colors_of(const Theme& theme, const ButtonOptions& options, float hover, bool held) {
    using Look = ButtonOptions::Look;
    const float lift = held ? 1.0f : hover;
    if (options.look == Look::primary) {
        if (!options.enabled) return {mix(theme.surface, theme.line, 0.6f), 0, theme.faint};
        return {mix(theme.accent, theme.ink, 0.14f * lift), 0, theme.accent_ink};
    }
    const ImU32 ink = !options.enabled ? theme.faint : options.selected ? theme.accent : theme.ink;
    if (options.selected) return {theme.accent_soft, with_alpha(theme.accent, 0.5f), ink};
    if (options.look == Look::quiet)
        return {with_alpha(theme.ink, 0.07f * lift), 0, options.enabled ? mix(theme.muted, theme.ink, lift) : theme.faint};
    if (!options.enabled) return {0, theme.line, ink};
    return {mix(theme.raised, theme.accent_soft, lift), mix(theme.line, theme.accent, 0.5f * lift), ink};
}

constexpr float icon_size = 16, side = 14, between = 7;

}  // namespace

float button_width(const Ui& ui, std::string_view label, const ButtonOptions& options) {
    if (options.width > 0) return options.width;
    const float height = options.height > 0 ? options.height : ui.control_height();
    if (label.empty()) return height;
    const float icon = options.icon == Icon::none ? 0 : icon_size + between;
    return text_size(ui.theme, {ui.theme.body}, label).x + icon + 2 * side;
}

bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options) {
    const Theme& theme = ui.theme;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float height = options.height > 0 ? options.height : ui.control_height();
    const ImVec2 max{min.x + button_width(ui, label, options), min.y + height};
    const Target t = target(ui, id, min, max, options.enabled);
    const float hover = ui.ease(t.id, t.hovered ? 1.0f : 0.0f);
    const Colors c = colors_of(theme, options, hover, t.held);

    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(min, max, c.ground, theme.radius);
    if (c.border) draw->AddRect(min, max, c.border, theme.radius, 0, theme.hairline);
    const bool icon = options.icon != Icon::none;
    const float text = label.empty() ? 0 : text_size(theme, {theme.body}, label).x;
    const float content = text + (icon ? icon_size + (label.empty() ? 0 : between) : 0);
    float x = (min.x + max.x - content) / 2;
    const float y = (min.y + max.y) / 2;
    if (icon) {
        draw_icon(draw, options.icon, {x + icon_size / 2, y}, icon_size, c.ink);
        x += icon_size + between;
    }
    if (!label.empty()) draw_text_middle(draw, theme, {x, y}, {theme.body}, c.ink, label);
    if (!options.hint.empty()) hint(ui, id, options.hint, min, max, t.hovered);
    ImGui::Dummy({max.x - min.x, height});
    return t.pressed && options.enabled;
}

bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view name, ButtonOptions options) {
    options.icon = icon;
    if (options.hint.empty()) options.hint = name;
    return button(ui, id, {}, options);
}

}  // namespace nabla::kit
