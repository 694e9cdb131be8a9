#include <imgui.h>

#include <map>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/scroll.h"

namespace nabla::lessons::dropout {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class DropoutScene : public Scene {
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
    bool wants_plots(std::string_view, bool) const override { return false; }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "mask") return make_mask_view();
        if (step == "scale") return make_scale_view();
        if (step == "modes") return make_modes_view();
        if (step == "compare") return make_compare_view();
        if (step == "why") return make_why_view();
        if (step == "thirty") return make_thirty_view();
        if (step == "knockout") return make_knockout_view();
        if (step == "small") return make_small_view();
        return nullptr;
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<DropoutScene>(); }

}  // namespace nabla::lessons::dropout
