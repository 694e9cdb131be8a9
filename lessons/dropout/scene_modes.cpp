#include <algorithm>

#include "lessons/dropout/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/question_card.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::dropout {
namespace {

using namespace kit;

/// One image predicted again and again, with masks on the left and without on the right: a dot a prediction.
class ModesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_column(SceneContext& context, ImVec2 at, float width, bool masks, const State& state);
    void follow(SceneContext& context, const State& state);

    std::string key_;
    std::vector<std::vector<float>> masked_, plain_;   // [prediction][class]
    std::vector<float> pixels_;
    Heatmap picture_;
    int truth_ = 0;
};

void ModesView::follow(SceneContext& context, const State& state) {
    Model* model = plain_probe(context.session);
    const auto data = context.session.dataset();
    const std::string key = std::to_string(context.session.weights_version()) + "." + std::to_string(state.image) + "." + std::to_string(state.with_masks) + "." + std::to_string(state.plain);
    if (!model || !data || state.image >= data->train.rows()) {
        key_.clear(), masked_.clear(), plain_.clear(), pixels_.clear();
        return;
    }
    if (key == key_) return;
    key_ = key;
    masked_.clear(), plain_.clear();
    for (int i = 0; i < state.with_masks; ++i) masked_.push_back(predict(*model, *data, state.image, true, context.session.experiment().seed, i));
    for (int i = 0; i < state.plain; ++i) plain_.push_back(predict(*model, *data, state.image, false, context.session.experiment().seed, i));
    pixels_.resize(static_cast<std::size_t>(data->train.x.sample_shape().elements()));
    data->train.x.gather(state.image, 1, pixels_.data());
    truth_ = std::clamp(static_cast<int>(data->train.y[static_cast<std::size_t>(state.image)]), 0, 9);
}

float ModesView::draw_column(SceneContext& context, ImVec2 at, float width, bool masks, const State& state) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& predictions = masks ? masked_ : plain_;
    float y = at.y;
    ImGui::SetCursorScreenPos({at.x, y});
    control(ui, context.session, masks ? "figure.predict_masked" : "figure.predict_plain", width);
    y += ui.control_height() + 12;
    constexpr float row = 24;
    const float left = at.x + 26, right = at.x + width - 12;
    for (int digit = 0; digit < 10; ++digit) {
        const float middle = y + row * (static_cast<float>(digit) + 0.5f);
        const bool truth = digit == truth_;
        draw_text_middle(draw, theme, {at.x + 6, middle}, {13, true}, truth ? theme.ink : theme.muted, std::to_string(digit));
        draw->AddRectFilled({left, theme.snap(middle)}, {right, theme.snap(middle) + theme.hairline}, truth ? theme.faint : theme.line);
        for (std::size_t i = 0; i < predictions.size(); ++i) {
            if (predictions[i].size() != 10) continue;
            const float x = left + (right - left) * predictions[i][static_cast<std::size_t>(digit)];
            const bool last = i + 1 == predictions.size();
            draw->AddCircleFilled({x, middle}, last ? 5.0f : 4.0f, with_alpha(truth ? theme.accent : theme.muted, last ? 1.0f : 0.45f), 20);
        }
    }
    y += row * 10;
    for (int tick = 0; tick <= 2; ++tick) {
        const float x = left + (right - left) * static_cast<float>(tick) / 2;
        draw_text_middle(draw, theme, {x, y + 10}, {11, true}, theme.muted, fixed(tick / 2.0, 1), Align::center);
    }
    draw_text_middle(draw, theme, {left + (right - left) / 4, y + 10}, {11}, theme.muted, context.label("probability"), Align::center);
    y += 26;
    float low = 1, high = 0;
    for (const auto& one : predictions)
        if (one.size() == 10) low = std::min(low, one[static_cast<std::size_t>(truth_)]), high = std::max(high, one[static_cast<std::size_t>(truth_)]);
    const int count = masks ? state.with_masks : state.plain;
    const std::string words = count == 0 ? std::string("–") : high - low < 1e-7f ? fixed(low, 4) : fixed(low, 4) + context.ui.tr(" ~ ", " to ") + fixed(high, 4);
    draw_number(context, {at.x, y}, std::string(context.label("range")) + " · " + std::to_string(count) + context.label("times"), words, count > 1 && high - low > 1e-7f ? theme.negative : theme.ink, 17);
    ui.widgets.add(masks ? "modes.masked" : "modes.plain", at, {at.x + width, y + 40});
    return y + 48 - at.y;
}

float ModesView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const State state = State::read(context.session.lesson_state());
    follow(context, state);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = area.min.y + question_card(context, repeats, area.min, area.width()) + 14;
    if (pixels_.empty()) return y - area.min.y + draw_waiting(context, Box::at({area.min.x, y}, area.width(), 160));
    const float side = 72;
    picture_.set(ui, pixels_, {.width = 28, .shades = Shades::ink, .range = 1, .version = static_cast<std::uint64_t>(state.image) + 1});
    picture_.draw(draw, Box::at({area.min.x, y}, side, side));
    draw->AddRect({area.min.x, y}, {area.min.x + side, y + side}, theme.line, 0, 0, theme.hairline);
    ImGui::SetCursorScreenPos({area.min.x + side + 18, y});
    control(ui, context.session, "figure.image", std::min(area.width() - side - 18, 340.0f));
    const bool untrained = context.session.untrained();
    draw_paragraph(draw, theme, {area.min.x + side + 18, y + ui.control_height() + 8}, area.width() - side - 18, {13}, untrained ? theme.warning : theme.muted, context.label(untrained ? "untrained" : "trained"));
    y += std::max(side, ui.control_height() + 46) + 18;
    const bool narrow = area.width() < narrow_below;
    const float width = narrow ? area.width() : (area.width() - 40) / 2;
    const float first = draw_column(context, {area.min.x, y}, width, true, state);
    if (narrow) y += first + 12;
    const float second = draw_column(context, {narrow ? area.min.x : area.min.x + width + 40, y}, width, false, state);
    return y + second - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_modes_view() { return std::make_unique<ModesView>(); }

}  // namespace nabla::lessons::dropout
