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
    bool draws_control_in(std::string_view step, std::string_view id) const override {
        return draws_control(id) || (step == "update" && id == "optimizer.learning_rate");
    }
    bool wants_plots(std::string_view step, bool narrow) const override { return step == "vanish" && !narrow; }
    /// An epoch's loss is measured before its update; of a single update the loss behind it is asked. Runs of several steps stand in
    /// one list: each says what it was.
    std::string run_result(const Session& session, const KeptRun& run) const override {
        const bool korean = session.language() == Language::ko;
        const auto rate = tried_rate(run);
        if (!rate) return what_it_was(run, korean);
        const char* after = korean ? "갱신 후 손실 " : "loss after ";
        return "η " + short_number(*rate, 6) + " · " + after + loss_text(static_cast<double>(hand_numbers(updated(hand_weights, *rate)).loss));
    }
    /// Twins have the paths of their weights; losses of other steps' runs would stand beside theirs.
    bool wants_curves(std::string_view step) const override { return step != "update" && step != "twins"; }

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
    static std::string what_it_was(const KeptRun& run, bool korean) {
        const Experiment e = Experiment::parse(run.experiment);
        if (is_hand_network(e)) {
            const std::string count = std::to_string(run.history.epochs());
            if (starts_equal(e)) return korean ? "같은 시작 · 갱신 " + count + "번" : "equal start · " + count + " updates";
            return korean ? "갱신 " + count + "번" : count + " updates";
        }
        const auto* accuracy = run.history.find("val_accuracy");
        if (!accuracy || accuracy->empty() || e.model.at("config").at("layers").size() < 11) return {};   // not one of ten layers
        const std::string activation = hidden_activation(e.model);
        if (activation.empty()) return {};
        return activation + (korean ? " · 검증 정확도 " : " · val accuracy ") + fixed(accuracy->back(), 3);
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
