#include <algorithm>
#include <cstdio>

#include "core/model/model.h"
#include "lessons/activations/scene_common.h"
#include "lessons/kit/control.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/target.h"
#include "lessons/kit/tip.h"
#include "lessons/plain_probe.h"

namespace nabla::lessons::activations {
namespace {

using namespace kit;

/// A hidden layer's 100 units as a grid: the more images one answers to, the fuller it is; one that answers to none is
/// crossed out. Below, the counts that the learner wrote down.
class DeadView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_grid(SceneContext& context, Box box);
    float draw_notes(SceneContext& context, ImVec2 at, float width, const State& state);

    std::shared_ptr<const Dataset> data_;
    std::uint64_t version_ = 0;
    std::vector<float> shares_;
};

void DeadView::draw_grid(SceneContext& context, Box box) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    constexpr std::size_t columns = 10;
    const std::size_t rows = (shares_.size() + columns - 1) / columns;
    const float cell = std::min(box.width() / columns, box.height() / static_cast<float>(std::max<std::size_t>(1, rows)));
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        const ImVec2 corner{box.min.x + cell * static_cast<float>(i % columns), box.min.y + cell * static_cast<float>(i / columns)};
        const Box unit = Box::at(corner, cell, cell).inset(2);
        const float share = ui.ease(ImGui::GetID(("dead." + std::to_string(i)).c_str()), shares_[i], 0.25f);
        const bool dead = shares_[i] == 0;
        const Target t = figure_target(ui, "dead.unit." + std::to_string(i), unit.min, unit.max);
        if (dead) {
            draw->AddRect(unit.min, unit.max, with_alpha(theme.danger, 0.55f), 4, 0, 1);
            const Box cross = unit.inset(unit.width() * 0.3f);
            draw->AddLine(cross.min, cross.max, theme.danger, 1.5f);
            draw->AddLine({cross.min.x, cross.max.y}, {cross.max.x, cross.min.y}, theme.danger, 1.5f);
        } else {
            draw->AddRectFilled(unit.min, unit.max, theme.magnitude_color(0.08f + 0.72f * share), 4);
        }
        if (t.shown()) {
            draw->AddRect(unit.min, unit.max, theme.ink, 4, 0, 1.5f);
            const std::string share_text = fixed(shares_[i] * 100, 1) + "%";
            const InspectorLine line[] = {{context.label("on"), share_text, dead ? theme.danger : theme.accent}};
            inspector(ui, {unit.max.x, unit.center().y}, std::string(context.label("unit")) + " " + std::to_string(i), line);
        }
    }
    ui.widgets.add("dead.grid", box.min, {box.min.x + cell * columns, box.min.y + cell * static_cast<float>(rows)});
}

float DeadView::draw_notes(SceneContext& context, ImVec2 at, float width, const State& state) {
    const Theme& theme = context.ui.theme;
    if (state.notes.empty()) return draw_paragraph(ImGui::GetWindowDrawList(), theme, at, width, {13}, theme.muted, context.label("no_notes"));
    const TableColumn columns[] = {{context.label("hidden"), 0, Align::left}, {context.label("rate_short"), 60}, {context.label("dead"), 70}};
    return data_table(context.ui, {.id = "dead.note", .at = at, .width = width, .row_height = 26, .columns = columns, .rows = state.notes.size(), .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const DeadNote& note = state.notes[row];
        char rate[32];
        std::snprintf(rate, sizeof rate, "%g", note.rate);
        if (column == 0) return {.text = note.activation};
        if (column == 1) return {.text = rate};
        return {.text = std::to_string(note.dead), .color = note.dead > many_dead ? theme.danger : note.dead <= few_dead ? theme.good : 0, .strong = true};
    }});
}

float DeadView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    const auto data = context.session.dataset();
    if (!data) return draw_waiting(context, area);
    if (data != data_ || version_ != context.session.weights_version()) {
        data_ = data;
        version_ = context.session.weights_version();
        Model* model = plain_probe(context.session);
        shares_ = model ? share_on(*model, *data) : std::vector<float>{};
    }
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    const State state = State::read(context.session.lesson_state());
    const bool narrow = area.width() < 560;
    const float side = narrow ? area.width() : std::clamp(area.width() * 0.4f, 240.0f, 300.0f);
    Box grid = area;
    const float right = narrow ? area.min.x : area.max.x - side;
    if (!narrow) grid.max.x = right - 32;
    grid.max.y = grid.min.y + std::min(grid.width(), narrow ? 320.0f : std::max(300.0f, area.height()));
    const float edge = std::min(grid.width(), grid.height());
    draw_grid(context, Box::at(grid.min, edge, edge));
    float y = narrow ? area.min.y + edge + 14 : area.min.y;
    const int dead = dead_of(shares_);
    draw_number(context, {right, y}, context.label("dead_now"), std::to_string(dead) + " / " + std::to_string(shares_.size()), dead > many_dead ? theme.danger : theme.ink, 30);
    ui.widgets.add("dead.count", {right, y}, {right + side, y + 56});
    y += 66;
    const auto labelled = [&](const char* label, const char* id) {
        draw_text(ImGui::GetWindowDrawList(), theme, {right, y}, {theme.small}, theme.muted, context.label(label));
        draw_segmented(context, id, {right, y + 18}, side);
        y += 18 + ui.control_height() + 10;
    };
    labelled("rate", "figure.rate");
    labelled("hidden", "figure.activation");
    ImGui::SetCursorScreenPos({right, y + 4});
    control(ui, context.session, "figure.note", side);
    y += ui.control_height() + 18;
    y += draw_notes(context, {right, y}, side, state);
    return std::max(y, area.min.y + edge) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_dead_view() { return std::make_unique<DeadView>(); }

}  // namespace nabla::lessons::activations
