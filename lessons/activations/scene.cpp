#include <imgui.h>

#include <map>

#include "lessons/activations/scene_common.h"
#include "lessons/kit/scroll.h"

namespace nabla::lessons::activations {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class ActivationsScene : public Scene {
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
        if (step == "none") return make_none_view();
        if (step == "slopes") return make_slopes_view();
        if (step == "layers") return make_layers_view();
        if (step == "dead") return make_dead_view();
        if (step == "output") return make_output_view();
        if (step == "entropy") return make_entropy_view();
        if (step == "duel") return make_duel_view();
        return nullptr;
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<ActivationsScene>(); }

}  // namespace nabla::lessons::activations
