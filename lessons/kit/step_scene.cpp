#include "lessons/kit/step_scene.h"

#include <imgui.h>

#include <algorithm>

#include "lessons/kit/type.h"

namespace nabla::kit {

void StepScene::draw(SceneContext& context) {
    const auto step = std::ranges::find(views_, context.session.step().id, &StepView::step);
    if (step == views_.end()) return;
    Shown& shown = shown_[step->step];
    if (!shown.view) shown.view = step->make();
    const Box content = shown.scroll.begin(context.ui, step->step, Box::at(context.origin, context.size.x, context.size.y));
    shown.scroll.end(context.ui, shown.view->draw(context, content));
}

float draw_waiting(SceneContext& context, Box area, std::string_view words) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float height = std::max(area.height(), 120.0f);
    const ImVec2 middle{area.center().x, area.min.y + height * 0.42f};
    draw_text_middle(draw, theme, middle, {theme.body}, theme.muted, words.empty() ? context.label("loading") : words, Align::center);
    const RawProgress progress = context.session.data_progress();
    if (progress.state == RawProgress::State::loading && progress.bytes_total > 0) {
        const float width = std::min(220.0f, area.width()), part = static_cast<float>(progress.bytes_done) / static_cast<float>(progress.bytes_total);
        const ImVec2 min{middle.x - width / 2, middle.y + 20};
        draw->AddRectFilled(min, {min.x + width, min.y + 4}, theme.line, 2);
        draw->AddRectFilled(min, {min.x + width * std::clamp(part, 0.0f, 1.0f), min.y + 4}, theme.accent, 2);
    }
    return height;
}

float note(SceneContext& context, ImVec2 at, float width, std::string_view words) {
    return draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, at, width, {13}, context.ui.theme.muted, words);
}

}  // namespace nabla::kit
