#include "web/app/header.h"

#include <algorithm>
#include <string>

#include "lessons/kit/widgets.h"
#include "web/app/lesson_list.h"
#include "web/app/words.h"

namespace nabla {
namespace {

using namespace kit;

constexpr float top_row = 32, title_size = 22, dot_gap = 18;

bool is_narrow(float width) { return width < 560; }
float side(float width) { return is_narrow(width) ? 16 : margin + 4; }
Type title_type(float width) { return {is_narrow(width) ? 19.0f : title_size}; }

float task_width(float width) { return std::min(width - 2 * side(width) - 28, 720.0f); }

/// The opened hints below the task; with draw == nullptr they are only measured.
float hints(ImDrawList* draw, const Ui& ui, const Session& session, ImVec2 at, float width) {
    float height = 0;
    for (std::size_t i = 0; i < session.hints_shown(); ++i) {
        const std::string text = ui.tr(words::hint) + ": " + ui.tr(session.step().hints[i]);
        height += 4 + draw_paragraph(draw, ui.theme, {at.x, at.y + height + 4}, width, {13}, ui.theme.muted, text);
    }
    return height;
}

const Control* hint_control(const Session& session) {
    const auto& all = session.controls();
    const auto c = std::ranges::find(all, std::string_view("view.hint"), &Control::id);
    return c == all.end() ? nullptr : &*c;
}

float title_width(float width) { return width - 2 * side(width); }

/// The next hint, once its time has come, in the row above the title: nothing below moves. Returns where it begins.
float hint_button(Stage& stage, float right, float middle) {
    Ui& ui = stage.ui;
    const Control* c = hint_control(stage.session);
    ButtonOptions options{.hint = ui.tr(c->hint)};
    options.width = button_width(ui, ui.tr(c->label), options);
    ImGui::SetCursorScreenPos({right - options.width, middle - ui.control_height() / 2});
    if (button(ui, c->id, ui.tr(c->label), options)) ui.set_control(c->id, Json());
    return right - options.width;
}

/// One dot a step: filled when done, ringed where the learner is.
void step_dots(Stage& stage, float right, float y) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& steps = stage.session.lesson().steps;
    float x = right - dot_gap * (static_cast<float>(steps.size()) - 0.5f);
    for (std::size_t i = 0; i < steps.size(); ++i, x += dot_gap) {
        const std::string id = "step." + steps[i].id;
        const ImVec2 min{x - dot_gap / 2, y - 14}, max{x + dot_gap / 2, y + 14};
        const Target t = target(ui, id, min, max);
        const bool here = i == stage.session.step_index(), done = stage.session.step_done(steps[i].id);
        const float hover = ui.ease(t.id, t.hovered ? 1.0f : 0.0f);
        if (done) draw->AddCircleFilled({x, y}, 4 + hover, theme.accent, 20);
        else draw->AddCircleFilled({x, y}, 3.5f + hover, here ? theme.accent : mix(theme.line, theme.ink, 0.12f + 0.3f * hover), 20);
        if (here) draw->AddCircle({x, y}, 7.5f, theme.accent, 24, 1.5f);
        hint(ui, id, std::to_string(i + 1) + ". " + ui.tr(steps[i].title), min, max, t.hovered);
        if (t.pressed) stage.act([lesson = stage.session.lesson().id, step = steps[i].id](Session& s) { s.open(lesson, step); });
    }
}

/// The lesson behind this one; null behind the last.
const Lesson* next_lesson(const Session& session) {
    const auto& all = session.lessons();
    const auto here = std::ranges::find(all, session.lesson().id, &Lesson::id);
    return here == all.end() || here + 1 == all.end() ? nullptr : &*(here + 1);
}

/// Back and next, at a lesson's end the next lesson; next calls once the task is done. Returns where they begin.
float step_buttons(Stage& stage, float right, float y) {
    Ui& ui = stage.ui;
    const Session& session = stage.session;
    const Step* back = neighbour_step(session, -1);
    const Step* next = neighbour_step(session, 1);
    const Lesson* further = next ? nullptr : next_lesson(session);
    const bool done = session.step().done && session.step_done(session.step().id);
    const float height = ui.control_height();
    const auto go = [&](const std::string& lesson, const std::string& step) { stage.act([lesson, step](Session& s) { s.open(lesson, step); }); };
    const std::string& name = ui.tr(further ? words::next_lesson : words::next);
    ButtonOptions options{.look = done && (next || further) ? ButtonOptions::Look::primary : ButtonOptions::Look::plain, .enabled = next || further};
    options.width = button_width(ui, name, options);
    const float next_x = right - options.width, back_x = next_x - 6 - height;
    ImGui::SetCursorScreenPos({next_x, y - height / 2});
    if (button(ui, "step.next", name, options)) next ? go(session.lesson().id, next->id) : go(further->id, "");
    ImGui::SetCursorScreenPos({back_x, y - height / 2});
    if (icon_button(ui, "step.back", Icon::back, ui.tr(words::back), {.enabled = back != nullptr})) go(session.lesson().id, back->id);
    return back_x;
}

void task_line(Stage& stage, ImVec2 at, float width) {
    const Theme& theme = stage.theme();
    const Session& session = stage.session;
    const std::string& task = stage.ui.tr(session.step().task);
    if (task.empty()) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool checked = session.step().done != nullptr, done = checked && session.step_done(session.step().id);
    const float filled = stage.ui.ease(ImGui::GetID((session.lesson().id + "/" + session.step().id).c_str()), done ? 1.0f : 0.0f, 0.25f);
    const ImVec2 mark{at.x + 9, at.y + 11};
    if (checked) draw->AddCircle(mark, 8, done ? theme.accent : theme.faint, 28, 1.5f);
    else draw_icon(draw, Icon::next, mark, 12, theme.accent, 2);   // nothing to check: look and read
    if (filled > 0) {
        draw->AddCircleFilled(mark, 8.5f * filled, theme.accent, 28);
        draw_icon(draw, Icon::check, mark, 12 * filled, theme.accent_ink, 2);
    }
    const float height = draw_paragraph(draw, theme, {at.x + 28, at.y}, width, {15}, theme.ink, task);
    stage.ui.widgets.add("step.task", at, {at.x + 28 + width, at.y + height});
    hints(draw, stage.ui, session, {at.x + 28, at.y + height}, width);
}

}  // namespace

