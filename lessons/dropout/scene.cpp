#include "lessons/dropout/scene_common.h"

namespace nabla::lessons::dropout {
namespace {

constexpr StepScene::StepView views[] = {{"mask", make_mask_view}, {"scale", make_scale_view}, {"modes", make_modes_view},
                                         {"compare", make_compare_view}, {"why", make_why_view}, {"thirty", make_thirty_view},
                                         {"knockout", make_knockout_view}, {"small", make_small_view}};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<StepScene>(views); }

}  // namespace nabla::lessons::dropout
