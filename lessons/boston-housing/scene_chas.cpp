#include <algorithm>
#include <array>
#include <cmath>

#include "lessons/boston-housing/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/stats.h"

namespace nabla::lessons::boston_housing {
namespace {

using namespace kit;

/// Rows of CHAS beside its two columns, the one column that does what two weights do, and 20 paired folds.
class ChasView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const Dataset& data);
    float draw_rows(SceneContext& context, const State& state, ImVec2 at, float width) const;
    float draw_weights(SceneContext& context, const State& state, ImVec2 at, float width) const;

    std::shared_ptr<const Dataset> data_;
    std::vector<bool> river_;           // of all areas, training rows first; empty: CHAS is not among the columns
    std::vector<std::size_t> examples_;
    double one_column_ = 0, two_columns_ = 0;
};

void ChasView::follow(const Dataset& data) {
    river_.clear();
    examples_.clear();
    const RawTable table = raw_table(data);
    const auto whole = table.column("CHAS"), split = table.column("CHAS=1");
    if (!whole && !split) return;
    for (std::size_t row = 0; row < table.rows(); ++row) river_.push_back(table.at(row, whole ? *whole : *split) > 0.5f);
    for (const bool river : {false, true})
        for (std::size_t row = 0, found = 0; row < river_.size() && found < 3; ++row)
            if (river_[row] == river) examples_.push_back(row), ++found;
    std::ranges::sort(examples_);
    one_column_ = two_columns_ = 0;
    if (!whole || data.raw_test.rows() == 0) return;
    one_column_ = linear_test_mae(data);
    two_columns_ = linear_test_mae(*one_hot_feature(data, "CHAS"));
}

float ChasView::draw_rows(SceneContext& context, const State& state, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    auto rows = examples_;
    const auto chosen = static_cast<std::size_t>(state.area);
    if (chosen < river_.size() && std::ranges::find(rows, chosen) == rows.end()) rows.push_back(chosen);
    const bool told = typed_right(context.session, column_sum());
    const auto count = static_cast<std::size_t>(std::ranges::count(river_, true));
    const TableColumn columns[] = {{context.label("area"), 0, Align::left, false}, {"CHAS", 44}, {"CHAS=0", 54}, {"CHAS=1", 54}, {context.label("sum"), 40}};
    const auto selected = std::ranges::find(rows, chosen);
    long pressed = -1;
    const float height = data_table(ui, {.id = "area", .at = at, .width = width, .row_height = 26, .columns = columns, .rows = rows.size() + 1, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (row == rows.size()) {
            const std::size_t numbers[] = {count, river_.size() - count, count};
            if (column == 0) return {.text = context.label("all_areas"), .color = theme.muted};
            if (column == 4) return {.text = told ? std::to_string(river_.size()) : "?", .color = theme.muted};
            return {.text = std::to_string(numbers[column - 1]), .color = theme.muted};
        }
        const bool river = river_[rows[row]];
        if (column == 0) return {.text = std::to_string(rows[row])};
        if (column == 4) return {.text = told ? "1" : "?", .color = told ? theme.good : theme.muted};
        const bool one = column == 2 ? !river : river;
        return {.text = one ? "1" : "0", .color = one ? 0 : theme.faint, .strong = one && column > 1};
    }, .selected = selected == rows.end() ? -1 : static_cast<long>(selected - rows.begin()), .pressable = true}, &pressed);
    if (pressed >= 0 && pressed < static_cast<long>(rows.size())) ui.set_control("figure.area", rows[static_cast<std::size_t>(pressed)]);
    return height;
}

float ChasView::draw_weights(SceneContext& context, const State& state, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw_text(draw, theme, at, {13}, theme.ink, context.label("weights"));
    float y = at.y + 26;
    for (const char* id : {"figure.away", "figure.river"}) {
        ImGui::SetCursorScreenPos({at.x, y});
        control(ui, context.session, id, width);
        y += ui.control_height() + 6;
    }
    const double difference = state.river - state.away;
    const auto signed_text = [](double value) { return (value < 0 ? "−" : "") + fixed(std::abs(value), 1); };
    const auto plus = [](double value) { return (value < 0 ? " − " : " + ") + fixed(std::abs(value), 1); };
    const std::string formulas[] = {signed_text(state.away) + "·x0" + plus(state.river) + "·x1", signed_text(state.away) + plus(difference) + "·CHAS"};
    const TableColumn columns[] = {{context.label("formula"), 0, Align::left, true}, {context.label("off_river"), 64}, {context.label("on_river"), 64}};
    // Until the learner has said what the second column tells, the one column's numbers stay out of sight.
    const bool told = answered(context.session.lesson_state(), one_hot.id);
    y += 4;
    y += data_table(ui, {.id = "weights", .at = {at.x, y}, .width = width, .row_height = 28, .columns = columns, .rows = 2, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (column == 0) return {.text = row == 0 || told ? formulas[row] : "? + ?·CHAS"};
        if (row == 1 && !told) return {.text = "?", .color = theme.muted};
        return {.text = signed_text(column == 1 ? state.away : row == 0 ? state.river : state.away + difference), .strong = true};
    }});
    y += 8;
    return y + draw_paragraph(draw, theme, {at.x, y}, width, {12}, theme.muted, context.label("same_numbers")) - at.y;
}

float ChasView::draw(SceneContext& context, Box area) {
    context.session.want_test_data();
    const auto data = context.session.dataset();
    if (data && data != data_ && data->raw_test.rows() > 0) {
        data_ = data;
        follow(*data);
    }
    if (!data_) return draw_waiting(context, area);
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < 600;   // all five columns of the table have to fit beside the weights
    float y = area.min.y + question_card(context, one_hot, area.min, area.width()) + 16;
    if (!river_.empty()) {
        const float width = narrow ? area.width() : (area.width() - 36) / 2;
        const float left = draw_rows(context, state, {area.min.x, y}, width);
        const ImVec2 beside = narrow ? ImVec2{area.min.x, y + left + 18} : ImVec2{area.min.x + width + 36, y};
        const float right = draw_weights(context, state, beside, width);
        y = (narrow ? beside.y + right : y + std::max(left, right)) + 14;
    }
    const std::array asked{&column_sum()};
    y += number_card(context, asked, {area.min.x, y}, area.width()) + 14;
    if (one_column_ > 0 && answered(context.session.lesson_state(), one_hot.id)) {
        const Stat numbers[] = {{context.label("linear_one"), fixed(one_column_, 3)}, {context.label("linear_two"), fixed(two_columns_, 3)}};
        y += stats(context.ui, {area.min.x, y}, area.width(), numbers, 18) + 10;
    }
    const bool has_chas = std::ranges::find(data_->feature_names, "CHAS") != data_->feature_names.end();
    y += draw_pairs(context, Comparison::chas_one_hot, "figure.train_chas", has_chas, {area.min.x, y}, area.width());
    if (pairs_over(context.session, Comparison::chas_one_hot)) {
        y += 10;
        y += draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, {area.min.x, y}, area.width(), {13}, context.ui.theme.ink, context.label("note"));
    }
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_chas_view() { return std::make_unique<ChasView>(); }

}  // namespace nabla::lessons::boston_housing
