#include <algorithm>
#include <numeric>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

ImU32 error_color(const Theme& theme, bool too_high) { return with_alpha(too_high ? theme.positive : theme.negative, 0.55f); }

/// The test areas from cheap to dear; the answer's distance from each is the error that MAE averages.
class BaselineView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const Dataset& data);
    void draw_areas(SceneContext& context, Box box, const State& state) const;

    std::shared_ptr<const Dataset> data_;
    std::vector<std::size_t> order_;        // test rows by price
    std::vector<float> linear_;             // the plane's answers
    double mean_ = 0;
};

void BaselineView::follow(const Dataset& data) {
    const auto& train = data.raw_train;
    const auto& test = data.raw_test;
    mean_ = std::accumulate(train.y.begin(), train.y.end(), 0.0) / static_cast<double>(train.y.size());
    order_.resize(test.y.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::stable_sort(order_, [&](auto a, auto b) { return test.y[a] < test.y[b]; });
    const LinearModel plane = fit_linear(train.x.floats(), train.y);
    linear_.clear();
    for (std::size_t i = 0; i < test.y.size(); ++i) linear_.push_back(static_cast<float>(plane.predict(test.x.floats().subspan(i * plane.weights.size(), plane.weights.size()))));
}

void BaselineView::draw_areas(SceneContext& context, Box box, const State& state) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    Box plot = box;
    plot.cut_left(30);
    plot.cut_bottom(24);
    const auto y_of = [&](double price) { return plot.max.y - plot.height() * static_cast<float>(price / 52); };
    for (int price = 0; price <= 50; price += 10) {
        const float y = theme.snap(y_of(price));
        draw->AddRectFilled({plot.min.x, y}, {plot.max.x, y + theme.hairline}, with_alpha(theme.line, 0.6f));
        draw_text_middle(draw, theme, {plot.min.x - 7, y}, {11, true}, theme.muted, std::to_string(price), Align::right);
    }
    draw_text_middle(draw, theme, {plot.min.x, plot.max.y + 13}, {theme.small}, theme.muted, context.label("areas"));
    draw_text_middle(draw, theme, {plot.min.x + 6, y_of(50) + 10}, {theme.small}, theme.muted, context.label("unit"));
    const bool linear = state.baseline == "linear";
    const auto& truth = data_->raw_test.y;
    const float step = plot.width() / static_cast<float>(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) {
        const float x = plot.min.x + step * (static_cast<float>(i) + 0.5f);
        const double answer = linear ? linear_[order_[i]] : state.constant;
        const float from = y_of(std::clamp<double>(truth[order_[i]], 0.0, 52.0)), to = y_of(std::clamp(answer, 0.0, 52.0));  // another table's prices stay inside
        draw->AddLine({x, from}, {x, to}, error_color(theme, answer > truth[order_[i]]), std::min(2.0f, step * 0.5f));
        if (linear) draw->AddCircleFilled({x, to}, 2.2f, theme.muted, 12);
        draw->AddCircleFilled({x, from}, std::min(3.2f, step * 0.6f), theme.ink, 16);
    }
    if (linear) return;
    const float line = y_of(state.constant), mean = y_of(std::clamp<double>(mean_, 0.0, 52.0));
    for (float x = plot.min.x; x < plot.max.x; x += 9) draw->AddLine({x, mean}, {std::min(x + 4, plot.max.x), mean}, with_alpha(theme.muted, 0.8f), 1);
    draw_text_middle(draw, theme, {plot.min.x + 6, mean - 9}, {11}, theme.muted, std::string(context.label("mean")) + " " + fixed(mean_, 1));
    draw->AddLine({plot.min.x, line}, {plot.max.x, line}, theme.accent, 2);
    draw_text_middle(draw, theme, {plot.max.x - 4, line - 10}, {12, true}, theme.accent, fixed(state.constant, 1), Align::right);
}

float BaselineView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    if (!data || data->raw_test.y.empty()) return draw_waiting(context, area);
    if (data != data_) {
        data_ = data;
        follow(*data);
    }
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < narrow_below, linear = state.baseline == "linear";
    float y = area.min.y + question_card(context, baseline_mae, area.min, area.width()) + 14;

    std::string baseline = state.baseline;
    const Choice choices[] = {{"constant", context.label("constant")}, {"linear", context.label("linear")}};
    ImGui::SetCursorScreenPos({area.min.x, y});
    if (segmented(ui, "figure.baseline", baseline, choices, {.width = std::min(area.width(), 300.0f)})) ui.set_control("figure.baseline", baseline);
    const auto& truth = data_->raw_test.y;
    std::vector<float> answers = linear_;
    if (!linear) answers.assign(truth.size(), static_cast<float>(state.constant));
    const std::string mae = answered(context.session.lesson_state(), baseline_mae.id) ? fixed(mean_absolute_error(answers, truth), 3) : "?";
    if (narrow) y += ui.control_height() + 10;
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {area.max.x, y + 16}, {22, true}, theme.ink, mae, Align::right);
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {area.max.x - text_size(theme, {22, true}, mae).x - 10, y + 17}, {13}, theme.muted, context.label("mae"), Align::right);
    ui.widgets.add("baseline.mae", {area.max.x - 200, y}, {area.max.x, y + 32});
    y += std::max(ui.control_height(), 34.0f) + 8;
    if (!linear) {
        ImGui::SetCursorScreenPos({area.min.x, y});
        control(ui, context.session, "figure.constant", std::min(area.width(), 520.0f));
        y += ui.control_height() + 10;
    }
    using enum LegendItem::Mark;
    const LegendItem answer = linear ? LegendItem{context.label("linear"), theme.muted} : LegendItem{context.label("constant"), theme.accent, line};
    const LegendItem key[] = {{context.label("truth"), theme.ink}, answer, {context.label("too_high"), error_color(theme, true), line}, {context.label("too_low"), error_color(theme, false), line}};
    y += legend(ui, {area.min.x, y}, area.width(), key) + 6;
    const float recall = question_height(context, batches, area.width());
    const float height = std::max(220.0f, area.max.y - y - recall - 16);
    draw_areas(context, Box::at({area.min.x, y}, area.width(), height), state);
    y += height + 16;
    y += question_card(context, batches, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_baseline_view() { return std::make_unique<BaselineView>(); }

}  // namespace nabla::lessons::boston_housing
