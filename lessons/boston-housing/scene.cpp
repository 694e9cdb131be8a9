#include "lessons/boston-housing/scene_common.h"

namespace nabla::lessons::boston_housing {
namespace {

constexpr StepScene::StepView views[] = {{"baseline", make_baseline_view}, {"table", make_table_view}, {"scale", make_scale_view},
                                         {"train", make_train_view}, {"folds", make_folds_view}, {"epoch", make_epoch_view},
                                         {"scores", make_scores_view}, {"column-b", make_column_b_view}, {"chas", make_chas_view},
                                         {"report", make_report_view}};

class BostonScene : public StepScene {
public:
    using StepScene::StepScene;
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && step == "train"; }
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<BostonScene>(views); }

}  // namespace nabla::lessons::boston_housing
