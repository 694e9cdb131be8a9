#include "web/app/lesson_list.h"

#include <algorithm>
#include <string>

#include "lessons/kit/widgets.h"
#include "web/app/words.h"

namespace nabla {
namespace {

using namespace kit;

bool all_done(const Session& session, const Lesson& lesson) {
    return !lesson.steps.empty() && std::ranges::all_of(lesson.steps, [&](const Step& s) { return session.step_done(lesson.id, s.id); });
}

bool row(Ui& ui, const std::string& id, std::string_view number, std::string_view label, bool here, bool done, float indent, float width) {
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float height = ui.touch ? 44.0f : 30.0f;
    const ImVec2 min = ImGui::GetCursorScreenPos(), max{min.x + width, min.y + height};
    const float y = min.y + height / 2;
    const Target t = target(ui, id, min, max);
    if (t.hovered || t.held) draw->AddRectFilled(min, max, theme.accent_soft, 4);
    const ImU32 ink = here ? theme.accent : theme.ink;
    if (done) draw_icon(draw, Icon::check, {min.x + indent + 8, y}, 13, theme.accent);
    else draw_text_middle(draw, theme, {min.x + indent + 8, y}, {12, true}, theme.muted, number, Align::center);
    draw_text_cut(draw, theme, {min.x + indent + 24, y}, width - indent - 32, {14}, ink, label);
    ImGui::Dummy({width, height});
    if (t.pressed) ImGui::CloseCurrentPopup();
    return t.pressed;
}

void list(Stage& stage, float width) {
    Ui& ui = stage.ui;
    const Session& session = stage.session;
    for (const Lesson& lesson : session.lessons()) {
        const bool here = lesson.id == session.lesson().id;
        if (row(ui, "lesson." + lesson.id, std::to_string(lesson.order), ui.tr(lesson.title), here, all_done(session, lesson), 4, width) && !here)
            stage.act([id = lesson.id](Session& s) { s.open(id); });
        if (!here) continue;
        for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
            const Step& step = lesson.steps[i];
            if (row(ui, "lesson." + lesson.id + "." + step.id, std::to_string(i + 1), ui.tr(step.title), i == session.step_index(),
                    session.step_done(step.id), 26, width))
                stage.act([lesson_id = lesson.id, id = step.id](Session& s) { s.open(lesson_id, id); });
        }
        gap(4);
    }
}

}  // namespace

void lesson_menu(Stage& stage, ImVec2 at, float width, float height) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Lesson& lesson = stage.session.lesson();
    const std::string& title = ui.tr(lesson.title).empty() ? lesson.id : ui.tr(lesson.title);
    const float words_width = std::min(text_size(theme, {14}, title).x, width - 24);
    const ImVec2 min{at.x - 8, at.y}, max{at.x + words_width + 26, at.y + height};
    const Target t = target(ui, "lessons", min, max);
    const float hover = ui.ease(t.id, t.hovered ? 1.0f : 0.0f), y = at.y + height / 2;
    draw->AddRectFilled({min.x, y - 15}, {max.x, y + 15}, with_alpha(theme.ink, 0.06f * hover), theme.radius);
    draw_text_cut(draw, theme, {at.x, y}, words_width + 1, {14}, mix(theme.muted, theme.ink, hover), title);
    draw_icon(draw, Icon::down, {at.x + words_width + 13, y}, 11, theme.muted);

    if (t.pressed) ImGui::OpenPopup("lessons.list");
    const ImVec2 screen = ImGui::GetMainViewport()->Size;
    const float list_width = std::min(400.0f, screen.x - 24);
    ImGui::SetNextWindowPos({std::max(8.0f, min.x), max.y + 2});
    ImGui::SetNextWindowSizeConstraints({list_width, 40}, {list_width, screen.y - max.y - 16});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {6, 6});
    if (ImGui::BeginPopup("lessons.list", ImGuiWindowFlags_NoMove)) {
        list(stage, list_width - 12);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

}  // namespace nabla
