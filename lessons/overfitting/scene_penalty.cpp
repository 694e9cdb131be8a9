#include <algorithm>
#include <array>
#include <cmath>

#include "core/session/control_groups.h"
#include "lessons/kit/question_card.h"
#include "lessons/numerals.h"
#include "lessons/overfitting/scene_common.h"

namespace nabla::lessons::overfitting {
namespace {

using namespace kit;

/// The same network without a penalty, with L2 and with L1: where their weights end up.
class PenaltyView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Tile {
        std::shared_ptr<const std::vector<float>> weights = {};
        WeightCount count = {};
        double penalty = 0;
    };
    float draw_tile(SceneContext& context, Box box, const PenaltyRun& run, const Tile& tile, int tallest) const;
    std::array<Tile, 3> tiles_;
};

/// Bars of the counts; heights by their square root, so that a tall middle leaves the others in sight.
void draw_bars(SceneContext& context, Box box, const WeightCount& count, int tallest, ImU32 color) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(box.min, box.max, theme.raised);
    const float step = box.width() / static_cast<float>(bar_count);
    for (std::size_t i = 0; i < count.bars.size(); ++i) {
        const float height = (box.height() - 8) * std::sqrt(static_cast<float>(count.bars[i]) / static_cast<float>(std::max(1, tallest)));
        const float x = box.min.x + step * static_cast<float>(i);
        if (height > 0) draw->AddRectFilled({x + 0.5f, box.max.y - height}, {x + step - 0.5f, box.max.y}, color);
    }
    draw->AddRectFilled({box.min.x, box.max.y}, {box.max.x, box.max.y + theme.hairline}, theme.faint);
    const struct { float part; const char* name; Align align; } marks[] = {{0, "−0.1", Align::left}, {0.5f, "0", Align::center}, {1, "0.1", Align::right}};
    for (const auto& mark : marks)
        draw_text_middle(draw, theme, {box.min.x + box.width() * mark.part, box.max.y + 11}, {11, true}, theme.muted, mark.name, mark.align);
}

float PenaltyView::draw_tile(SceneContext& context, Box box, const PenaltyRun& run, const Tile& tile, int tallest) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 color = run.name == "none" ? theme.muted : run.name == "l2" ? theme.series_color(2) : theme.accent;
    draw_text(draw, theme, box.min, {14}, theme.ink, context.label(run.name));
    const Box bars = Box::at({box.min.x, box.min.y + 24}, box.width(), 130);
    draw_bars(context, bars, tile.count, tallest, color);
    const bool there = run.ended && tile.count.all > 0;
    const double share = there ? static_cast<double>(tile.count.small) / static_cast<double>(tile.count.all) : 0;
    const struct { const char* key; std::string value; } lines[] = {
        {"small", there ? fixed(100 * share, 1) + "%" : "–"},
        {"zero", there ? thousands(tile.count.zero) : "–"},
        {"train_accuracy", there ? fixed(run.accuracy, 3) : "–"},
        {"val_accuracy", there ? fixed(run.val_accuracy, 3) : "–"},
        {"keras_loss", there ? fixed(run.val_loss, 3) : "–"},
        {"penalty", there ? fixed(tile.penalty, 3) : "–"},
        {"data_loss", there ? fixed(run.val_loss - tile.penalty, 3) : "–"}};
    float y = bars.max.y + 26;
    for (const auto& line : lines) {
        const bool strong = std::string_view(line.key) == "small" || std::string_view(line.key) == "data_loss";
        const float value = text_size(theme, {12, true}, line.value).x;
        draw_text_cut(draw, theme, {box.min.x, y + 8}, box.width() - value - 6, {12}, theme.muted, context.label(line.key));
        draw_text_middle(draw, theme, {box.max.x, y + 8}, {12, true}, strong ? theme.ink : theme.muted, line.value, Align::right);
        y += 20;
    }
    return y - box.min.y;
}

float PenaltyView::draw(SceneContext& context, Box area) {
    Session& session = context.session;
    session.want_data();
    const auto runs = penalty_runs(session);
    const auto ended = static_cast<std::size_t>(std::ranges::count_if(runs, &PenaltyRun::ended));
    float y = area.min.y + question_card(context, zeros, area.min, area.width()) + 12;
    y += compare_button(context, {area.min.x, y}, area.width(), ended, runs.size()) + 16;
    int tallest = 1;
    for (std::size_t i = 0; i < runs.size() && i < tiles_.size(); ++i) {
        Tile& tile = tiles_[i];
        if (tile.weights != runs[i].weights) {
            tile = {.weights = runs[i].weights};
            if (tile.weights) tile.count = count_weights(session.experiment(), *tile.weights), tile.penalty = penalty_in(session.experiment(), runs[i]);
        }
        for (int bar : tile.count.bars) tallest = std::max(tallest, bar);
    }
    const std::vector<PenaltyRun> empty{{.name = "none"}, {.name = "l2"}, {.name = "l1"}};
    const auto& shown = runs.empty() ? empty : runs;
    const bool narrow = area.width() < 520;
    const float gap = 22, width = narrow ? area.width() : (area.width() - 2 * gap) / 3;
    float bottom = y;
    for (std::size_t i = 0; i < shown.size() && i < tiles_.size(); ++i) {
        const Box box = Box::at({narrow ? area.min.x : area.min.x + static_cast<float>(i) * (width + gap), narrow ? bottom : y}, width, 0);
        const float end = box.min.y + draw_tile(context, box, shown[i], runs.empty() ? Tile{} : tiles_[i], tallest) + 12;
        bottom = narrow ? end : std::max(bottom, end);
    }
    return bottom + note(context, {area.min.x, bottom}, area.width(), context.label("legend")) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_penalty_view() { return std::make_unique<PenaltyView>(); }

}  // namespace nabla::lessons::overfitting
