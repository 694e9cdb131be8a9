#include <algorithm>
#include <array>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/stats.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// The average curve with the learner's epoch on it, what np.argmin says, and the network trained again on every row.
class EpochView : public View {
public:
    float draw(SceneContext& context, Box area) override {
        context.session.want_test_data();
        if (!context.session.dataset()) return draw_waiting(context, area);
        Ui& ui = context.ui;
        const State state = State::read(context.session.lesson_state());
        const FoldCurves curves = fold_curves(context.session);
        float y = area.min.y;
        if (!curves.complete) y += draw_folds_button(context, {area.min.x, y}, area.width()) + 14;
        const float height = area.width() < narrow_below ? 250.0f : 300.0f;
        average_.draw(context, "epoch.average", Box::at({area.min.x, y}, area.width(), height), curves, state.epoch);
        y += height + 10;
        if (!curves.complete) return y - area.min.y;
        ImGui::SetCursorScreenPos({area.min.x, y});
        control(ui, context.session, "figure.epoch", std::min(area.width(), 460.0f));
        y += ui.control_height() + 14;
        y += draw_numbers(context, state, curves, {area.min.x, y}, area.width()) + 12;
        const std::array asked{&epochs_argument()};
        y += number_card(context, asked, {area.min.x, y}, area.width()) + 16;
        return y + draw_retrained(context, state, {area.min.x, y}, area.width()) - area.min.y;
    }

private:
    static float draw_numbers(SceneContext& context, const State& state, const FoldCurves& curves, ImVec2 at, float width) {
        const bool known = state.epoch > 0 && state.epoch <= static_cast<int>(curves.average.size());
        const Stat numbers[] = {{context.label("argmin"), std::to_string(curves.best)},
                                {context.label("best_mae"), fixed(curves.average[curves.best], 3)},
                                {context.label("chosen_mae"), known ? fixed(curves.average[static_cast<std::size_t>(state.epoch - 1)], 3) : "–", context.ui.theme.negative},
                                {context.label("near"), std::to_string(curves.near_best(near_enough)) + " / " + std::to_string(curves.average.size())}};
        return stats(context.ui, at, width, numbers, 18);
    }

    static float draw_retrained(SceneContext& context, const State& state, ImVec2 at, float width) {
        const Theme& theme = context.ui.theme;
        ImDrawList* draw = ImGui::GetWindowDrawList();
        const Session& session = context.session;
        draw_text(draw, theme, at, {13}, theme.ink, context.label("retrained"));
        float y = at.y + 26;
        const auto epochs = session.view().history.epochs();
        const auto& result = session.test_result();
        const bool tested = result && session.view().update > 0 && result->version == session.weights_version() && !result->evaluation.metrics.empty();
        const Stat numbers[] = {{context.label("trained_for"), std::to_string(epochs) + (state.epoch > 0 ? " / " + std::to_string(state.epoch) : "")},
                                {context.label("test_mae"), tested ? fixed(result->evaluation.metrics.front().second, 3) : "?", tested ? theme.accent : theme.muted},
                                {context.label("test_mse"), tested ? fixed(result->evaluation.loss, 2) : "?", tested ? theme.ink : theme.muted}};
        y += stats(context.ui, {at.x, y}, width, numbers, 18) + 4;
        y += draw_paragraph(draw, theme, {at.x, y}, width, {13}, theme.muted, context.label(state.epoch == 0 ? "choose_first" : tested ? "once" : "train_then_test"));
        return y - at.y;
    }

    AverageCurve average_;
};

}  // namespace

std::unique_ptr<View> make_epoch_view() { return std::make_unique<EpochView>(); }

}  // namespace nabla::lessons::boston_housing
