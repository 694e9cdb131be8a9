#include "lessons/kit/scroll.h"

#include <imgui_internal.h>

#include <cmath>

namespace nabla::kit {
namespace {

constexpr float slop = 8, stop_speed = 20, friction = 4;

}  // namespace

Box Scroll::begin(Ui&, std::string_view id, Box area) {
    area_ = area;
    ImGui::SetCursorScreenPos(area.min);
    ImGui::PushID(id.data(), id.data() + id.size());
    ImGui::BeginChild("scroll", {std::max(1.0f, area.width()), std::max(1.0f, area.height())}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollbar);
    if (reveal_y_ >= 0) {
        const float now = ImGui::GetScrollY();
        if (reveal_y_ < now) ImGui::SetScrollY(reveal_y_);
        else if (reveal_y_ + reveal_height_ > now + area.height()) ImGui::SetScrollY(reveal_y_ + reveal_height_ - area.height());
        reveal_y_ = -1;
    }
    Box content = area;
    content.min.y -= ImGui::GetScrollY();
    content.max.y -= ImGui::GetScrollY();
    return content;
}

void Scroll::end(Ui& ui, float height) {
    ImGui::SetCursorPos({0, 0});
    ImGui::Dummy({1, height});
    const bool fits = height <= area_.height() + 1;
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    const bool down = ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (!down) dragging_ = false;
    if (ui.touch && over && down && !fits && !ui.pointer_taken && std::fabs(ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0).y) > slop) dragging_ = true;
    if (dragging_) {
        ImGui::ClearActiveID();   // the press was the beginning of a scroll, no press
        ui.pointer_taken = true;
        ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
        if (ui.delta > 0) speed_ = 0.6f * speed_ + 0.4f * io.MouseDelta.y / static_cast<float>(ui.delta);
    } else if (down || std::fabs(speed_) < stop_speed || ui.reduced_motion) {
        speed_ = 0;
    } else {
        ImGui::SetScrollY(ImGui::GetScrollY() - speed_ * static_cast<float>(ui.delta));
        speed_ *= std::exp(-friction * static_cast<float>(ui.delta));
        ui.animate = true;
    }
    const float track = area_.height() - 4, length = std::max(24.0f, track * area_.height() / std::max(1.0f, height));
    const float y = area_.min.y + 2 + (track - length) * std::min(1.0f, ImGui::GetScrollY() / std::max(1.0f, ImGui::GetScrollMaxY()));
    ImGui::EndChild();
    ImGui::PopID();
    // In the margin beside the content, whose numbers reach to its right edge.
    if (!fits) ImGui::GetWindowDrawList()->AddRectFilled({area_.max.x + 5, y}, {area_.max.x + 8, y + length}, with_alpha(ui.theme.muted, 0.5f), 2);
}

void Scroll::reveal(float y, float height) {
    reveal_y_ = std::max(0.0f, y);
    reveal_height_ = height;
}

}  // namespace nabla::kit
