#include "lessons/kit/question_card.h"

#include <algorithm>
#include <string>

#include "lessons/kit/widgets.h"

namespace nabla::kit {
namespace {

constexpr float padding = 14, between = 8;

/// Lays the card out as it is once `given` was chosen; drawn, it also handles the buttons.
float card(SceneContext& context, const lessons::Question& question, ImVec2 at, float width, bool drawn, const std::string& given) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = drawn ? ImGui::GetWindowDrawList() : nullptr;
    const float inner = width - 2 * padding;
    const Type ask{theme.body}, why{13};
    float y = at.y + padding - 3;
    const std::string& words = ui.tr(context.session.step().label(question.id + ".ask"));
    y += draw_paragraph(draw, theme, {at.x + padding, y}, inner, ask, theme.ink, words) + between;

    float x = at.x + padding;
    const float height = ui.control_height();
    const bool right = given == question.right;
    for (const std::string& choice : question.choices) {
        const std::string& label = ui.tr(context.session.step().label(question.id + "." + choice));
        ButtonOptions options{.height = height, .enabled = given.empty()};
        options.width = std::min(inner, button_width(ui, label, options));
        const bool chosen = choice == given;
        if (chosen || (!given.empty() && choice == question.right)) options.width += 22;
        if (x > at.x + padding && x + options.width > at.x + width - padding) {
            x = at.x + padding;
            y += height + between;
        }
        if (drawn) {
            ImGui::SetCursorScreenPos({x, y});
            if (given.empty()) {
                if (button(ui, question.control() + "." + choice, label, options)) ui.set_control(question.control(), choice);
            } else {
                // Answered: what was chosen and what is right stay readable, the rest steps back.
                const ImVec2 min{x, y}, max{x + options.width, y + height};
                const bool good = choice == question.right;
                if (chosen || good) draw->AddRectFilled(min, max, with_alpha(good ? theme.good : theme.warning, 0.14f), theme.radius);
                if (chosen) draw->AddRect(min, max, good ? theme.good : theme.warning, theme.radius, 0, theme.hairline);
                if (chosen || good) draw_icon(draw, good ? Icon::check : Icon::close, {x + 18, y + height / 2}, 14, good ? theme.good : theme.warning);
                draw_text_middle(draw, theme, {chosen || good ? x + 31 : x + 14, y + height / 2}, ask, chosen || good ? theme.ink : theme.muted, label);
            }
        }
        x += options.width + between;
    }
    y += height;
    if (!given.empty()) {
        const std::string& reason = ui.tr(context.session.step().label(question.id + "." + given + ".why"));
        y += between + draw_paragraph(draw, theme, {at.x + padding, y + between}, inner, why, right ? theme.ink : theme.ink, reason);
    }
    return y + padding - at.y;
}

std::string given_to(const SceneContext& context, const lessons::Question& question) {
    return lessons::answer_of(context.session.lesson_state(), question.id);
}

/// Whether the frame before showed it without an answer.
bool* asked_just_now(const lessons::Question& question) { return ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID(question.control().c_str()), false); }

/// On a ground of at least this height.
float on_ground(SceneContext& context, const lessons::Question& question, ImVec2 at, float width, float least) {
    const std::string given = given_to(context, question);
    const float own = card(context, question, at, width, false, given), height = std::max(least, own);
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, context.ui.theme.surface, context.ui.theme.radius + 2);
    context.ui.widgets.add("question." + question.id, at, {at.x + width, at.y + height});
    card(context, question, at, width, true, given);
    // The reason appears where the finger has been: if it does not fit there, the figure moves up.
    bool* asked = asked_just_now(question);
    const float bottom = at.y + own, in_sight = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
    if (*asked && !given.empty() && bottom > in_sight) ImGui::SetScrollFromPosY(bottom + padding - ImGui::GetWindowPos().y, 1);
    *asked = given.empty();
    return height;
}

/// The answer that was given with its reason alone.
float reason_strip(SceneContext& context, const lessons::Question& question, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string given = given_to(context, question);
    const bool right = given == question.right;
    const std::string& label = context.ui.tr(context.session.step().label(question.id + "." + given));
    const std::string& reason = context.ui.tr(context.session.step().label(question.id + "." + given + ".why"));
    constexpr float side = 12, top = 9, icon = 24;
    const float inner = width - 2 * side - icon, x = at.x + side + icon;
    const float named = paragraph_height(theme, inner, {13}, label), height = 2 * top + named + paragraph_height(theme, inner, {13}, reason);
    draw->AddRectFilled(at, {at.x + width, at.y + height}, theme.surface, theme.radius + 2);
    draw->AddRectFilled(at, {at.x + 3, at.y + height}, right ? theme.good : theme.warning, 2);
    draw_icon(draw, right ? Icon::check : Icon::close, {at.x + side + 8, at.y + top + 10}, 14, right ? theme.good : theme.warning);
    draw_paragraph(draw, theme, {x, at.y + top}, inner, {13}, theme.muted, label);
    draw_paragraph(draw, theme, {x, at.y + top + named}, inner, {13}, theme.ink, reason);
    const std::string id = "question." + question.id + ".reason";
    context.ui.widgets.add(id, at, {at.x + width, at.y + height});
    // The answer has moved everything below it: the reason comes to the top of what is in sight.
    bool* seen = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID(id.c_str()), false);
    if (!*seen) ImGui::SetScrollFromPosY(at.y - ImGui::GetWindowPos().y, 0);
    *seen = true;
    *asked_just_now(question) = false;   // no card of it below is to scroll away
    return height;
}

}  // namespace

float question_top(SceneContext& context, const lessons::Question& question, ImVec2 at, float width) {
    return question_first(context, question, width) ? question_card(context, question, at, width) : reason_strip(context, question, at, width);
}

bool question_first(const SceneContext& context, const lessons::Question& question, float width) {
    return width >= 520 || !lessons::answered(context.session.lesson_state(), question.id);
}

float question_height(const SceneContext& context, const lessons::Question& question, float width) {
    return card(const_cast<SceneContext&>(context), question, {0, 0}, width, false, given_to(context, question));
}

float question_room(const SceneContext& context, const lessons::Question& question, float width) {
    float room = 0;
    for (const std::string& choice : question.choices) room = std::max(room, card(const_cast<SceneContext&>(context), question, {0, 0}, width, false, choice));
    return room;
}

float question_card(SceneContext& context, const lessons::Question& question, ImVec2 at, float width) {
    return on_ground(context, question, at, width, 0);
}

float question_card_steady(SceneContext& context, const lessons::Question& question, ImVec2 at, float width) {
    return on_ground(context, question, at, width, width >= 520 ? question_room(context, question, width) : 0);
}

}  // namespace nabla::kit
