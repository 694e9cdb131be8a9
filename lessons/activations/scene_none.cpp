#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "lessons/activations/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/question_card.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

constexpr std::array<const char*, 3> inputs = {"TV", "Radio", "Newspaper"};

/// Two linear layers and what they multiply out to, beside the plane that has the smallest error there is.
class NoneView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(SceneContext& context, const Dataset& data);
    void draw_network(SceneContext& context, Box box, bool collapsed);
    float draw_numbers(SceneContext& context, ImVec2 at, float width, bool collapsed);

    std::shared_ptr<const Dataset> data_;
    std::uint64_t version_ = 0;
    LinearModel collapsed_, plane_;
    double mse_ = 0, best_ = 0;
    std::vector<float> first_, second_;   // kernels, [3, 10] and [10, 1]
};

void NoneView::follow(SceneContext& context, const Dataset& data) {
    Model* model = plain_probe(context.session);
    mse_ = 0, collapsed_ = {};
    first_.clear(), second_.clear();
    if (!model) return;
    mse_ = mean_squared_error(*model, data);
    collapsed_ = collapse(*model);
    if (collapsed_.empty()) return;
    for (const Node& node : model->nodes())
        if (node.layer && node.layer->class_name() == "Dense") {
            const auto kernel = node.layer->parameters()[0].value;
            (first_.empty() ? first_ : second_).assign(kernel.begin(), kernel.end());
        }
}

void link(const Theme& theme, ImVec2 a, ImVec2 b, double weight, double range, float alpha) {
    const float size = static_cast<float>(std::min(1.0, std::abs(weight) / range));
    if (alpha > 0.01f) ImGui::GetWindowDrawList()->AddLine(a, b, with_alpha(theme.signed_color(static_cast<float>(weight), static_cast<float>(range)), alpha * (0.35f + 0.65f * size)), 1 + 3 * size);
}

void NoneView::draw_network(SceneContext& context, Box box, bool collapsed) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    // 0: ten neurons in between; 1: they have slid into the links between inputs and output.
    const float t = ui.ease(ImGui::GetID("none.collapse"), collapsed ? 1.0f : 0.0f, 0.7f);
    const float left = box.min.x + 88, right = box.max.x - 66, middle = (left + right) / 2, y = box.center().y;
    const std::size_t units = second_.empty() ? 10 : second_.size();
    const auto input = [&](std::size_t i) { return ImVec2{left, box.min.y + box.height() * (static_cast<float>(i) + 0.5f) / 3}; };
    const auto hidden = [&](std::size_t u) {
        const float spread = box.height() * (static_cast<float>(u) + 0.5f) / static_cast<float>(units);
        return ImVec2{middle, box.min.y + spread + (y - box.min.y - spread) * t};
    };
    const ImVec2 output{right, y};
    const double range = std::max({0.3, static_cast<double>(range_of(first_)), static_cast<double>(range_of(second_))});
    for (std::size_t u = 0; u < units && !first_.empty(); ++u) {
        for (std::size_t i = 0; i < 3; ++i) link(theme, input(i), hidden(u), first_[i * units + u], range, 1 - t);
        link(theme, hidden(u), output, second_[u], range, 1 - t);
    }
    for (std::size_t i = 0; i < 3 && !collapsed_.empty(); ++i) {
        link(theme, input(i), output, collapsed_.weights[i], 4, t);
        if (t < 0.6f) continue;
        const ImVec2 from = input(i), at{from.x + (output.x - from.x) * 0.42f, from.y + (output.y - from.y) * 0.42f};
        const std::string number = fixed(collapsed_.weights[i], 3);
        const float half = text_size(theme, {13, true}, number).x / 2 + 6;
        draw->AddRectFilled({at.x - half, at.y - 11}, {at.x + half, at.y + 11}, theme.paper, 4);
        draw_text_middle(draw, theme, at, {13, true}, theme.ink, number, Align::center);
    }
    for (std::size_t u = 0; u < units && t < 0.98f; ++u) {
        draw->AddCircleFilled(hidden(u), 7, with_alpha(theme.raised, 1 - t), 24);
        draw->AddCircle(hidden(u), 7, with_alpha(theme.muted, 1 - t), 24, 1.5f);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        draw->AddCircleFilled(input(i), 9, theme.raised, 24);
        draw->AddCircle(input(i), 9, theme.ink, 24, 1.5f);
        draw_text_middle(draw, theme, {left - 18, input(i).y}, {13}, theme.ink, inputs[i], Align::right);
    }
    draw->AddCircleFilled(output, 11, theme.accent, 24);
    draw_text_middle(draw, theme, {right + 18, y}, {13}, theme.ink, "Sales");
    if (t > 0.6f && !collapsed_.empty()) draw_text_middle(draw, theme, {right, y - 26}, {13, true}, theme.ink, (collapsed_.bias < 0 ? "" : "+") + fixed(collapsed_.bias, 3), Align::center);
    ui.widgets.add("none.network", box.min, box.max);
}

