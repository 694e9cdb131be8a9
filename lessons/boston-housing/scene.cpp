#include <imgui.h>

#include <map>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/scroll.h"

namespace nabla::lessons::boston_housing {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class BostonScene : public Scene {
public:
    void draw(SceneContext& context) override {
        const std::string& step = context.session.step().id;
        Shown& shown = views_[step];
        if (!shown.view) shown.view = make(step);
        if (!shown.view) return;
        const kit::Box content = shown.scroll.begin(context.ui, step, kit::Box::at(context.origin, context.size.x, context.size.y));
        shown.scroll.end(context.ui, shown.view->draw(context, content));
    }
    bool draws_control(std::string_view id) const override { return id.starts_with("figure."); }
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && step == "train"; }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "baseline") return make_baseline_view();
        if (step == "table") return make_table_view();
        if (step == "scale") return make_scale_view();
        if (step == "train") return make_train_view();
        if (step == "folds") return make_folds_view();
        if (step == "epoch") return make_epoch_view();
        if (step == "scores") return make_scores_view();
        if (step == "column-b") return make_column_b_view();
        if (step == "chas") return make_chas_view();
        if (step == "report") return make_report_view();
        return nullptr;
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<BostonScene>(); }

}  // namespace nabla::lessons::boston_housing
