#include <imgui.h>

#include <map>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/own_runs.h"
#include "lessons/kit/scroll.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

/// One view a step, made when its step is first shown; each scrolls where it is taller than its place.
class BackwardScene : public Scene, public OwnRuns {
public:
    void draw(SceneContext& context) override {
        const std::string& step = context.session.step().id;
        Shown& shown = views_[step];
        if (!shown.view) shown.view = make(step);
        const kit::Box content = shown.scroll.begin(context.ui, step, kit::Box::at(context.origin, context.size.x, context.size.y));
        shown.scroll.end(context.ui, shown.view->draw(context, content));
    }
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.part"; }
    bool wants_plots(std::string_view step, bool narrow) const override { return step == "vanish" && !narrow; }
    /// An epoch's loss is measured before its update; of a single update the loss behind it is asked.
    std::string run_result(const Session& session, const KeptRun& run) const override {
        const auto rate = tried_rate(run);
        if (!rate) return {};
        const char* after = session.language() == Language::ko ? "갱신 후 손실 " : "loss after ";
        return "η " + short_number(*rate, 6) + " · " + after + loss_text(static_cast<double>(hand_numbers(updated(hand_weights, *rate)).loss));
    }
    bool wants_curves(std::string_view step) const override { return step != "update"; }

private:
    struct Shown {
        std::unique_ptr<View> view;
        kit::Scroll scroll;
    };
    static std::unique_ptr<View> make(std::string_view step) {
        if (step == "nudge") return make_nudge_view();
        if (step == "update") return make_update_view();
        if (step == "twins") return make_twins_view();
        if (step == "wishes") return make_wishes_view();
        if (step == "vanish") return make_vanish_view();
        return make_hand_view();
    }
    std::map<std::string, Shown> views_;
};

}  // namespace

float note(SceneContext& context, ImVec2 at, float width, std::string_view words) {
    return kit::draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, at, width, {13}, context.ui.theme.muted, words);
}

float big_number(SceneContext& context, ImVec2 at, std::string_view name, std::string_view value, ImU32 color) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    kit::draw_text_middle(draw, theme, {at.x, at.y + 8}, {12}, theme.muted, name);
    kit::draw_text_middle(draw, theme, {at.x, at.y + 30}, {17, true}, color ? color : theme.ink, value);
    return 46;
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<BackwardScene>(); }

}  // namespace nabla::lessons::backpropagation
