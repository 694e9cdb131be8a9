#include "lessons/kit/tip.h"

#include <algorithm>

#include "lessons/kit/type.h"

namespace nabla::kit {
namespace {

constexpr float tip_width = 280, padding = 10, delay = 0.45f, never = -1e9f;

/// Keeps a box of `size` inside the canvas: below the anchor if there is room, else above.
ImVec2 place(ImVec2 anchor_min, ImVec2 anchor_max, ImVec2 size) {
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    float x = std::clamp(anchor_min.x, 8.0f, std::max(8.0f, screen.x - size.x - 8));
    float y = anchor_max.y + 6;
    if (y + size.y > screen.y - 8) y = std::max(8.0f, anchor_min.y - size.y - 6);
    return {x, y};
}

void card(ImDrawList* draw, const Theme& theme, ImVec2 min, ImVec2 max) {
    draw->AddRectFilled({min.x - 1, min.y + 2}, {max.x + 1, max.y + 4}, theme.shadow, theme.radius + 2);
    draw->AddRectFilled(min, max, theme.raised, theme.radius);
    draw->AddRect(min, max, theme.line, theme.radius, 0, theme.hairline);
}

}  // namespace

void hint(Ui& ui, std::string_view id, std::string_view text, ImVec2 min, ImVec2 max, bool shown) {
    if (text.empty()) return;
    float* since = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID(id.data(), id.data() + id.size()), 0);
    *since = shown ? *since + static_cast<float>(ui.delta) : 0;
    if (!shown) return;
    // Who presses knows what it does: quiet until the pointer has left.
    if (!ui.touch && ImGui::IsMouseDown(ImGuiMouseButton_Left)) *since = never;
    if (*since < 0) return;
    if (*since < delay && ui.pinned != id) {
        ui.animate = true;   // until the moment has passed
        return;
    }
    ui.tip = {.text = std::string(text), .anchor_min = min, .anchor_max = max};
}

void draw_tip(Ui& ui) {
    if (ui.tip.text.empty()) return;
    const Theme& theme = ui.theme;
    float width = 0;
    for (std::string_view rest = ui.tip.text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        width = std::max(width, text_size(theme, {13}, rest.substr(0, end)).x);
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    width = std::min(std::min(width + 1, tip_width), ImGui::GetMainViewport()->Size.x - 16 - 2 * padding);
    const float height = paragraph_height(theme, width, {13}, ui.tip.text);
    const ImVec2 size{width + 2 * padding, height + 2 * padding - 4};
    const ImVec2 at = place(ui.tip.anchor_min, ui.tip.anchor_max, size);
    ImDrawList* draw = ImGui::GetForegroundDrawList();
    card(draw, theme, at, {at.x + size.x, at.y + size.y});
    draw_paragraph(draw, theme, {at.x + padding, at.y + padding - 2}, width, {13}, theme.ink, ui.tip.text);
}

void inspector(Ui& ui, ImVec2 beside, std::string_view title, std::span<const InspectorLine> lines) {
    const Theme& theme = ui.theme;
    constexpr float row = 19;
    float names = 0, values = 0;
    bool swatches = false;
    for (const InspectorLine& line : lines) {
        names = std::max(names, text_size(theme, {12}, line.name).x);
        values = std::max(values, text_size(theme, {12, true}, line.value).x);
        swatches |= line.color != 0;
    }
    const float indent = swatches ? 16.0f : 0.0f, head = title.empty() ? 0 : row + 2;
    const float width = std::max(indent + names + 16 + values, text_size(theme, {12}, title).x);
    const ImVec2 size{width + 2 * padding, head + row * static_cast<float>(lines.size()) + 2 * padding - 4};
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    ImVec2 at{beside.x + 14, beside.y - size.y / 2};
    if (at.x + size.x > screen.x - 8) at.x = std::max(8.0f, beside.x - 14 - size.x);
    at.y = std::clamp(at.y, 8.0f, std::max(8.0f, screen.y - size.y - 8));

    ImDrawList* draw = ImGui::GetForegroundDrawList();
    card(draw, theme, at, {at.x + size.x, at.y + size.y});
    float y = at.y + padding - 2 + row / 2;
    if (head > 0) {
        draw_text_middle(draw, theme, {at.x + padding, y}, {12}, theme.muted, title);
        y += head;
    }
    for (const InspectorLine& line : lines) {
        if (line.color) draw->AddRectFilled({at.x + padding, y - 4}, {at.x + padding + 9, y + 5}, line.color, 2);
        draw_text_middle(draw, theme, {at.x + padding + indent, y}, {12}, theme.ink, line.name);
        draw_text_middle(draw, theme, {at.x + size.x - padding, y}, {12, true}, theme.ink, line.value, Align::right);
        y += row;
    }
}

}  // namespace nabla::kit
