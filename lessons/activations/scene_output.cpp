#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "lessons/activations/scene_common.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/scatter.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

/// Four tasks to find an output for, and what one wrong choice does: Sales under a sigmoid.
class OutputView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_cards(SceneContext& context, ImVec2 at, float width);
    float draw_sales(SceneContext& context, ImVec2 at, float width, float height);
    void follow(SceneContext& context, const Dataset& data);

    std::shared_ptr<const Dataset> data_;
    std::uint64_t version_ = 0;
    std::vector<Scatter::Point> points_;
    Scatter scatter_;
    double mse_ = 0, floor_ = 0, mean_ = 0;
};

float OutputView::draw_cards(SceneContext& context, ImVec2 at, float width) {
    const Question* cards[] = {&card_sales, &card_bag, &card_garment, &card_tags};
    const int columns = width < 560 ? 1 : 2;
    const float gap = 12, card = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    float y = at.y;
    for (int i = 0; i < 4; i += columns) {
        float tallest = 0;
        for (int c = 0; c < columns; ++c) tallest = std::max(tallest, question_height(context, *cards[i + c], card));
        for (int c = 0; c < columns; ++c) {
            const ImVec2 corner{at.x + (card + gap) * static_cast<float>(c), y};
            ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + card, corner.y + tallest}, context.ui.theme.surface, context.ui.theme.radius + 2);
            question_card(context, *cards[i + c], corner, card);
        }
        y += tallest + gap;
    }
    return y - gap - at.y;
}

void OutputView::follow(SceneContext& context, const Dataset& data) {
    Model* model = plain_probe(context.session);
    points_.clear();
    floor_ = best_under_sigmoid(data.train.y), mean_ = mean_answer(data.train.y);
    if (!model || model->input_shape().elements() != data.train.x.sample_shape().elements() || model->output_shape().elements() != 1) return;
    mse_ = mean_squared_error(*model, data);
    const auto rows = data.train.rows();
    data.train.x.gather(0, rows, model->input(rows).data);
    const ConstTensor output = model->forward(rows, {});
    for (std::int64_t i = 0; i < rows; ++i) points_.push_back({.x = data.train.y[static_cast<std::size_t>(i)], .y = output.data[i]});
}

float OutputView::draw_sales(SceneContext& context, ImVec2 at, float width, float height) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool narrow = width < narrow_below;
    const float side = narrow ? width : 220;
    float y = at.y;
    draw_text(draw, theme, {at.x, y}, {theme.small}, theme.muted, context.label("output"));
    draw_segmented(context, "figure.output", {at.x, y + 18}, side);
    y += 18 + ui.control_height() + 12;
    const std::pair<const char*, std::string> numbers[] = {{context.label("now"), fixed(mse_, 2)}, {context.label("floor"), fixed(floor_, 2)}, {context.label("mean"), fixed(mean_, 2)}};
    for (int i = 0; i < 3; ++i) {
        const ImVec2 place{narrow ? at.x + width / 3 * static_cast<float>(i) : at.x, y};
        draw_number(context, place, numbers[i].first, numbers[i].second, i == 0 ? (mse_ > 100 ? theme.danger : theme.accent) : theme.muted, i == 0 ? 24.0f : 19.0f);
        if (!narrow) y += 54;
    }
    if (narrow) y += 58;
    const Box plot = narrow ? Box::at({at.x, y}, width, 300) : Box{{at.x + side + 28, at.y}, {at.x + width, at.y + height}};
    // What a sigmoid can put out at all: a strip of height 1 along the bottom.
    const Box inner{{plot.min.x + 44, plot.min.y + 6}, {plot.max.x - 10, plot.max.y - 42}};
    const float one = inner.max.y - inner.height() / 30;
    draw->AddRectFilled({inner.min.x, one}, inner.max, with_alpha(theme.negative, 0.35f));
    draw_text_middle(draw, theme, {inner.max.x - 4, one - 24}, {12}, theme.negative, context.label("band"), Align::right);
    scatter_.draw(ui, {.id = "sales", .x_name = context.label("truth"), .y_name = context.label("prediction"), .area = plot, .low = 0, .high = 30, .tick = 5, .pressable = false}, points_);
    return (narrow ? plot.max.y : std::max(y, plot.max.y)) - at.y;
}

float OutputView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (data && (data != data_ || version_ != context.session.weights_version())) {
        data_ = data;
        version_ = context.session.weights_version();
        follow(context, *data);
    }
    float y = area.min.y + draw_cards(context, area.min, area.width()) + 18;
    if (!data) return y - area.min.y + draw_waiting(context, Box::at({area.min.x, y}, area.width(), 120));
    y += draw_sales(context, {area.min.x, y}, area.width(), std::clamp(area.max.y - y, 250.0f, 380.0f));
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_output_view() { return std::make_unique<OutputView>(); }

}  // namespace nabla::lessons::activations
