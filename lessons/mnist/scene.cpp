#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

constexpr StepScene::StepView views[] = {{"look", make_look_view}, {"shape", make_shape_view}, {"rescale", make_rescale_view},
                                         {"label", make_label_view}, {"train", make_train_view}, {"curves", make_curves_view},
                                         {"mistakes", make_mistakes_view}, {"draw", make_draw_view}, {"challenge", make_challenge_view}};

class MnistScene : public StepScene {
public:
    using StepScene::StepScene;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.sample"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && (step == "rescale" || step == "train" || step == "challenge"); }
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<MnistScene>(views); }

}  // namespace nabla::lessons::mnist
