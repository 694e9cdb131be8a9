#include <imgui.h>

#include <algorithm>

#include "lessons/kit/widgets.h"
#include "lessons/overfitting/scene_common.h"

namespace nabla::lessons::overfitting {
namespace {

constexpr StepScene::StepView views[] = {{"points", make_fit_view}, {"size", make_fit_view}, {"rows", make_fit_view}, {"digits", make_digits_view},
                                         {"shuffled", make_digits_view}, {"penalty", make_penalty_view}, {"stop", make_stop_view},
                                         {"peek", make_peek_view}};

}  // namespace

using namespace kit;

float counter(SceneContext& context, ImVec2 at, std::string_view name, const std::string& value, ImU32 color) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, context.ui.theme, at, {12}, context.ui.theme.muted, name);
    draw_text(draw, context.ui.theme, {at.x, at.y + 18}, {22, true}, color, value);
    return 48;
}

float compare_button(SceneContext& context, ImVec2 at, float width, std::size_t ended, std::size_t of) {
    Ui& ui = context.ui;
    ImGui::SetCursorScreenPos(at);
    const std::string words = context.label("compare");
    if (button(ui, "figure.compare", words, {.look = ButtonOptions::Look::primary, .icon = Icon::play, .enabled = can_compare(context.session)}))
        ui.set_control("figure.compare", nullptr);
    if (of > 0)
        draw_text_middle(ImGui::GetWindowDrawList(), ui.theme, {at.x + width, at.y + ui.control_height() / 2}, {14, true}, ui.theme.muted,
                         std::to_string(ended) + "/" + std::to_string(of), Align::right);
    return ui.control_height();
}

FitPicture::FitPicture() {
    for (int i = 0; i < curve_points; ++i) {
        x_.push_back(static_cast<float>(i) / (curve_points - 1));
        truth_.push_back(true_curve(x_.back()));
    }
}

void FitPicture::draw(SceneContext& context, const Options& o) {
    const Theme& theme = context.ui.theme;
    curve_.draw(context.ui, {.id = o.id, .axes = {.area = o.area, .x_low = 0, .x_high = 1, .y_low = -1.8, .y_high = 1.8, .x_name = o.numbers ? "x" : "", .y_name = o.numbers ? "y" : "",
                                                  .numbers = o.numbers, .grid = o.numbers}});
    const std::span<const float> x(x_), truth(truth_);
    curve_.band(x, truth, o.noise, with_alpha(theme.muted, 0.15f));
    curve_.line(context.ui, {.x = x, .y = truth, .color = theme.muted, .width = 1.5f, .dashed = true, .name = o.true_name});
    if (!o.network.empty()) curve_.line(context.ui, {.x = x, .y = o.network, .color = theme.accent, .width = o.numbers ? 2.5f : 2.0f});
    curve_.points(context.ui, o.x, o.y, theme.ink, o.radius);
}

void draw_history(SceneContext& context, Plot& plot, Box box, std::string_view id, std::string_view title, const char* name, double y_max) {
    const Theme& theme = context.ui.theme;
    const History& history = context.session.view().history;
    const std::string val = std::string("val_") + name;
    std::vector<Series> series;
    for (const auto& [key, dashed] : {std::pair{std::string(name), false}, {val, true}}) {
        const auto* values = history.find(key);
        if (!values || values->empty()) continue;
        series.push_back({.name = context.label(dashed ? "validation" : "training"), .x = Values::counting(1, 1, values->size()), .y = std::span<const double>(*values),
                          .color = dashed ? theme.series_color(1) : theme.accent, .dashed = dashed});
    }
    ImGui::SetCursorScreenPos(box.min);
    plot.draw(context.ui, {.id = id, .title = title, .x_name = context.label("epoch"), .size = box.size(), .include_zero = true, .x_min = 1,
                           .x_max = static_cast<double>(context.session.experiment().fit.epochs), .y_min = 0, .y_max = y_max, .integer_x = true, .wheel_zooms = false,
                           .empty = context.label("no_run")}, series);
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<StepScene>(views); }

}  // namespace nabla::lessons::overfitting
