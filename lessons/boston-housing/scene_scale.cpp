#include <algorithm>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/format.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

constexpr double raw_end = 711, scaled_begin = -4, scaled_width = 14;   // of the axis: TAX goes up to 711, CRIM to 9 deviations

/// Every feature's range on one axis, raw or standardized, and the runs on either.
class ScaleView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Column {
        std::string name;
        double low = 0, high = 0, mean = 0, deviation = 1;
    };
    void follow(const Dataset& data);
    float draw_ranges(SceneContext& context, ImVec2 at, float width);
    float draw_runs(SceneContext& context, ImVec2 at, float width);

    std::shared_ptr<const Dataset> data_;
    std::vector<Column> columns_;   // of the training rows
};

void ScaleView::follow(const Dataset& data) {
    columns_.clear();
    const auto x = data.raw_train.x.floats();
    const std::size_t count = data.feature_names.size(), rows = static_cast<std::size_t>(data.raw_train.rows());
    for (std::size_t j = 0; j < count; ++j) {
        Column column{.name = data.feature_names[j], .low = x[j], .high = x[j]};
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const double value = x[i * count + j];
            column.low = std::min(column.low, value), column.high = std::max(column.high, value);
            sum += value, squares += value * value;
        }
        column.mean = sum / static_cast<double>(rows);
        column.deviation = std::sqrt(std::max(1e-12, squares / static_cast<double>(rows) - column.mean * column.mean));
        columns_.push_back(column);
    }
}

float ScaleView::draw_ranges(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool standardized = context.session.experiment().dataset.standardize;
    // 0: raw, 1: standardized; between the two the bars glide.
    const float t = ui.ease(ImGui::GetID("scale.morph"), standardized ? 1.0f : 0.0f, 0.5f);
    const float names = 66, numbers = 118, left = at.x + names, right = at.x + width - numbers, row = width < narrow_below ? 19.0f : 21.0f;
    const auto place = [&](const Column& c, double value) {
        const double raw = value / raw_end, scaled = ((value - c.mean) / c.deviation - scaled_begin) / scaled_width;
        return left + (right - left) * static_cast<float>(std::clamp(raw + (scaled - raw) * t, -0.02, 1.02));
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& c = columns_[i];
        const float y = at.y + row * (static_cast<float>(i) + 0.5f);
        draw->AddRectFilled({left, theme.snap(y)}, {right, theme.snap(y) + theme.hairline}, with_alpha(theme.line, 0.5f));
        draw_text_middle(draw, theme, {at.x, y}, {12, true}, theme.ink, c.name);
        const float a = place(c, c.low), b = place(c, c.high);
        draw->AddRectFilled({a, y - 4}, {std::max(b, a + 2), y + 4}, with_alpha(theme.accent, 0.35f), 3);
        draw->AddRectFilled({place(c, c.mean - c.deviation), y - 4}, {std::max(place(c, c.mean + c.deviation), place(c, c.mean - c.deviation) + 2), y + 4}, with_alpha(theme.accent, 0.55f), 2);
        draw->AddCircleFilled({place(c, c.mean), y}, 3.5f, theme.ink, 16);
        char low[32], high[32];
        const double shift = standardized ? c.mean : 0, unit = standardized ? c.deviation : 1;
        const std::string range = std::string(format_number(low, (c.low - shift) / unit, 3)) + context.ui.tr(" ~ ", " to ") + std::string(format_number(high, (c.high - shift) / unit, 3));
        draw_text_middle(draw, theme, {at.x + width, y}, {11.5f, true}, theme.muted, range, Align::right);
    }
    const float bottom = at.y + row * static_cast<float>(columns_.size());
    for (int i = 0; i < 4; ++i) {
        const double value = standardized ? scaled_begin + 4 * i : 200 * i;
        const float x = left + (right - left) * static_cast<float>(standardized ? (value - scaled_begin) / scaled_width : value / raw_end);
        draw_text_middle(draw, theme, {x, bottom + 11}, {11, true}, theme.muted, short_number(value), Align::center);
    }
    draw_text_middle(draw, theme, {at.x + width, bottom + 11}, {theme.small}, theme.muted, context.label(standardized ? "axis_standardized" : "axis_raw"), Align::right);
    const LegendItem key[] = {{context.label("mean"), theme.ink}, {context.label("deviation"), with_alpha(theme.accent, 0.7f), LegendItem::Mark::band}, {context.label("range"), with_alpha(theme.accent, 0.35f), LegendItem::Mark::band}};
    return bottom + 30 + legend(ui, {at.x, bottom + 30}, width, key) - at.y;
}

float ScaleView::draw_runs(SceneContext& context, ImVec2 at, float width) {
    Ui& ui = context.ui;
    const ScaleRuns runs = scale_runs(context.session);
    const auto last = [&](const KeptRun* run, const char* name) {
        const auto* values = run ? run->history.find(name) : nullptr;
        return values && !values->empty() ? fixed(values->back(), 3) : std::string("–");
    };
    const bool standardized = context.session.experiment().dataset.standardize;
    const TableColumn columns[] = {{context.label("setting"), 0, Align::left, false}, {context.label("train_mae"), 96}, {context.label("val_mae"), 96}};
    long pressed = -1;
    const float height = data_table(ui, {.id = "scale.run", .at = at, .width = width, .row_height = 32, .columns = columns, .rows = 2, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const KeptRun* run = row == 0 ? runs.raw : runs.standardized;
        if (column == 0) return {.text = std::string(context.label(row == 0 ? "raw" : "standardized")) + ((row == 1) == standardized ? std::string(" · ") + context.label("present") : "")};
        return {.text = last(run, column == 1 ? "mae" : "val_mae"), .strong = column == 2 && run};
    }, .selected = standardized ? 1 : 0, .pressable = true}, &pressed);
    if (pressed >= 0) ui.set_control("dataset.standardize", pressed == 1);
    return height;
}

float ScaleView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (data && data != data_ && data->raw_train.rows() > 0) {
        data_ = data;
        follow(*data);
    }
    if (columns_.empty()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    float y = area.min.y + question_card(context, raw_scale, area.min, area.width()) + 14;
    std::string setting = context.session.experiment().dataset.standardize ? "on" : "off";
    const Choice choices[] = {{"off", context.label("raw")}, {"on", context.label("standardized")}};
    ImGui::SetCursorScreenPos({area.min.x, y});
    if (segmented(ui, "scale.setting", setting, choices, {.width = std::min(area.width(), 300.0f)})) ui.set_control("dataset.standardize", setting == "on");
    y += ui.control_height() + 14;
    y += draw_ranges(context, {area.min.x, y}, area.width()) + 16;
    y += draw_runs(context, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_scale_view() { return std::make_unique<ScaleView>(); }

}  // namespace nabla::lessons::boston_housing
