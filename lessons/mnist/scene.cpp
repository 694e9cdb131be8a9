#include <imgui.h>

#include <map>

#include "lessons/kit/scroll.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class MnistScene : public Scene {
public:
    void draw(SceneContext& context) override {
        const std::string& step = context.session.step().id;
        Shown& shown = views_[step];
        if (!shown.view) shown.view = make(step);
        if (!shown.view) return;
        kit::Box area = kit::Box::at(context.origin, context.size.x, context.size.y);
        const kit::Box content = shown.scroll.begin(context.ui, step, area);
        shown.scroll.end(context.ui, shown.view->draw(context, content));
    }
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.sample"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && (step == "rescale" || step == "train" || step == "challenge"); }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "look") return make_look_view();
        if (step == "shape") return make_shape_view();
        if (step == "rescale") return make_rescale_view();
        if (step == "label") return make_label_view();
        if (step == "train") return make_train_view();
        if (step == "curves") return make_curves_view();
        if (step == "mistakes") return make_mistakes_view();
        if (step == "draw") return make_draw_view();
        if (step == "challenge") return make_challenge_view();
        return nullptr;
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<MnistScene>(); }

}  // namespace nabla::lessons::mnist
