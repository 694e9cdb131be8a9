#include <algorithm>
#include <cmath>

#include "lessons/kit/data_table.h"
#include "lessons/kit/plot.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/numerals.h"
#include "lessons/optimizers/scene_common.h"

namespace nabla::lessons::optimizers {
namespace {

using namespace kit;

/// Draws a figure button where the scene wants it; pressed, the control is sent.
void press(SceneContext& context, std::string_view id, Icon icon, float width) {
    Ui& ui = context.ui;
    const auto& all = context.session.controls();
    const auto it = std::ranges::find(all, id, &Control::id);
    if (it == all.end()) return;
    if (button(ui, id, ui.tr(it->label), {.icon = icon, .width = width, .enabled = it->enabled, .hint = ui.tr(it->hint)})) ui.set_control(std::string(id), nullptr);
}

/// Two real runs whose effective rate is the same.
class SpeedView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    Plot plot_;
};

float SpeedView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!context.session.dataset()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const SpeedRuns runs = speed_runs(context.session);
    const KeptRun* both[] = {runs.plain, runs.momentum};
    const char* const ids[] = {"SGD", "momentum"};
    const bool narrow = area.width() < narrow_below;
    const bool question_above = question_first(context, winner, area.width());
    float y = area.min.y;
    y += question_top(context, winner, area.min, area.width()) + 12;
    const float field = narrow ? area.width() : std::min(360.0f, (area.width() - 12) / 2);
    ImGui::SetCursorScreenPos({area.min.x, y});
    press(context, "figure.run_plain", Icon::play, field);
    if (narrow) y += ui.control_height() + 6;
    ImGui::SetCursorScreenPos({narrow ? area.min.x : area.min.x + field + 12, y});
    press(context, "figure.run_momentum", Icon::play, field);
    y += ui.control_height() + 14;

    const TableColumn columns[] = {{context.label("setting"), 0, Align::left, false}, {context.label("effective"), narrow ? 74.0f : 190.0f}, {context.label("loss"), narrow ? 58.0f : 84.0f}, {context.label("accuracy"), narrow ? 76.0f : 84.0f}};
    const bool told = answered(context.session.lesson_state(), winner.id);
    const auto last = [](const KeptRun* run, const char* name) {
        const auto* values = run ? run->history.find(name) : nullptr;
        return values && !values->empty() ? lessons::fixed(values->back(), 3) : std::string("–");
    };
    y += data_table(ui, {.id = "speed.run", .at = {area.min.x, y}, .width = area.width(), .row_height = 30, .columns = columns, .rows = 2, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (column == 0) return {.text = context.label(row == 0 ? "plain" : "momentum"), .color = mix(rule_color(theme, ids[row]), theme.ink, 0.2f)};
        if (column == 1) return {.text = row == 0 ? "0.01" : narrow ? (told ? "0.01" : "?") : told ? "0.001 / (1 − 0.9) = 0.01" : "0.001 / (1 − 0.9)"};
        return {.text = last(both[row], column == 2 ? "loss" : "val_accuracy"), .strong = column == 2 && both[row]};
    }}) + 14;

    std::vector<Series> series;
    for (std::size_t i = 0; i < 2; ++i) {
        const KeptRun* run = both[i];
        if (!run || run->batch_points.empty()) continue;
        const auto& points = run->batch_points;
        using Point = TrainerView::BatchPoint;
        series.push_back({.name = context.label(i == 0 ? "plain" : "momentum"), .x = Values(&points[0].epoch, points.size(), sizeof(Point)), .y = Values(&points[0].loss, points.size(), sizeof(Point)),
                          .color = rule_color(theme, ids[i]), .smooth = true});
    }
    const auto& live = context.session.view().batch_points;
    const bool training = context.session.state() == Session::State::training && !live.empty();
    if (training) series.push_back({.name = context.label("now"), .x = Values(&live[0].epoch, live.size(), sizeof(live[0])), .y = Values(&live[0].loss, live.size(), sizeof(live[0])), .color = theme.muted, .smooth = true});
    ImGui::SetCursorScreenPos({area.min.x, y});
    const float height = std::max(200.0f, area.max.y - y);
    plot_.draw(ui, {.id = "speed.loss", .title = context.label("batch_loss"), .x_name = context.label("epoch"), .size = {area.width(), height}, .include_zero = true, .x_min = 0, .x_max = 3, .smoothing = 0.9f, .end_labels = !narrow, .wheel_zooms = false, .empty = context.label("waiting")}, series);
    y += height;
    if (!question_above) y += 14 + question_card(context, winner, {area.min.x, y + 14}, area.width());
    return y - area.min.y;
}

/// Learning rates down, optimizers across; a cell is a real run. Before the first, a press on a cell is a prediction.
class TableView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_head(SceneContext& context, ImVec2 at, float width, float names, float column) const;
    void draw_cell(SceneContext& context, Box box, const kit::Target& t, std::size_t column, std::size_t rate, const State& state, int best);
    void draw_progress(SceneContext& context, Box box, const GroupRunView& run) const;
    float draw_focus(SceneContext& context, ImVec2 at, float width) const;
    std::string focus_;
};

