#include <imgui.h>

#include <algorithm>

#include "lessons/kit/formula.h"
#include "lessons/optimizers/scene_common.h"

namespace nabla::lessons::optimizers {
namespace {

constexpr StepScene::StepView views[] = {{"ravine", make_ravine_view}, {"momentum", make_curve_view}, {"speed", make_speed_view},
                                         {"nesterov", make_curve_view}, {"boxes", make_boxes_view}, {"adam", make_adam_view},
                                         {"slice", make_slice_view}, {"table", make_table_view}, {"drawer", make_drawer_view}};

class OptimizerScene : public StepScene {
public:
    using StepScene::StepScene;
    /// A place on a surface is pressed; its two numbers stand in the panel for those who cannot.
    bool draws_control(std::string_view id) const override {
        for (const std::string_view number : {"figure.start_b", "figure.start_w", "figure.slice_a", "figure.slice_b", "figure.restart", "figure.ground_x", "figure.ground_y", "figure.best_plain"})
            if (id == number) return false;
        return id.starts_with("figure.");
    }
};

}  // namespace

std::string count_text(std::int64_t count) {
    char buffer[32];
    return count < 0 ? "> " + std::string(kit::format_number(buffer, static_cast<double>(most_updates), 6)) : std::to_string(count);
}

std::vector<kit::SurfacePoint> points_of(const std::vector<Waypoint>& path) {
    std::vector<kit::SurfacePoint> points;
    for (const Waypoint& point : path) points.push_back({point.w[0], point.w[1]});
    return points;
}

ImU32 rule_color(const Theme& theme, std::string_view rule) { return theme.series_color(static_cast<std::size_t>(find_rule(rule).series)); }

float draw_pieces(Ui& ui, kit::Spotlight& light, std::string_view id, ImVec2 at, float width, const std::vector<Piece>& pieces, ImU32 color) {
    std::vector<kit::Term> terms;
    for (std::size_t i = 0; i < pieces.size(); ++i) terms.push_back({.symbol = pieces[i].symbol, .value = pieces[i].value, .color = i == 0 ? color : 0});
    return kit::formula(ui, light, {.id = id, .at = at, .width = width, .terms = terms, .size = 14});
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<OptimizerScene>(views); }

}  // namespace nabla::lessons::optimizers
