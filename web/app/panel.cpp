#include "web/app/panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "core/data/family.h"
#include "core/session/control_groups.h"
#include "lessons/kit/widgets.h"
#include "web/app/control_list.h"
#include "web/app/notices.h"
#include "web/app/run_bar.h"
#include "web/app/run_list.h"
#include "web/app/words.h"
#include "web/platform.h"

namespace nabla {
namespace {

using namespace kit;

constexpr float slop = 8, stop_speed = 20;

/// Which data these numbers are about, whether they are real, and the score on the test rows.
void data_line(Stage& stage, float width) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto data = stage.session.dataset();
    const DatasetFamily* family = find_family(stage.session.experiment().dataset.name);
    std::string text = family ? ui.tr(family->info.title) : stage.session.experiment().dataset.name;
    if (data) text += " · " + thousands(data->train.rows()) + (data->train.rows() == 1 ? ui.tr("행", " row") : ui.tr("행", " rows"));
    float badge_width = 0;
    if (data && data->generated) {
        badge_width = text_size(theme, {12}, ui.tr(words::generated)).x + 16;
        const ImVec2 min{at.x + width - badge_width, at.y}, max{at.x + width, at.y + 20};
        ImGui::SetCursorScreenPos(min);
        badge(ui, ui.tr(words::generated), theme.warning, theme.warning_soft);
        const Target t = figure_target(ui, "data.generated", min, max);
        hint(ui, "data.generated", ui.tr(words::generated_hint), min, max, t.shown());
    }
    draw_text_cut(ImGui::GetWindowDrawList(), theme, {at.x, at.y + 10}, width - badge_width - 8, {12}, theme.muted, text);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, 22});
}

/// "Test accuracy 0.9774" and the button that measures it; the speed while training.
void test_line(Stage& stage, float width) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    const auto& all = stage.session.controls();
    const auto evaluate = std::ranges::find(all, std::string_view("run.evaluate"), &Control::id);
    if (evaluate == all.end()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.touch ? 44.0f : 26.0f;
    ButtonOptions options{.height = height, .enabled = evaluate->enabled, .hint = ui.tr(evaluate->hint)};
    options.width = button_width(ui, ui.tr(evaluate->label), options) - 8;
    ImGui::SetCursorScreenPos({at.x + width - options.width, at.y});
    if (button(ui, evaluate->id, ui.tr(evaluate->label), options)) ui.set_control(evaluate->id, Json());
    if (const std::string speed = speed_words(stage); !speed.empty()) {
        draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x, at.y + height / 2}, {12}, theme.muted, speed);
    } else if (const auto& result = stage.session.test_result(); result && result->version == stage.session.weights_version()) {   // of these weights
        char number[32];
        const auto& metrics = result->evaluation.metrics;
        const std::string name = metrics.empty() ? "loss" : metrics.front().first;
        const double value = metrics.empty() ? result->evaluation.loss : metrics.front().second;
        const std::string words = ui.tr(words::metric_of({"테스트", "Test"}, name)) + " ";
        const ImVec2 end = text_size(theme, {12}, words);
        ImDrawList* draw = ImGui::GetWindowDrawList();
        draw_text_middle(draw, theme, {at.x, at.y + height / 2}, {12}, theme.ink, words);
        draw_text_middle(draw, theme, {at.x + end.x, at.y + height / 2}, {12, true}, theme.ink, format_number(number, value, 4));
        ui.widgets.add("test.result", at, {at.x + end.x + 60, at.y + height});
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
}

void edit_button(Stage& stage, std::string_view id, Icon icon, ImVec2 at, float size) {
    const auto& all = stage.session.controls();
    const auto c = std::ranges::find(all, id, &Control::id);
    if (c == all.end()) return;
    ImGui::SetCursorScreenPos(at);
    if (icon_button(stage.ui, c->id, icon, stage.ui.tr(c->label),
                    {.look = ButtonOptions::Look::quiet, .width = size, .height = size, .enabled = c->enabled, .hint = stage.ui.tr(c->hint)}))
        stage.ui.set_control(c->id, Json());
}

}  // namespace

