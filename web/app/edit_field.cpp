#include "web/app/edit_field.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cstdint>

#include "core/session/expression.h"

namespace nabla {

Json edited_value(const EditRequest& request, const std::string& text) {
    if (request.max <= request.min) return text.empty() ? Json() : Json(text);
    const auto value = read_expression(text);
    if (!value || !(*value >= request.min && *value <= request.max)) return Json();
    if (*value == static_cast<double>(static_cast<std::int64_t>(*value))) return Json(static_cast<std::int64_t>(*value));
    return Json(*value);
}

void EditField::open(EditRequest request) {
    request_ = std::move(request);
    text_ = request_.value;
    open_ = fresh_ = true;
}

void EditField::draw(Ui& ui, const std::function<void(const std::string& id, const Json& value)>& done) {
    if (!open_) return;
    ui.animate = true;
    ImGui::SetCursorScreenPos(request_.position);
    ImGui::PushFont(ui.theme.mono_font, 13);
    ImGui::PushItemWidth(std::max(90.0f, request_.size.x));
    if (fresh_) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputText("##edit", &text_, ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const bool left = !fresh_ && ImGui::IsItemDeactivated();
    ImGui::PopItemWidth();
    ImGui::PopFont();
    fresh_ = false;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) open_ = false;
    else if (entered || left) {
        open_ = false;
        const Json value = edited_value(request_, text_);
        if (!value.is_null()) done(request_.id, value);
    }
}

}  // namespace nabla