/// Below a number that is not the last one: a piece for each epoch, filled when it is through.
void TableView::draw_progress(SceneContext& context, Box box, const GroupRunView& run) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto pieces = static_cast<float>(std::clamp<std::int64_t>(run.epochs, 1, 12));
    const float done = run.epochs > 0 ? static_cast<float>(run.epoch) / static_cast<float>(run.epochs) * pieces : 0, piece = (box.width() - 16) / pieces;
    for (float i = 0; i < pieces; ++i) {
        const float left = box.min.x + 8 + piece * i;
        draw->AddRectFilled({left, box.max.y - 8}, {left + piece - 2, box.max.y - 5}, mix(theme.line, theme.ink, 0.12f), 1.5f);
        if (const float part = std::clamp(done - i, 0.0f, 1.0f); part > 0) draw->AddRectFilled({left, box.max.y - 8}, {left + (piece - 2) * part, box.max.y - 5}, theme.accent, 1.5f);
    }
}

/// A run that is under way has a pale number on plain ground and its epochs below; one that has ended a dark number on a filled ground.
void TableView::draw_cell(SceneContext& context, Box box, const kit::Target& t, std::size_t column, std::size_t rate, const State& state, int best) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const RuleColumn& of = table_columns()[column];
    const RateCell cell = cell_of(context.session, of, rate);
    const bool ended = cell.run && cell.run->ended(), under_way = cell.run && !ended && context.session.group(of.id).busy();
    ImU32 ground = theme.surface, ink = theme.muted;
    std::string text = under_way ? "…" : "";
    if (cell.accuracy) text = lessons::fixed(*cell.accuracy, 3);
    if (cell.accuracy && ended) {
        const auto part = static_cast<float>(std::clamp((*cell.accuracy - 0.1) / 0.8, 0.0, 1.0));
        ground = mix(theme.surface, theme.accent, 0.08f + 0.67f * part * part);
        ink = theme.ink;
    }
    const bool diverged = cell.run && cell.run->state == GroupRunView::State::diverged;
    if (diverged) ground = theme.danger_soft, ink = theme.danger, text = context.label("diverged");
    draw->AddRectFilled(box.min, box.max, ground, 4);
    if (under_way) draw->AddRect(box.min, box.max, theme.line, 4, 0, theme.hairline);
    if (t.hovered || t.pinned) draw->AddRect(box.min, box.max, with_alpha(theme.ink, 0.5f), 4, 0, 1);
    draw_text_middle(draw, theme, {box.center().x, box.center().y - (under_way ? 3.0f : 0.0f)}, {(box.width() < 64 ? 12.0f : 14.0f) - (diverged ? 1.0f : 0.0f), !diverged}, ink, text, Align::center);
    if (under_way) draw_progress(context, box, *cell.run);
    const auto bet = state.bets.find(of.id);
    if (bet != state.bets.end() && bet->second == rate_name(table_rates[rate])) {
        draw->AddRect({box.min.x + 1, box.min.y + 1}, {box.max.x - 1, box.max.y - 1}, theme.ink, 4, 0, 2);
        draw_text_middle(draw, theme, {box.min.x + 7, box.min.y + 9}, {box.width() < 64 ? 10.0f : 12.0f}, ended ? ink : theme.ink, context.label("bet"));
    }
    if (best == static_cast<int>(rate)) draw_icon(draw, Icon::check, {box.max.x - 10, box.min.y + 10}, 12, ink, 2.5f);
}

/// What the table shows, how much of it is there, and the rules with their colours.
float TableView::draw_head(SceneContext& context, ImVec2 at, float width, float names, float column) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::size_t ended = ended_cells(context.session);
    bool begun = ended > 0;
    for (const RuleColumn& of : table_columns()) begun = begun || context.session.group(of.id).busy();
    draw_text_middle(draw, theme, {at.x, at.y + 10}, {14}, theme.ink, context.label(begun ? "accuracy" : "predict"));
    float y = at.y + 26;
    if (begun) draw_text_middle(draw, theme, {at.x + width, at.y + 10}, {13}, theme.muted, std::to_string(ended) + " / 20 " + context.label("finished"), Align::right);
    else y += draw_paragraph(draw, theme, {at.x, y}, width, {13}, theme.muted, context.label("press_bet"));
    const bool narrow = width < narrow_below;
    y += 6;
    draw_text_middle(draw, theme, {at.x, y + 10}, {narrow ? 11.0f : 13.0f}, theme.muted, context.label("rate"));
    for (std::size_t c = 0; c < table_columns().size(); ++c) {
        const std::string& id = table_columns()[c].id;
        const Type type{narrow ? 11.0f : 13.0f};
        const float middle = at.x + names + column * (static_cast<float>(c) + 0.5f) - 3, text = text_size(theme, type, id).x;
        const Rule* rule = rule_of(table_columns()[c].rule);
        const ImU32 color = rule ? rule_color(theme, rule->id) : theme.muted;
        if (narrow) draw->AddRectFilled({middle - text / 2, y + 19}, {middle + text / 2, y + 21}, color, 1);
        else draw->AddCircleFilled({middle - text / 2 - 7, y + 10}, 4, color, 16);
        draw_text_middle(draw, theme, {middle + (narrow ? 0.0f : 5.0f), y + 10}, type, theme.ink, id, Align::center);
    }
    return y + 26 - at.y;
}

