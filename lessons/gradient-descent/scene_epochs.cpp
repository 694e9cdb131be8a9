#include <algorithm>
#include <cmath>

#include "core/session/control_groups.h"
#include "lessons/gradient-descent/scene_common.h"
#include "lessons/kit/choice.h"
#include "lessons/kit/number_card.h"
#include "lessons/kit/playback.h"
#include "lessons/kit/stats.h"

namespace nabla::lessons::gradient_descent {
namespace {

using namespace kit;

/// Rows, cut into batches; counters of rows, iterations and epochs. Below, the same counters of the run under way.
class EpochsView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void draw_rows(SceneContext& context, Box box, const Case& one, bool cut, double upto) const;
    float draw_own_run(SceneContext& context, ImVec2 at, float width) const;
    Playback playback_;
};

/// Uncut: a sheet of rows. Cut: one tile a batch, tinted once it has been used for an update; small batches show their rows.
void EpochsView::draw_rows(SceneContext& context, Box box, const Case& one, bool cut, double upto) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (!cut) {
        draw->AddRectFilled(box.min, box.max, theme.surface, theme.radius);
        const int columns = std::clamp(static_cast<int>(std::sqrt(static_cast<float>(one.rows) * box.width() / box.height())), 1, static_cast<int>(box.width() / 3));
        const int rows = std::min(static_cast<int>(one.rows) / columns, static_cast<int>(box.height() / 3));
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c) {
                const ImVec2 p{box.min.x + box.width() * (static_cast<float>(c) + 0.5f) / static_cast<float>(columns), box.min.y + box.height() * (static_cast<float>(r) + 0.5f) / static_cast<float>(rows)};
                draw->AddRectFilled({p.x - 1, p.y - 1}, {p.x + 1, p.y + 1}, with_alpha(theme.muted, 0.55f));
            }
        return;
    }
    const auto count = static_cast<int>(one.updates());
    const float aspect = one.batch > 64 ? 1.0f : 2.0f;
    const int columns = std::clamp(static_cast<int>(std::ceil(std::sqrt(static_cast<float>(count) * box.width() / box.height() / aspect))), 1, count), lines = (count + columns - 1) / columns;
    const float width = box.width() / static_cast<float>(columns), height = box.height() / static_cast<float>(lines), gap = std::min(6.0f, width * 0.14f);
    const int inner = width > 34 ? static_cast<int>(std::ceil(std::sqrt(static_cast<double>(one.batch) * (one.batch > 64 ? 1 : 2)))) : 0;
    for (int i = 0; i < count; ++i) {
        const Box tile = Box::at({box.min.x + width * static_cast<float>(i % columns), box.min.y + height * static_cast<float>(i / columns)}, width - gap, height - gap);
        const bool used = i + 1 <= static_cast<int>(upto), now = i == static_cast<int>(upto) && upto < count;
        draw->AddRectFilled(tile.min, tile.max, used ? mix(theme.surface, theme.accent, 0.4f) : theme.surface, 3);
        if (now) draw->AddRect(tile.min, tile.max, theme.accent, 3, 0, 2);
        const int across = one.batch <= 8 ? std::min<int>(inner * 8, static_cast<int>(one.batch)) : std::min<int>(inner, static_cast<int>(one.batch)), down = across > 0 ? (static_cast<int>(one.batch) + across - 1) / across : 0;
        for (int row = 0; inner > 0 && row < static_cast<int>(one.batch); ++row) {
            const ImVec2 p{tile.min.x + tile.width() * (static_cast<float>(row % across) + 0.5f) / static_cast<float>(across), tile.min.y + tile.height() * (static_cast<float>(row / across) + 0.5f) / static_cast<float>(down)};
            draw->AddCircleFilled(p, one.batch > 64 ? 1.2f : 2.5f, used || now ? theme.ink : with_alpha(theme.muted, 0.6f), 8);
        }
    }
}

float EpochsView::draw_own_run(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const TrainerView& view = context.session.view();
    draw_text_middle(ImGui::GetWindowDrawList(), ui.theme, {at.x, at.y + 8}, {13}, ui.theme.ink, context.label("own"));
    if (view.update == 0) {
        const float height = draw_paragraph(ImGui::GetWindowDrawList(), ui.theme, {at.x, at.y + 24}, width, {13}, ui.theme.muted, context.label("train"));
        return 24 + height;
    }
    const Stat numbers[] = {{context.label("epoch"), std::to_string(view.epoch) + " / " + std::to_string(view.epochs)}, {context.label("iteration"), std::to_string(view.batch) + " / " + std::to_string(view.batches)},
                            {context.label("updates"), thousands(view.update)}};
    return 24 + stats(ui, {at.x, at.y + 24}, width, numbers, 17);
}

float EpochsView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    const Case& one = shown_case(state);
    const bool cut = solved(context.session, one);
    const auto length = playback_length(context.session);
    const double upto = playback_.follow(context, length, std::max(5.0, static_cast<double>(length) / 6));
    float y = area.min.y + number_card(context, counts(), area.min, area.width()) + 14;
    std::string chosen = one.id;
    std::vector<Choice> choices;
    std::vector<std::string> names;
    names.reserve(cases().size());
    for (const Case& each : cases()) names.push_back(context.label("case." + each.id)), choices.push_back({each.id, names.back()});
    ImGui::SetCursorScreenPos({area.min.x, y});
    if (segmented(ui, "figure.counted", chosen, choices, {.width = std::min(area.width(), 420.0f)})) ui.set_control("figure.counted", chosen);
    y += ui.control_height() + 10;
    const auto done = static_cast<std::int64_t>(upto);
    const Stat numbers[] = {{context.label("rows"), thousands(cut ? std::min(one.rows, done * one.batch) : 0) + " / " + thousands(one.rows)}, {context.label("batch"), thousands(one.batch)},
                            {context.label("iteration"), cut ? std::to_string(done) + " / " + std::to_string(one.updates()) : "?"}, {context.label("hundred"), cut ? thousands(100 * one.updates()) : "?"}};
    y += stats(ui, {area.min.x, y}, area.width(), numbers, 17) + 6;
    const float own = 84, height = std::clamp(area.max.y - y - own - ui.control_height() - 28, 130.0f, 300.0f);
    draw_rows(context, Box::at({area.min.x, y}, area.width(), height), one, cut, upto);
    y += height + 8;
    if (cut) y += playback_.draw(context, {area.min.x, y}, std::min(area.width(), 560.0f), length, context.label("iteration")) + 14;
    y += draw_own_run(context, {area.min.x, y + 4}, area.width()) + 4;
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_epochs_view() { return std::make_unique<EpochsView>(); }

}  // namespace nabla::lessons::gradient_descent
