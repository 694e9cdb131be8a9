#include <imgui.h>

#include <algorithm>

#include "lessons/neuron/scene_common.h"
#include "lessons/numerals.h"

namespace nabla::lessons::neuron {
namespace {

constexpr StepScene::StepView views[] = {{"sum", make_sum_view}, {"squash", make_sum_view}, {"bias", make_line_view}, {"by-hand", make_line_view},
                                         {"machine", make_line_view}, {"xor", make_xor_view}, {"hidden", make_hidden_view},
                                         {"two-units", make_two_units_view}};

class NeuronScene : public StepScene {
public:
    using StepScene::StepScene;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.sample" && id != "figure.x1" && id != "figure.x2"; }
};

}  // namespace

using namespace kit;

float counter(SceneContext& context, ImVec2 at, std::string_view name, const std::string& value, ImU32 color) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, context.ui.theme, at, {12}, context.ui.theme.muted, name);
    draw_text(draw, context.ui.theme, {at.x, at.y + 18}, {24, true}, color, value);
    return 50;
}

float loss_meter(SceneContext& context, ImVec2 at, float width, double loss, double goal, ImU32 color) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto x_of = [&](double value) { return at.x + width * static_cast<float>(std::clamp(value, 0.0, 1.0)); };
    draw->AddRectFilled({at.x, at.y + 2}, {at.x + width, at.y + 8}, theme.surface, 3);
    draw->AddRectFilled({at.x, at.y + 2}, {x_of(loss), at.y + 8}, color, 3);
    if (goal > 0) {
        draw->AddRectFilled({x_of(goal) - 1, at.y - 2}, {x_of(goal) + 1, at.y + 12}, theme.ink);
        draw_text_middle(draw, theme, {x_of(goal), at.y + 21}, {11, true}, theme.muted, short_number(goal, 2), Align::center);
    }
    return goal > 0 ? 30 : 12;
}

float plane_key(SceneContext& context, ImVec2 at, float width, const PlaneKey& key) {
    const Theme& theme = context.ui.theme;
    const Ui& ui = context.ui;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    constexpr Type words{12}, number{11, true};
    constexpr float bar = 96, height = 10, steps = 24;
    const std::string name = ui.tr("출력", "Output");
    const float name_width = text_size(theme, words, name).x + 10;
    draw_text_middle(draw, theme, {at.x, at.y + 8}, words, theme.muted, name);
    const float left = at.x + name_width, top = at.y + 3;
    for (float i = 0; i < steps; ++i)
        draw->AddRectFilled({left + bar * i / steps, top}, {left + bar * (i + 1) / steps, top + height}, field_color(theme, 2 * (i + 0.5f) / steps - 1));
    draw->AddRect({left, top}, {left + bar, top + height}, theme.line, 0, 0, theme.hairline);
    const char* const marks[] = {key.low, key.middle, key.high};
    for (int i = 0; i < 3; ++i) draw_text_middle(draw, theme, {left + bar * 0.5f * static_cast<float>(i), top + height + 9}, number, theme.muted, marks[i], Align::center);
    if (!key.points) return 30;
    const struct { const char* words; bool positive, wrong; } points[] = {{ui.tr("라벨 1", "label 1"), true, false}, {ui.tr("라벨 0", "label 0"), false, false}, {ui.tr("틀린 점", "wrong side"), false, true}};
    float whole = 0;
    for (const auto& p : points) whole += p.wrong && !key.wrong ? 0 : 20 + text_size(theme, words, p.words).x + 14;
    const bool beside = name_width + bar + 28 + whole <= width;
    float x = beside ? left + bar + 28 : at.x;
    const float y = beside ? at.y + 8 : at.y + 42;
    for (const auto& p : points) {
        if (p.wrong && !key.wrong) continue;
        if (p.wrong) draw->AddCircle({x + 8, y}, 7, theme.ink, 28, 1.75f);
        else draw_class_mark(draw, theme, {x + 8, y}, p.positive);
        draw_text_middle(draw, theme, {x + 21, y}, words, theme.muted, p.words);
        x += 20 + text_size(theme, words, p.words).x + 14;
    }
    return beside ? 30 : 54;
}

std::vector<PlanePoint> plane_points(std::span<const Sample> samples, const Fit& fit) {
    std::vector<PlanePoint> points;
    for (std::size_t i = 0; i < samples.size(); ++i)
        points.push_back({.x = samples[i].x1, .y = samples[i].x2, .positive = samples[i].positive, .wrong = i < fit.wrong.size() && fit.wrong[i]});
    return points;
}

PlanePlace place_plane(Box area, float rest_height) {
    constexpr float gap = 24, least = 230;
    PlanePlace place{.plane = area, .rest = area};
    place.beside = area.width() >= 560;
    if (place.beside) {
        const float side = std::clamp(std::min(area.height() - 6, area.width() * 0.58f), 300.0f, 560.0f);
        place.plane = Box::at(area.min, side, side);
        place.rest = {{area.min.x + side + gap, area.min.y}, {area.max.x, area.min.y + side}};
    } else {
        const float side = std::clamp(area.height() - rest_height, least, area.width());
        place.plane = Box::at({area.min.x + (area.width() - side) / 2, area.min.y}, side, side);
        place.rest = {{area.min.x, area.min.y + side + 10}, area.max};
    }
    return place;
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<NeuronScene>(views); }

}  // namespace nabla::lessons::neuron
