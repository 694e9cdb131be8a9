#include <algorithm>
#include <cmath>

#include "lessons/backpropagation/scene_common.h"
#include "lessons/kit/button.h"
#include "lessons/kit/control.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/target.h"
#include "lessons/numerals.h"

namespace nabla::lessons::backpropagation {
namespace {

using namespace kit;

/// What each of 32 digits asks of the ten outputs, one a row, and what is left of it in the mean; beside, how long each whole
/// gradient is.
class WishesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void measure(SceneContext& context);
    float draw_controls(SceneContext& context, ImVec2 at, float width) const;
    float draw_grid(SceneContext& context, const State& state, ImVec2 at, float width);
    float draw_lengths(SceneContext& context, const State& state, ImVec2 at, float width) const;

    std::optional<Wishes> wishes_;
    std::uint64_t version_ = 0;
    Heatmap picture_;
};

constexpr float row_height = 14, head = 42;

void WishesView::measure(SceneContext& context) {
    if (wishes_ && version_ == context.session.weights_version()) return;
    version_ = context.session.weights_version();
    wishes_ = wishes(context.session);
}

float WishesView::draw_controls(SceneContext& context, ImVec2 at, float width) const {
    const auto& all = context.session.controls();
    const auto measure_button = std::ranges::find(all, std::string_view("figure.measure"), &Control::id);
    float x = at.x, y = at.y;
    if (measure_button != all.end()) {
        ImGui::SetCursorScreenPos({x, y});
        const ButtonOptions options{.look = ButtonOptions::Look::primary, .enabled = measure_button->enabled, .hint = context.ui.tr(measure_button->hint)};
        if (button(context.ui, measure_button->id, context.ui.tr(measure_button->label), options)) context.ui.set_control(measure_button->id, Json());
        x += button_width(context.ui, context.ui.tr(measure_button->label), options) + 20;
    }
    if (x + 300 > at.x + width) x = at.x, y += context.ui.control_height() + 8;
    ImGui::SetCursorScreenPos({x, y});
    control(context.ui, context.session, "figure.digit", std::min(240.0f, at.x + width - x - 60));
    const Box thumb = Box::at({context.ui.theme.snap(x + std::min(240.0f, at.x + width - x - 60) + 12), context.ui.theme.snap(y - 8)}, 48, 48);
    if (!picture_.empty()) picture_.draw(ImGui::GetWindowDrawList(), thumb);
    ImGui::GetWindowDrawList()->AddRect(thumb.min, thumb.max, context.ui.theme.line, 2, 0, context.ui.theme.hairline);
    return y + std::max(context.ui.control_height(), 40.0f) - at.y;
}

float WishesView::draw_grid(SceneContext& context, const State& state, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    constexpr float names = 26;
    const float cell = (width - names) / 10;
    draw_text_middle(draw, theme, {at.x, at.y + 8}, {12}, theme.muted, context.label("wish"));
    for (int k = 0; k < 10; ++k) draw_text_middle(draw, theme, {at.x + names + cell * (static_cast<float>(k) + 0.5f), at.y + head - 10}, {12, true}, theme.muted, std::to_string(k), Align::center);
    const auto draw_row = [&](float y, float height, std::span<const float> values, bool chosen) {
        for (int k = 0; k < 10; ++k) {
            const Box box = Box::at({at.x + names + cell * static_cast<float>(k), y}, cell, height).inset(0.75f);
            // A negative gradient asks for more of this output: blue, as what grows. Roots: most are a tenth or less.
            const float delta = values[static_cast<std::size_t>(k)];
            draw->AddRectFilled(box.min, box.max, theme.signed_color(-std::copysign(std::sqrt(std::abs(delta)), delta), 1), 2);
        }
        if (chosen) draw->AddRect({at.x + names - 1, y - 1}, {at.x + width + 1, y + height + 1}, theme.accent, 3, 0, 1.5f);
    };
    float y = at.y + head;
    for (int i = 0; i < wish_count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        if (!state.measured && i != state.digit) draw->AddRectFilled({at.x + names, y + 1}, {at.x + width, y + row_height - 1}, theme.surface, 2);
        else draw_row(y, row_height, wishes_->delta[index], i == state.digit);
        draw_text_middle(draw, theme, {at.x + names - 8, y + row_height / 2}, {12, true}, i == state.digit ? theme.accent : theme.muted, std::to_string(wishes_->label[index]), Align::right);
        const Target t = target(ui, "wishes." + std::to_string(i), {at.x, y}, {at.x + width, y + row_height});
        if (t.pressed) ui.set_control("figure.digit", i + 1);
        y += row_height;
    }
    y += 10;
    if (state.measured) {
        draw_row(y, 18, wishes_->mean_delta, false);
        draw_text_middle(draw, theme, {at.x, y + 30}, {12}, theme.muted, context.label("mean_row"));
        y += 40;
    }
    return y - at.y;
}

float WishesView::draw_lengths(SceneContext& context, const State& state, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float longest = wishes_->mean_norm;
    for (const float n : wishes_->norm) longest = std::max(longest, n);
    draw_text_middle(draw, theme, {at.x, at.y + 8}, {12}, theme.muted, context.label("lengths"));
    float y = at.y + head;
    const float room = width - 46;
    for (int i = 0; i < wish_count; ++i) {
        const float length = wishes_->norm[static_cast<std::size_t>(i)];
        const bool chosen = i == state.digit;
        if (state.measured || chosen) {
            draw->AddRectFilled({at.x, y + 2}, {at.x + room * length / longest, y + row_height - 2}, chosen ? theme.accent : mix(theme.muted, theme.surface, 0.4f), 2);
            if (chosen) draw_text_middle(draw, theme, {at.x + room * length / longest + 6, y + row_height / 2}, {11, true}, theme.ink, fixed(length, 1));
        }
        y += row_height;
    }
    if (!state.measured) return y - at.y;
    y += 10;
    const auto bar = [&](float length, ImU32 color, const char* words) {
        draw->AddRectFilled({at.x, y}, {at.x + std::max(2.0f, room * length / longest), y + 10}, color, 2);
        draw_text_middle(draw, theme, {at.x + room * length / longest + 6, y + 5}, {12, true}, theme.ink, fixed(length, 2));
        draw_text_middle(draw, theme, {at.x, y + 21}, {12}, theme.muted, words);
        y += 34;
    };
    bar(wishes_->mean_norm, mix(theme.muted, theme.surface, 0.2f), context.label("mean_of_norms"));
    bar(wishes_->norm_of_mean, gradient_ink(theme), context.label("norm_of_mean"));
    return y - at.y;
}

float WishesView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const State state = State::read(context.session.lesson_state());
    const float width = std::min(area.width(), 760.0f);
    float y = area.min.y;
    y += question_card_steady(context, shorter, {area.min.x, y}, width) + 12;
    if (const auto data = context.session.dataset(); data && data->train.x.sample_shape().elements() == 784 && state.digit < data->train.rows()) {
        std::vector<float> pixels(784);
        const std::uint32_t row[] = {static_cast<std::uint32_t>(state.digit)};
        data->train.x.gather(row, pixels.data());
        picture_.set(context.ui, pixels, {.width = 28, .version = static_cast<std::uint64_t>(state.digit) + 1});
    }
    y += draw_controls(context, {area.min.x, y}, width) + 14;
    measure(context);
    if (!wishes_) return y + note(context, {area.min.x, y}, width, context.label(context.session.dataset() ? "not_fit" : "loading")) - area.min.y;
    const float left = std::min(width * 0.56f, 400.0f);
    const float grid = draw_grid(context, state, {area.min.x, y}, left), lengths = draw_lengths(context, state, {area.min.x + left + 22, y}, width - left - 22);
    return y + std::max(grid, lengths) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_wishes_view() { return std::make_unique<WishesView>(); }

}  // namespace nabla::lessons::backpropagation
