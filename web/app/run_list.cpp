#include "web/app/run_list.h"

#include <string>

#include "core/train/logged_name.h"
#include "lessons/kit/widgets.h"
#include "web/app/live_plots.h"
#include "web/app/words.h"

namespace nabla {
namespace {

using namespace kit;

/// "validation accuracy 0.974", the last epoch's; validation if it was measured.
std::string reached(const Ui& ui, const KeptRun& run) {
    const std::vector<double>* values = nullptr;
    std::string name;
    for (const auto& [key, series] : run.history.series) {
        if (series.empty() || (values && read_logged_name(key).is_loss())) continue;
        values = &series, name = key;
    }
    if (!values) return {};
    char number[32];
    return ui.tr(name.starts_with("val_") ? words::metric_of(words::validation_series, name) : words::metric(name)) + " " + std::string(format_number(number, values->back(), 4));
}

/// In the scene's own words, if it has any.
std::string result(const Stage& stage, const KeptRun& run) {
    std::string own = stage.own_runs ? stage.own_runs->run_result(stage.session, run) : std::string();
    return own.empty() ? reached(stage.ui, run) : own;
}

std::string details(const Stage& stage, const KeptRun& run) {
    const Ui& ui = stage.ui;
    std::string text = result(stage, run);
    const Json* compile = run.experiment.contains("compile") ? &run.experiment["compile"] : nullptr;
    if (compile && compile->contains("optimizer") && (*compile)["optimizer"].is_object()) {
        const Json& optimizer = (*compile)["optimizer"];
        text += "\n" + optimizer.value("class_name", std::string());
        if (optimizer.contains("config") && optimizer["config"].contains("learning_rate") && optimizer["config"]["learning_rate"].is_number()) {
            char number[32];
            text += " " + std::string(format_number(number, optimizer["config"]["learning_rate"].get<double>(), 3));
        }
    }
    text += "\n" + std::to_string(run.history.epochs()) + " " + ui.tr(words::epoch);
    return text;
}

std::string test_score(const Ui& ui, const KeptRun& run) {
    const auto score = run.test ? first_metric(*run.test) : std::nullopt;
    if (!score) return {};
    char number[32];
    // Of several outputs it is said which one's number it is.
    const std::string named = read_logged_name(score->first).output.empty() ? std::string() : ui.tr(words::metric(score->first)) + std::string(" ");
    return ui.tr(words::test) + std::string(" ") + named + std::string(format_number(number, score->second, 4));
}

void rename(Ui& ui, const KeptRun& run, ImVec2 min, ImVec2 max) {
    if (ui.edit)
        ui.edit({.id = "app.run_name." + std::to_string(run.number), .label = ui.tr(words::rename), .value = run.name,
                 .position = min, .size = {max.x - min.x, max.y - min.y}});
}

void row(Stage& stage, const KeptRun& run, float width) {
    Ui& ui = stage.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float height = ui.touch ? 44.0f : 34.0f, size = ui.touch ? 44.0f : 28.0f;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float y = at.y + height / 2;
    const std::string id = "run." + std::to_string(run.number);
    const int number = run.number;

    ImGui::SetCursorScreenPos({at.x - 6, y - size / 2});
    const Text& eye = run.visible ? words::hide_run : words::show_run;
    if (icon_button(ui, id + ".visible", run.visible ? Icon::eye : Icon::eye_off, ui.tr(eye), {.look = ButtonOptions::Look::quiet, .width = size, .height = size}))
        stage.act([number, name = run.name, visible = !run.visible](Session& s) { s.set_run(number, name, visible); });
    const float name_x = at.x + size + 2, restore_x = at.x + width - size + 6;
    const ImVec2 min{name_x, at.y}, max{restore_x - 4, at.y + height};
    const Target t = target(ui, id + ".name", min, max);
    draw->AddCircleFilled({name_x + 6, y}, 4.5f, drawn(stage.session, run) ? run_color(stage, run.number, &run) : theme.line, 20);
    const std::string right = run.test ? test_score(ui, run) : result(stage, run);
    const float right_width = text_size(theme, {12}, right).x;
    draw_text_cut(draw, theme, {name_x + 18, y}, max.x - name_x - 26 - right_width, {13}, run.visible ? theme.ink : theme.muted, run.name);
    draw_text_middle(draw, theme, {max.x, y}, {12}, theme.muted, right, Align::right);
    std::string more = details(stage, run);
    if (run.visible && !drawn(stage.session, run)) more += "\n" + std::string(ui.tr(words::other_axes));
    hint(ui, id + ".name", more, min, max, t.hovered);
    const bool asked = ui.touch ? t.pressed : t.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    if (asked) rename(ui, run, {name_x + 10, y - 14}, {max.x, y + 14});

    ImGui::SetCursorScreenPos({restore_x, y - size / 2});
    if (icon_button(ui, id + ".restore", Icon::undo, ui.tr(words::restore_run), {.look = ButtonOptions::Look::quiet, .width = size, .height = size}))
        stage.act([number](Session& s) { s.restore_run(number); });
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
}

}  // namespace

void draw_run_list(Stage& stage, float width) {
    const auto& runs = stage.session.runs();
    if (runs.empty()) return;
    const Theme& theme = stage.theme();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + theme.hairline}, theme.line);
    gap(10);
    draw_text(ImGui::GetWindowDrawList(), theme, {at.x, at.y + 9}, {12}, theme.muted, stage.ui.tr(words::runs));
    gap(18);
    for (std::size_t i = runs.size(); i-- > 0;) row(stage, runs[i], width);
    gap(12);
}

}  // namespace nabla
