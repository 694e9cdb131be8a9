#include <algorithm>

#include "lessons/gradient-descent/scene_common.h"

namespace nabla::lessons::gradient_descent {
namespace {

constexpr StepScene::StepView views[] = {{"fit", make_fit_view}, {"slope", make_slope_view}, {"rates", make_rates_view},
                                         {"ravine", make_ravine_view}, {"scale", make_scale_view}, {"batches", make_batches_view},
                                         {"epochs", make_epochs_view}, {"row-number", make_row_number_view}};

class DescentScene : public StepScene {
public:
    using StepScene::StepScene;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.start_b" && id != "figure.start_w"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && (step == "rates" || step == "epochs"); }
};

}  // namespace

std::string count_text(std::int64_t count) {
    char buffer[32];
    return count < 0 ? "> " + std::string(kit::format_number(buffer, static_cast<double>(most_updates), 6)) : std::to_string(count);
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<DescentScene>(views); }

}  // namespace nabla::lessons::gradient_descent