float TableView::draw_focus(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    bool busy = false;
    for (const RuleColumn& column : table_columns()) busy = busy || context.session.group(column.id).busy();
    if (!busy && ended_cells(context.session) == 0) return 0;
    float height = draw_paragraph(ImGui::GetWindowDrawList(), theme, at, width, {13}, theme.muted, context.label(busy ? "under_way" : "press_cell")) + 4;
    std::string words;
    for (const RuleColumn& column : table_columns())
        for (std::size_t i = 0; i < table_rates.size(); ++i) {
            const RateCell cell = cell_of(context.session, column, i);
            if (focus_ != column.id + " " + rate_name(table_rates[i]) || !cell.accuracy) continue;
            words = focus_ + " · " + context.label("accuracy");
            if (!cell.run->ended()) words += std::string(" (") + context.label("now") + ")";
            for (const double value : *cell.run->history.find("val_accuracy")) words += " " + lessons::fixed(value, 3);
            words += std::string(" · ") + context.label("loss");
            for (const double value : *cell.run->history.find("loss")) words += " " + lessons::short_number(value, 3);
        }
    // The cell in focus has a line of its own below, kept free, so that nothing jumps when one is pointed at.
    const float room = line_height(theme, {13}) * (width < narrow_below ? 3.0f : 1.0f);
    if (!words.empty()) height += std::max(room, draw_paragraph(ImGui::GetWindowDrawList(), theme, {at.x, at.y + height}, width, {13}, theme.ink, words));
    else height += room;
    return height;
}

float TableView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    if (!context.session.dataset()) return draw_waiting(context, area);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const State state = State::read(context.session.lesson_state());
    const auto& columns = table_columns();
    const std::size_t ended = ended_cells(context.session);
    bool busy = false;
    for (const RuleColumn& column : columns) busy = busy || context.session.group(column.id).busy();
    const bool narrow = area.width() < narrow_below;
    const float head = narrow ? 46.0f : 76.0f, gap = narrow ? 4.0f : 6.0f, width = (area.width() - head + gap) / static_cast<float>(columns.size());
    float y = area.min.y + draw_head(context, area.min, area.width(), head, width);
    const float height = std::clamp((area.max.y - y - 162) / 4, 48.0f, 84.0f);
    for (std::size_t r = 0; r < table_rates.size(); ++r) {
        const float top = y + height * static_cast<float>(r);
        draw_text_middle(draw, theme, {area.min.x, top + (height - gap) / 2}, {narrow ? 11.0f : 13.0f, true}, theme.muted, rate_name(table_rates[r]));
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Box box = Box::at({area.min.x + head + width * static_cast<float>(c), top}, width - gap, height - gap);
            const std::string name = columns[c].id + " " + rate_name(table_rates[r]);
            const Target t = target(ui, "cell." + columns[c].id + "." + rate_name(table_rates[r]), box.min, box.max);
            if (t.pressed && ended == 0 && !busy && columns[c].id != "Nesterov") ui.set_control("figure.bet." + columns[c].id, rate_name(table_rates[r]));
            else if (t.pressed || t.hovered) focus_ = name;
            draw_cell(context, box, t, c, r, state, best_rate(context.session, columns[c]));
        }
    }
    y += height * static_cast<float>(table_rates.size()) + 6;
    y += draw_focus(context, {area.min.x, y}, area.width()) + 12;
    ImGui::SetCursorScreenPos({area.min.x, y});
    press(context, busy ? "figure.stop" : "figure.fill", busy ? Icon::pause : Icon::play, std::min(area.width(), 240.0f));
    y += ui.control_height() + 10;
    // One column at a time, for those who would rather wait less.
    const std::string one_column = context.label("one_column");
    draw_text_middle(draw, theme, {area.min.x, y + ui.control_height() / 2}, {13}, theme.muted, one_column);
    float x = area.min.x + text_size(theme, {13}, one_column).x + 8;
    for (const RuleColumn& column : columns) {
        const float need = button_width(ui, column.id, {.look = ButtonOptions::Look::quiet});
        if (x > area.min.x && x + need > area.max.x) x = area.min.x, y += ui.control_height() + 4;
        const auto& all = context.session.controls();
        const auto it = std::ranges::find(all, "figure.fill_" + column.id, &Control::id);
        ImGui::SetCursorScreenPos({x, y});
        if (it != all.end() && button(ui, "figure.fill_" + column.id, column.id, {.look = ButtonOptions::Look::quiet, .enabled = it->enabled, .hint = ui.tr(it->label)})) ui.set_control("figure.fill_" + column.id, nullptr);
        x += need + 6;
    }
    return y + ui.control_height() - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_speed_view() { return std::make_unique<SpeedView>(); }
std::unique_ptr<View> make_table_view() { return std::make_unique<TableView>(); }

}  // namespace nabla::lessons::optimizers