void Panel::head(Stage& stage, float width) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = ui.touch ? 44.0f : 28.0f, row = std::max(32.0f, size);
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {at.x, at.y + row / 2}, {15}, theme.ink, ui.tr(words::experiment));
    if (platform::has_page()) {
        const ButtonOptions options{.look = ButtonOptions::Look::quiet, .height = size, .hint = ui.tr(words::hint_keras)};
        ImGui::SetCursorScreenPos({at.x + width - 2 * size - button_width(ui, ui.tr(words::keras), options), at.y + (row - size) / 2});
        if (button(ui, "show.keras", ui.tr(words::keras), options)) stage.act([](Session& s) { s.emit({{"event", "show"}, {"what", "keras"}}); });
    }
    edit_button(stage, "edit.undo", Icon::undo, {at.x + width - 2 * size + 6, at.y + (row - size) / 2}, size);
    edit_button(stage, "edit.redo", Icon::redo, {at.x + width - size + 6, at.y + (row - size) / 2}, size);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, row + 6});
}

void Panel::drag_scroll(Ui& ui) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    const ImVec2 moved = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 0);
    if (ui.touch && over && !ui.pointer_taken && ImGui::IsMouseDown(ImGuiMouseButton_Left) && std::fabs(moved.y) > slop) {
        ImGui::ClearActiveID();    // the press was the beginning of a scroll, no press
        ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
        speed_ = ui.delta > 0 ? 0.6f * speed_ + 0.4f * io.MouseDelta.y / static_cast<float>(ui.delta) : 0;
        return;
    }
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left) || std::fabs(speed_) < stop_speed || ui.reduced_motion) speed_ = 0;
    if (speed_ == 0) return;
    ImGui::SetScrollY(ImGui::GetScrollY() - speed_ * static_cast<float>(ui.delta));
    speed_ *= std::exp(-4.0f * static_cast<float>(ui.delta));
    ui.animate = true;
}

void Panel::draw(Stage& stage, const Options& options) {
    const Area& area = options.area;
    const Theme& theme = stage.theme();
    const float side = area.width < 420 && area.x == 0 ? 16 : margin, width = area.width - 2 * side;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(area.min(), area.max(), theme.surface);
    if (area.x > 0) draw->AddRectFilled(area.min(), {area.x + theme.hairline, area.y + area.height}, theme.line);

    ImGui::SetCursorScreenPos({area.x + side, area.y + 12});
    ImGui::BeginGroup();
    head(stage, width);
    const bool folded = run_is_folded(stage.session);
    if (folded) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::Dummy({width, draw_paragraph(draw, theme, at, width, {13}, theme.muted, stage.ui.tr(words::in_figure))});
    } else {
        draw_run_bar(stage, width, false);
        data_line(stage, width);
        test_line(stage, width);
    }
    ImGui::EndGroup();

    const float top = ImGui::GetItemRectMax().y + 8;
    ImGui::SetCursorScreenPos({area.x, top});
    ImGui::BeginChild("panel", {area.width, area.y + area.height - top}, ImGuiChildFlags_None, ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
    ImGui::SetCursorPos({side, 4});
    ImGui::BeginGroup();
    draw_notices(stage, notices(stage.session, options.refused), width);
    if (options.plots && !folded && any_curve(stage.session)) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float height = options.plots->height_in_panel();
        options.plots->draw(stage, {at.x, at.y, width, height}, true);
        ImGui::SetCursorScreenPos(at);
        gap(height + 12);
    }
    draw_control_list(stage, width, options.skip);
    if (!folded) draw_run_list(stage, width);
    gap(16);
    ImGui::EndGroup();
    drag_scroll(stage.ui);
    ImGui::EndChild();
}

}  // namespace nabla
