#include <imgui.h>

#include <algorithm>
#include <map>

#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/scroll.h"

namespace nabla::lessons::gradient_descent {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class DescentScene : public Scene {
public:
    void draw(SceneContext& context) override {
        const std::string& step = context.session.step().id;
        Shown& shown = views_[step];
        if (!shown.view) shown.view = make(step);
        if (!shown.view) return;
        const kit::Box content = shown.scroll.begin(context.ui, step, kit::Box::at(context.origin, context.size.x, context.size.y));
        shown.scroll.end(context.ui, shown.view->draw(context, content));
    }
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.start_b" && id != "figure.start_w"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return !narrow && (step == "rates" || step == "epochs"); }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "fit") return make_fit_view();
        if (step == "slope") return make_slope_view();
        if (step == "rates") return make_rates_view();
        if (step == "ravine") return make_ravine_view();
        if (step == "scale") return make_scale_view();
        if (step == "batches") return make_batches_view();
        if (step == "epochs") return make_epochs_view();
        if (step == "row-number") return make_row_number_view();
        return nullptr;
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

float draw_waiting(SceneContext& context, kit::Box area) {
    const float height = std::max(area.height(), 120.0f);
    kit::draw_text_middle(ImGui::GetWindowDrawList(), context.ui.theme, {area.center().x, area.min.y + height * 0.42f}, {context.ui.theme.body}, context.ui.theme.muted, context.label("loading"), kit::Align::center);
    return height;
}

std::string count_text(std::int64_t count) {
    char buffer[32];
    return count < 0 ? "> " + std::string(kit::format_number(buffer, static_cast<double>(most_updates), 6)) : std::to_string(count);
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<DescentScene>(); }

}  // namespace nabla::lessons::gradient_descent
