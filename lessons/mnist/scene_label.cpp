#include <algorithm>
#include <cmath>

#include "lessons/kit/bar_list.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

/// Two labels as numbers on a line and as one-hot rows, their distances, and the one probability that makes the loss.
class LabelView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_number_line(SceneContext& context, const State& state, ImVec2 at, float width) const;
    float draw_one_hot(SceneContext& context, const State& state, ImVec2 at, float width) const;
    float draw_loss(SceneContext& context, const State& state, ImVec2 at, float width);
    void read_digit(SceneContext& context, const Dataset& data, const State& state);

    Heatmap picture_;
    std::vector<float> read_;
    std::size_t row_ = 0;
    std::uint64_t read_version_ = 0;
    int read_label_ = -1;
};

ImU32 true_color(const Theme& theme) { return theme.accent; }
ImU32 other_color(const Theme& theme) { return theme.series_color(1); }

float LabelView::draw_number_line(SceneContext& context, const State& state, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {13}, theme.ink, context.label("as_number"));
    const float left = at.x + 12, step = (width - 24) / 9, y = at.y + 58;
    draw->AddLine({left, y}, {left + 9 * step, y}, theme.faint, 1);
    const float a = left + step * static_cast<float>(state.label), b = left + step * static_cast<float>(state.other);
    const int distance = std::abs(state.label - state.other);
    if (distance > 0) draw->AddLine({a, y}, {b, y}, theme.ink, 3);
    for (int i = 0; i < 10; ++i) {
        const float x = left + step * static_cast<float>(i);
        const bool first = i == state.label, second = i == state.other;
        draw->AddCircleFilled({x, y}, first || second ? 6.0f : 2.5f, first ? true_color(theme) : second ? other_color(theme) : theme.faint, 20);
        draw_text_middle(draw, theme, {x, y + 20}, {13, true}, first || second ? theme.ink : theme.muted, std::to_string(i), Align::center);
    }
    const bool told = answered(context.session.lesson_state(), order.id);
    const std::string words = std::string(context.label("distance")) + (told ? " |" + std::to_string(state.label) + " − " + std::to_string(state.other) + "| = " + std::to_string(distance) : std::string(" ?"));
    draw_text_middle(draw, theme, {std::clamp((a + b) / 2, at.x + 70, at.x + width - 70), y - 19}, {13, true}, theme.ink, words, Align::center);
    return 92;
}

float LabelView::draw_one_hot(SceneContext& context, const State& state, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {13}, theme.ink, context.label("as_onehot"));
    const float cell = std::min(34.0f, width / 10);
    for (int row = 0; row < 2; ++row) {
        const int label = row == 0 ? state.label : state.other;
        const ImU32 color = row == 0 ? true_color(theme) : other_color(theme);
        for (int i = 0; i < 10; ++i) {
            const Box box = Box::at({at.x + cell * static_cast<float>(i), at.y + 28 + 32 * static_cast<float>(row)}, cell, 28).inset(1.5f, 1);
            draw->AddRectFilled(box.min, box.max, i == label ? color : theme.surface, 3);
            draw_text_middle(draw, theme, box.center(), {13, true}, i == label ? theme.accent_ink : theme.muted, i == label ? "1" : "0", Align::center);
        }
    }
    const std::string words = std::string(context.label("distance")) + (!answered(context.session.lesson_state(), order.id) ? " ?" : state.label == state.other ? " = 0" : " √(1² + 1²) = 1.414");
    const ImVec2 beside{at.x + 10 * cell + 16, at.y + 58}, below{at.x, at.y + 106};
    const bool fits = beside.x + text_size(theme, {13, true}, words).x <= at.x + width;
    draw_text_middle(draw, theme, fits ? beside : below, {13, true}, theme.ink, words);
    return fits ? 94 : 122;
}

/// The first training digit with the true label, read by the network as it is now.
void LabelView::read_digit(SceneContext& context, const Dataset& data, const State& state) {
    Model* model = plain_probe(context.session);
    if (!model) read_.clear();
    if (!model || (read_label_ == state.label && read_version_ == context.session.weights_version())) return;
    read_label_ = state.label;
    read_version_ = context.session.weights_version();
    row_ = 0;
    while (row_ + 1 < static_cast<std::size_t>(data.train.rows()) && label_of(data.train, row_) != state.label) ++row_;
    read_ = read_picture(*model, picture_values(picture_bytes(data.train, row_)));
}

float LabelView::draw_loss(SceneContext& context, const State& state, ImVec2 at, float width) {
    const auto data = context.session.dataset();
    if (!data) return 0;
    read_digit(context, *data, state);
    if (read_.size() != 10) return 0;
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {13}, theme.ink, context.label("probability"));
    constexpr float side = 84, bars = 190;
    draw_picture(context, picture_, Box::at({at.x, at.y + 28}, side, side), picture_bytes(data->train, row_), picture_version(false, row_));
    std::vector<std::string> names;
    for (int i = 0; i < 10; ++i) names.push_back(std::to_string(i));
    bar_list(context.ui, {.id = "label.bars", .area = Box::at({at.x + side + 18, at.y + 24}, width - side - 18, bars), .values = read_, .names = names, .strong = state.label});
    const double p = read_[static_cast<std::size_t>(state.label)];
    const std::string words = std::string(context.label("loss")) + " −ln " + fixed(p, 6) + " = " + fixed(-std::log(std::max(p, 1e-30)), 3);
    draw_text_middle(draw, theme, {at.x, at.y + bars + 38}, {15, true}, theme.ink, words);
    return bars + 54;
}

float LabelView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const State state = State::read(context.session.lesson_state());
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = area.min.y;
    const auto chips = [&](const char* words, const char* control, int value, ImU32 color) {
        const bool narrow = area.width() < narrow_below;
        const float indent = narrow ? 0 : 120;
        draw->AddCircleFilled({area.min.x + 5, y + (narrow ? 9.0f : 15.0f)}, 4, color, 16);
        draw_text_middle(draw, theme, {area.min.x + 16, y + (narrow ? 9.0f : 15.0f)}, {13}, theme.muted, words);
        if (narrow) y += 22;
        y += digit_chips(context, {.control = control, .value = value, .at = {area.min.x + indent, y}, .width = area.width() - indent}) + 8;
    };
    chips(context.label("answer"), "figure.label", state.label, true_color(theme));
    chips(context.label("other"), "figure.other", state.other, other_color(theme));
    y += 10;
    y += draw_number_line(context, state, {area.min.x, y}, std::min(area.width(), 520.0f)) + 14;
    y += draw_one_hot(context, state, {area.min.x, y}, area.width()) + 16;
    y += question_card(context, order, {area.min.x, y}, area.width()) + 20;
    y += draw_loss(context, state, {area.min.x, y}, std::min(area.width(), 520.0f));
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_label_view() { return std::make_unique<LabelView>(); }

}  // namespace nabla::lessons::mnist