const Step* neighbour_step(const Session& session, int direction) {
    const auto& steps = session.lesson().steps;
    const auto to = static_cast<std::ptrdiff_t>(session.step_index()) + direction;
    return to >= 0 && to < static_cast<std::ptrdiff_t>(steps.size()) ? &steps[static_cast<std::size_t>(to)] : nullptr;
}

float header_height(const Ui& ui, const Session& session, float width) {
    const float title = paragraph_height(ui.theme, title_width(width), title_type(width), ui.tr(session.step().title));
    const float task = paragraph_height(ui.theme, task_width(width), {15}, ui.tr(session.step().task));
    const float row = std::max(top_row, ui.control_height());
    return 12 + row + 4 + title + (task > 0 ? 4 + task : 0) + hints(nullptr, ui, session, {}, task_width(width)) + 12;
}

void draw_header(Stage& stage, Area area) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    const Session& session = stage.session;
    const float left = area.x + side(area.width), right = area.x + area.width - side(area.width);
    const float row = std::max(top_row, ui.control_height()), y = area.y + 12 + row / 2;

    float free = step_buttons(stage, right, y);
    const auto count = static_cast<float>(session.lesson().steps.size());
    if (!is_narrow(area.width) && !ui.touch && free - 24 - dot_gap * count > left + 160) {
        step_dots(stage, free - 14, y);
        free -= dot_gap * count + 20;
    } else {
        const std::string place = std::to_string(session.step_index() + 1) + " / " + std::to_string(session.lesson().steps.size());
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {free - 12, y}, {12, true}, theme.muted, place, Align::right);
        free -= 24 + text_size(theme, {12, true}, place).x;
    }
    if (hint_control(session)) free = hint_button(stage, free - 8, y) - 12;
    lesson_menu(stage, {left, y - row / 2}, free - left, row);

    const ImVec2 at{left, area.y + 12 + row + 4};
    const float title = draw_paragraph(ImGui::GetWindowDrawList(), theme, at, title_width(area.width), title_type(area.width), theme.ink,
                                       ui.tr(session.step().title));
    task_line(stage, {left, at.y + title + 4}, task_width(area.width));
}

}  // namespace nabla
