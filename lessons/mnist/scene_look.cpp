#include <algorithm>

#include "core/session/control_groups.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

/// Training digits to browse; one of them open.
class LookView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const SceneContext& context, const State& state);
    void draw_open(SceneContext& context, const State& state, Box box, bool narrow);
    void draw_grid(SceneContext& context, const State& state, Box box);

    ImageGrid grid_;
    Heatmap open_;
    std::vector<std::uint32_t> rows_;
    std::shared_ptr<const Dataset> data_;
    int filter_ = -2, revealed_ = -1;
};

void LookView::follow(const SceneContext& context, const State& state) {
    const auto data = context.session.dataset();
    if (data == data_ && filter_ == state.filter) return;
    data_ = data;
    filter_ = state.filter;
    rows_ = rows_of(data->train, state.filter);
}

void LookView::draw_open(SceneContext& context, const State& state, Box box, bool narrow) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto row = static_cast<std::size_t>(state.digit);
    const bool open = std::ranges::find(state.opened, state.digit) != state.opened.end() && static_cast<std::int64_t>(row) < data_->train.rows();
    Box picture = narrow ? box.cut_left(box.height(), 16) : box.cut_top(box.width(), 12);
    draw->AddRectFilled(picture.min, picture.max, theme.raised, 2);
    if (open) draw_picture(context, open_, picture, picture_bytes(data_->train, row), picture_version(false, row));
    else draw->AddRect(picture.min, picture.max, theme.line, 2, 0, theme.hairline);
    context.ui.widgets.add("look.open", picture.min, picture.max);

    if (!open) {
        draw_paragraph(draw, theme, box.min, box.width(), {13}, theme.muted, context.label("unopened"));
    } else {
        draw_text(draw, theme, box.min, {theme.small}, theme.muted, std::string(context.label("sample")) + " " + thousands(state.digit));
        draw_text(draw, theme, {box.min.x, box.min.y + 20}, {theme.small}, theme.muted, context.label("label"));
        draw_text_middle(draw, theme, {box.min.x, box.min.y + 60}, {34, true}, theme.ink, std::to_string(label_of(data_->train, row)));
    }
    const ImVec2 counter = narrow ? ImVec2{box.max.x, box.min.y} : ImVec2{box.max.x, box.min.y + 20};
    draw_text(draw, theme, {counter.x, counter.y}, {theme.small}, theme.muted, context.label("opened"), Align::right);
    for (int i = 0; i < 3; ++i) {
        const ImVec2 at{counter.x - 8 - 18 * static_cast<float>(2 - i), counter.y + 32};
        if (i < static_cast<int>(state.opened.size())) draw->AddCircleFilled(at, 5.5f, theme.accent, 20);
        else draw->AddCircle(at, 5, theme.faint, 20, 1.2f);
    }
}

void LookView::draw_grid(SceneContext& context, const State& state, Box box) {
    Ui& ui = context.ui;
    const auto at = std::ranges::find(rows_, static_cast<std::uint32_t>(state.digit));
    const bool open = std::ranges::find(state.opened, state.digit) != state.opened.end();
    ImageGrid::Options options{
        .id = "digit", .area = box, .count = rows_.size(), .cell = ui.touch ? 50.0f : 46.0f, .version = static_cast<std::uint64_t>(state.filter + 2),
        .paint = [&](std::size_t item, std::span<ImU32> out) { paint_picture(ui.theme, picture_bytes(data_->train, rows_[item]), out); },
        .name = [&](std::size_t item) { return rows_[item]; },
        .over = [&](ImDrawList* draw, std::size_t item, Box picture, Box) {
            if (std::ranges::find(state.opened, static_cast<int>(rows_[item])) != state.opened.end())
                draw->AddCircleFilled({picture.max.x - 5, picture.min.y + 5}, 4, ui.theme.accent, 16);
        },
        .selected = open && at != rows_.end() ? static_cast<long>(at - rows_.begin()) : -1};
    if (open && state.digit != revealed_ && at != rows_.end()) grid_.reveal(options, static_cast<std::size_t>(at - rows_.begin()));
    revealed_ = state.digit;
    if (const long pressed = grid_.draw(ui, options); pressed >= 0) ui.set_control("figure.digit", rows_[static_cast<std::size_t>(pressed)]);
}

float LookView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!context.session.dataset()) return draw_waiting(context, area, context.label("loading"));
    const State state = State::read(context.session.lesson_state());
    follow(context, state);
    const bool narrow = area.width() < narrow_below;
    const float question = question_height(context, first_loss, area.width());
    const float height = std::max(area.height(), question + (narrow ? 470.0f : 380.0f));
    Box rest = Box::at(area.min, area.width(), height);

    const float chips = digit_chips(context, {.control = "figure.filter", .value = state.filter, .all = context.label("all"), .at = rest.min, .width = rest.width()});
    const std::string count = thousands(static_cast<std::int64_t>(rows_.size())) + " " + context.label("count");
    if (!narrow) draw_text_middle(ImGui::GetWindowDrawList(), context.ui.theme, {rest.max.x, rest.min.y + chips / 2}, {context.ui.theme.small}, context.ui.theme.muted, count, Align::right);
    rest.cut_top(chips, 14);
    question_card(context, first_loss, {rest.min.x, rest.max.y - question}, rest.width());
    rest.cut_bottom(question, 16);
    draw_open(context, state, narrow ? rest.cut_top(96, 14) : rest.cut_right(168, 24), narrow);
    draw_grid(context, state, rest);
    return height;
}

}  // namespace

std::unique_ptr<View> make_look_view() { return std::make_unique<LookView>(); }

}  // namespace nabla::lessons::mnist