float NoneView::draw_numbers(SceneContext& context, ImVec2 at, float width, bool collapsed) {
    // What row of the table is what of the two models: 0..2 weights, 3 the bias, 4 the error.
    const auto value = [&](bool network, std::size_t i) -> TableCell {
        const LinearModel& model = network ? collapsed_ : plane_;
        if (i == 4) return {.text = fixed(network ? mse_ : best_, 4), .strong = true};
        if (network && (!collapsed || model.empty())) return {.text = "?", .color = context.ui.theme.muted};
        return {.text = fixed(i == 3 ? model.bias : model.weights[i], 3)};
    };
    const std::array<const char*, 5> names = {inputs[0], inputs[1], inputs[2], context.label("bias"), "MSE"};
    if (width < narrow_below) {   // turned: a row a number
        const TableColumn columns[] = {{"", 0, Align::left, false}, {context.label("network"), 112}, {context.label("plane"), 112}};
        return data_table(context.ui, {.id = "none.row", .at = at, .width = width, .columns = columns, .rows = 5, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
            return column == 0 ? TableCell{.text = names[row]} : value(column == 1, row);
        }});
    }
    const TableColumn columns[] = {{"", 0, Align::left, false}, {names[0], 66}, {names[1], 66}, {names[2], 74}, {names[3], 66}, {names[4], 72}};
    return data_table(context.ui, {.id = "none.row", .at = at, .width = width, .row_height = 30, .columns = columns, .rows = 2, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        return column == 0 ? TableCell{.text = context.label(row == 0 ? "network" : "plane")} : value(row == 0, column - 1);
    }});
}

float NoneView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (!data || !has_three_features(*data)) return draw_waiting(context, area);
    if (data != data_ || version_ != context.session.weights_version()) {
        if (data != data_) {
            plane_ = best_plane(*data);
            best_ = 0;
            for (std::size_t r = 0; r < data->train.y.size(); ++r) best_ += std::pow(plane_.predict(data->train.x.floats().subspan(r * 3, 3)) - data->train.y[r], 2) / static_cast<double>(data->train.y.size());
        }
        data_ = data;
        version_ = context.session.weights_version();
        follow(context, *data);
    }
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    float y = area.min.y;
    for (const Question* question : {&recall_slope, &linear_power}) y += question_card(context, *question, {area.min.x, y}, area.width()) + 12;
    ImGui::SetCursorScreenPos({area.min.x, y});
    control(ui, context.session, "figure.collapsed", std::min(area.width(), 320.0f));
    const std::string count = state.collapsed ? context.label("four") : context.label("fifty_one");
    const bool narrow = area.width() < narrow_below;
    if (narrow) y += ui.control_height();
    draw_text_middle(ImGui::GetWindowDrawList(), ui.theme, {area.max.x, y + ui.control_height() / 2}, {13}, ui.theme.muted, count, Align::right);
    y += ui.control_height() + 8;
    const float height = std::clamp(area.max.y - y - 120, 190.0f, 340.0f);
    draw_network(context, Box::at({area.min.x, y}, area.width(), height), state.collapsed);
    y += height + 10;
    y += draw_numbers(context, {area.min.x, y}, area.width() - 6, state.collapsed);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_none_view() { return std::make_unique<NoneView>(); }

}  // namespace nabla::lessons::activations
