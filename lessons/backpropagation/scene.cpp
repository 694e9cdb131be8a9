#include <imgui.h>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/own_runs.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

constexpr StepScene::StepView views[] = {{"sign", make_hand_view}, {"output", make_hand_view}, {"weights", make_hand_view},
                                         {"through", make_hand_view}, {"nudge", make_nudge_view}, {"update", make_update_view},
                                         {"twins", make_twins_view}, {"wishes", make_wishes_view}, {"vanish", make_vanish_view}};

class BackwardScene : public StepScene, public OwnRuns {
public:
    using StepScene::StepScene;
    bool draws_control(std::string_view id) const override { return id.starts_with("figure.") && id != "figure.part"; }
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
};

}  // namespace

float big_number(SceneContext& context, ImVec2 at, std::string_view name, std::string_view value, ImU32 color) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    kit::draw_text_middle(draw, theme, {at.x, at.y + 8}, {12}, theme.muted, name);
    kit::draw_text_middle(draw, theme, {at.x, at.y + 30}, {17, true}, color ? color : theme.ink, value);
    return 46;
}

std::unique_ptr<Scene> make_scene();
std::unique_ptr<Scene> make_scene() { return std::make_unique<BackwardScene>(views); }

}  // namespace nabla::lessons::backpropagation
