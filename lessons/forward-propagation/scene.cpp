#include "lessons/forward-propagation/scene_common.h"

namespace nabla::lessons::forward_propagation {
namespace {

constexpr StepScene::StepView views[] = {{"wires", make_hand_view}, {"first", make_hand_view}, {"zero", make_hand_view}, {"output", make_hand_view},
                                         {"many", make_many_view}, {"matrix", make_matrix_view}, {"count", make_count_view},
                                         {"digit", make_digit_view}};

class ForwardScene : public StepScene {
public:
    using StepScene::StepScene;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.part"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return step == "digit" && !narrow; }
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<ForwardScene>(views); }

}  // namespace nabla::lessons::forward_propagation
