#include <imgui.h>

#include <map>

#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/scroll.h"

namespace nabla::lessons::forward_propagation {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class ForwardScene : public Scene {
public:
    void draw(SceneContext& context) override {
        const std::string& step = context.session.step().id;
        Shown& shown = views_[step];
        if (!shown.view) shown.view = make(step);
        const kit::Box content = shown.scroll.begin(context.ui, step, kit::Box::at(context.origin, context.size.x, context.size.y));
        shown.scroll.end(context.ui, shown.view->draw(context, content));
    }
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.part"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return step == "digit" && !narrow; }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "many") return make_many_view();
        if (step == "matrix") return make_matrix_view();
        if (step == "count") return make_count_view();
        if (step == "digit") return make_digit_view();
        return make_hand_view();
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

float note(SceneContext& context, ImVec2 at, float width, std::string_view words) {
    return kit::draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, at, width, {13}, context.ui.theme.muted, words);
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<ForwardScene>(); }

}  // namespace nabla::lessons::forward_propagation
