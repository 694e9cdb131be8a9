#include "lessons/boston-housing/scene_common.h"

#include <algorithm>
#include <cmath>

#include "core/model/model.h"
#include "lessons/kit/format.h"
#include "lessons/kit/ticks.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::boston_housing {

using namespace kit;

const std::vector<float>& TestPredictions::follow(SceneContext& context) {
    const auto data = context.session.dataset();
    if (data == data_ && version_ == context.session.weights_version()) return values_;
    data_ = data;
    version_ = context.session.weights_version();
    values_.clear();
    Model* model = plain_probe(context.session);
    if (!data || !data->test || !model || model->input_shape().elements() != data->test->x.sample_shape().elements() || model->output_shape().elements() != 1) return values_;
    const auto rows = data->test->rows();
    const Tensor input = model->input(rows);
    data->test->x.gather(0, rows, input.data);
    const ConstTensor output = model->forward(rows, {});
    values_.assign(output.data, output.data + rows);
    return values_;
}

void draw_number(SceneContext& context, ImVec2 at, const char* name, const std::string& number, ImU32 color, float size) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, context.ui.theme, at, {context.ui.theme.small}, context.ui.theme.muted, name);
    draw_text_middle(draw, context.ui.theme, {at.x, at.y + 22 + size * 0.55f}, {size, true}, color, number);
}

float draw_dot_rows(SceneContext& context, std::string_view id, ImVec2 at, float width, std::span<const DotRow> rows) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    double low = 1e9, high = -1e9;
    float names = 0;
    for (const DotRow& row : rows) {
        names = std::max(names, text_size(theme, {13}, row.name).x);
        for (double value : row.values) low = std::min(low, value), high = std::max(high, value);
    }
    if (low > high) low = 2.2, high = 3.2;
    const double margin = std::max(0.08, (high - low) * 0.12);
    low -= margin, high += margin;
    const float left = at.x + names + 16, right = at.x + width - 8, row_height = 54;
    const auto x_of = [&](double value) { return left + (right - left) * static_cast<float>((value - low) / (high - low)); };
    const float bottom = at.y + row_height * static_cast<float>(rows.size());
    Ticks ticks;
    nice_ticks(ticks, low, high, std::max(2, static_cast<int>((right - left) / 80)), false);
    for (double tick : ticks.values) {
        char number[32];
        draw->AddRectFilled({theme.snap(x_of(tick)), at.y}, {theme.snap(x_of(tick)) + theme.hairline, bottom}, with_alpha(theme.line, 0.7f));
        draw_text_middle(draw, theme, {x_of(tick), bottom + 12}, {11, true}, theme.muted, ticks.text(number, tick), Align::center);
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const DotRow& row = rows[r];
        const float y = at.y + row_height * (static_cast<float>(r) + 0.5f);
        draw_text_middle(draw, theme, {at.x, y}, {13}, theme.ink, row.name);
        if (row.values.size() > 1) {
            const Spread spread = spread_of(row.values);
            draw->AddRectFilled({x_of(spread.mean - spread.deviation), y - 12}, {x_of(spread.mean + spread.deviation), y + 12}, with_alpha(row.color, 0.16f), 3);
            draw->AddRectFilled({theme.snap(x_of(spread.mean)) - 1, y - 16}, {theme.snap(x_of(spread.mean)) + 1, y + 16}, row.color);
        }
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const ImVec2 dot{x_of(row.values[i]), y + (static_cast<float>(i % 3) - 1) * 5};
            draw->AddCircleFilled(dot, 4, with_alpha(row.color, 0.8f), 16);
            ui.widgets.add(std::string(id) + "." + std::to_string(r) + "." + std::to_string(i), {dot.x - 4, dot.y - 4}, {dot.x + 4, dot.y + 4});
        }
    }
    return bottom + 24 - at.y;
}

}  // namespace nabla::lessons::boston_housing
