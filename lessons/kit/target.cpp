#include "lessons/kit/target.h"

#include <cmath>

namespace nabla::kit {

Target target(Ui& ui, std::string_view id, ImVec2 min, ImVec2 max, bool enabled) {
    // Only what can be seen is listed: a control scrolled out of its panel has no place on the screen.
    const ImVec2 clip_min = ImGui::GetWindowDrawList()->GetClipRectMin(), clip_max = ImGui::GetWindowDrawList()->GetClipRectMax();
    if (max.x > clip_min.x && max.y > clip_min.y && min.x < clip_max.x && min.y < clip_max.y) ui.widgets.add(id, min, max);

    // A question's choices are named after it: figure.answer.gap.3.
    const bool sought = !ui.reveal.empty() && id.starts_with(ui.reveal) && (id.size() == ui.reveal.size() || id[ui.reveal.size()] == '.');
    if (sought && ImGui::GetScrollMaxY() > 0)
        ImGui::SetScrollFromPosY((min.y + max.y) / 2 - ImGui::GetWindowPos().y, 0.5f);
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(min);
    ImGui::PushID(id.data(), id.data() + id.size());
    Target t;
    t.id = ImGui::GetID("target");
    ImGui::BeginDisabled(!enabled);
    const ImVec2 size{max.x - min.x, max.y - min.y};
    if (size.x > 0 && size.y > 0) {
        t.pressed = ImGui::InvisibleButton("target", size, ImGuiButtonFlags_EnableNav);
        t.hovered = !ui.touch && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
        t.held = ImGui::IsItemActive();
    }
    ImGui::EndDisabled();
    ImGui::PopID();
    ImGui::SetCursorScreenPos(cursor);
    if (t.hovered && enabled) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return t;
}

Target figure_target(Ui& ui, std::string_view id, ImVec2 min, ImVec2 max) {
    Target t = target(ui, id, min, max);
    if (ui.touch && t.pressed) ui.pin(id);
    t.pinned = ui.touch && ui.pinned == id;
    return t;
}

bool follows_sideways(Ui& ui, const Target& t) {
    constexpr float finger_slop = 6;
    if (!t.held) return false;
    bool* decided = ImGui::GetStateStorage()->GetBoolRef(t.id + 1, false);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) *decided = !ui.touch;
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    if (!*decided && std::fabs(moved.x) > finger_slop && std::fabs(moved.x) > std::fabs(moved.y)) *decided = true;
    if (*decided) ui.pointer_taken = true;
    return *decided;
}

}  // namespace nabla::kit
