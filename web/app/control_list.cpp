#include "web/app/control_list.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lessons/kit/control.h"
#include "lessons/kit/widgets.h"
#include "web/app/words.h"

namespace nabla {
namespace {

using namespace kit;

struct Group {
    std::string_view id;
    const Text* title;
};
const std::array groups = {Group{"figure", &words::group_figure}, Group{"data", &words::group_data}, Group{"model", &words::group_model},
                           Group{"optimizer", &words::group_optimizer}, Group{"fit", &words::group_fit}};

using Controls = std::vector<const Control*>;

/// "model.layers.0.remove" and its like are small icons in the corner of their card.
Icon icon_of(const Control& c) {
    if (c.kind != Control::Kind::button) return Icon::none;
    const std::string_view id = c.id;
    if (id.ends_with(".remove")) return Icon::close;
    if (id.ends_with(".up")) return Icon::up;
    if (id.ends_with(".down")) return Icon::down;
    return Icon::none;
}

void send(Stage& stage, const Control& c) {
    if (stage.ui.set_control) stage.ui.set_control(c.id, Json());
}

/// "Hidden layer 1 units", "Hidden layer 1 activation" -> "Hidden layer 1 ": the words that all of a card's labels begin
/// with, cut behind a space.
std::size_t common_words(const Controls& controls, Language language) {
    const std::string& first = controls.front()->label.in(language);
    std::size_t common = first.size();
    for (const Control* c : controls) {
        const std::string& label = c->label.in(language);
        common = std::min({common, label.size(), static_cast<std::size_t>(std::ranges::mismatch(first, label).in1 - first.begin())});
    }
    if (controls.size() == 1) return 0;
    while (common > 0 && first[common - 1] != ' ') --common;
    return common;
}

/// Buttons share a line as far as they fit.
void button_row(Stage& stage, const Controls& buttons, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float x = start.x, y = start.y;
    const float height = stage.ui.control_height();
    for (const Control* c : buttons) {
        ButtonOptions options{.icon = c->id.starts_with("model.add") ? Icon::plus : Icon::none, .enabled = c->enabled, .hint = stage.ui.tr(c->hint)};
        options.width = std::min(width, button_width(stage.ui, stage.ui.tr(c->label), options));
        if (x > start.x && x + options.width > start.x + width) x = start.x, y += height + 6;
        ImGui::SetCursorScreenPos({x, y});
        if (button(stage.ui, c->id, stage.ui.tr(c->label), options)) send(stage, *c);
        x += options.width + 6;
    }
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({width, y + height - start.y});
}

/// One layer: its name, small icons to move and remove it, its settings below.
void card(Stage& stage, const Controls& controls, float width) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    constexpr float padding = 12;
    const float size = ui.touch ? 44.0f : 26.0f, head = std::max(32.0f, size);
    const std::size_t common = common_words(controls, ui.language);
    std::string_view title = ui.tr(controls.front()->label);
    if (common > 0) title = title.substr(0, common - 1);

    draw->ChannelsSplit(2);
    draw->ChannelsSetCurrent(1);
    draw_text_middle(draw, theme, {at.x + padding, at.y + head / 2 + 1}, {13}, theme.ink, title);
    float x = at.x + width - 4, y = at.y + head;
    for (std::size_t i = controls.size(); i-- > 0;) {
        const Control& c = *controls[i];
        if (icon_of(c) == Icon::none) continue;
        x -= size;
        ImGui::SetCursorScreenPos({x, at.y + (head - size) / 2 + 1});
        if (icon_button(ui, c.id, icon_of(c), ui.tr(c.hint), {.look = ButtonOptions::Look::quiet, .width = size, .height = size, .enabled = c.enabled})) send(stage, c);
    }
    for (const Control* c : controls) {
        if (c->kind == Control::Kind::button) continue;
        Control field = *c;
        field.label.ko.erase(0, common_words(controls, Language::ko));
        field.label.en.erase(0, common_words(controls, Language::en));
        if (!field.label.en.empty()) field.label.en[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(field.label.en[0])));
        ImGui::SetCursorScreenPos({at.x + padding, y});
        control(ui, field, width - 2 * padding);
        y += ui.control_height();
    }
    y += y > at.y + head ? 6.0f : 0.0f;
    draw->ChannelsSetCurrent(0);
    draw->AddRectFilled(at, {at.x + width, y}, theme.paper, theme.radius);
    draw->AddRect(at, {at.x + width, y}, theme.line, theme.radius, 0, theme.hairline);
    draw->ChannelsMerge();
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, y - at.y + 6});
}

void rows(Stage& stage, const Controls& controls, float width) {
    Controls buttons;
    const auto flush = [&] {
        if (buttons.empty()) return;
        gap(2);
        button_row(stage, buttons, width);
        buttons.clear();
    };
    for (std::size_t i = 0; i < controls.size();) {
        const Control& c = *controls[i];
        if (c.row >= 0 && !c.id.starts_with("model.add")) {
            flush();
            Controls layer;
            for (; i < controls.size() && controls[i]->row == c.row; ++i) layer.push_back(controls[i]);
            card(stage, layer, width);
            continue;
        }
        if (c.kind == Control::Kind::button) buttons.push_back(&c);
        else flush(), control(stage.ui, c, width);
        ++i;
    }
    flush();
}

/// Unfolds what the step is not about.
void all_button(Stage& stage, float width) {
    Ui& ui = stage.ui;
    const auto& all = stage.session.controls();
    const auto c = std::ranges::find(all, std::string_view("view.all_controls"), &Control::id);
    if (c == all.end()) return;
    const bool open = c->value.is_boolean() && c->value.get<bool>();
    const ButtonOptions options{.look = ButtonOptions::Look::quiet, .icon = open ? Icon::up : Icon::down, .width = width, .hint = ui.tr(c->hint)};
    if (button(ui, c->id, ui.tr(open ? words::step_controls : words::all_controls), options)) ui.set_control(c->id, Json(!open));
    gap(10);
}

}  // namespace

void draw_control_list(Stage& stage, float width, const std::function<bool(const Control&)>& skip) {
    const Theme& theme = stage.theme();
    for (const Group& group : groups) {
        Controls mine;
        for (const Control& c : stage.session.controls())
            if (c.group == group.id && !c.folded && !skip(c)) mine.push_back(&c);
        if (mine.empty()) continue;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + theme.hairline}, theme.line);
        gap(10);
        draw_text(ImGui::GetWindowDrawList(), theme, {at.x, at.y + 9}, {12}, theme.muted, stage.ui.tr(*group.title));
        gap(20);
        rows(stage, mine, width);
        gap(14);
    }
    all_button(stage, width);
}

}  // namespace nabla
