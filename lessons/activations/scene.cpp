#include "lessons/activations/scene_common.h"

namespace nabla::lessons::activations {
namespace {

constexpr StepScene::StepView views[] = {{"none", make_none_view}, {"slopes", make_slopes_view}, {"layers", make_layers_view},
                                         {"dead", make_dead_view}, {"output", make_output_view}, {"entropy", make_entropy_view},
                                         {"duel", make_duel_view}};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<StepScene>(views); }

}  // namespace nabla::lessons::activations
