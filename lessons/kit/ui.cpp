#include "lessons/kit/ui.h"

#include <algorithm>
#include <cmath>

namespace nabla {

void WidgetMap::add(std::string_view id, ImVec2 min, ImVec2 max) { entries_.push_back({std::string(id), min, max}); }

const WidgetMap::Entry* WidgetMap::find(std::string_view id) const {
    const auto it = std::ranges::find(entries_, id, &Entry::id);
    return it == entries_.end() ? nullptr : &*it;
}

float Ui::ease(ImGuiID id, float target, float seconds) {
    // The first frame shows the target at once: nothing moves only because it appeared.
    float* value = ImGui::GetStateStorage()->GetFloatRef(id, target);
    if (*value == target) return target;
    if (reduced_motion || seconds <= 0) return *value = target;
    const float step = static_cast<float>(delta) / seconds;
    *value = target > *value ? std::min(target, *value + step) : std::max(target, *value - step);
    if (*value != target) animate = true;
    const float t = *value;
    return t * t * (3 - 2 * t);
}

}  // namespace nabla
