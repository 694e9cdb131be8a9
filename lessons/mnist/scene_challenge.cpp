#include "core/model/model.h"
#include "core/session/control_groups.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

constexpr std::int64_t first_parameters = 235'146;

/// How large the network is against the budget, and every run with what it still lacks.
class ChallengeView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    void follow(const Session& session);
    float draw_budget(SceneContext& context, ImVec2 at, float width) const;
    const char* verdict(const SceneContext& context, const Entry& entry) const;

    std::string model_;
    std::int64_t parameters_ = 0;
    std::vector<Entry> entries_;
    std::size_t epochs_ = 0, runs_ = 0;   // of which entries_ were made
};

void ChallengeView::follow(const Session& session) {
    if (const std::string model = session.experiment().model.dump(); model != model_)
        if (const auto shapes = session.known_input_shapes(); !shapes.empty()) {
            model_ = model;
            parameters_ = Model(session.experiment().model, shapes).parameter_count();
        }
    std::size_t epochs = 0;
    for (const KeptRun& run : session.runs()) epochs += run.history.epochs();
    if (epochs == epochs_ && runs_ == session.runs().size()) return;
    epochs_ = epochs;
    runs_ = session.runs().size();
    entries_ = challenge_entries(session);
}

float ChallengeView::draw_budget(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool fits = parameters_ <= parameter_budget;
    draw_text(draw, theme, at, {theme.small}, theme.muted, context.label("parameters"));
    draw_text_middle(draw, theme, {at.x, at.y + 37}, {26, true}, fits ? theme.good : theme.ink, thousands(parameters_));
    // Up to the first network's size, so that the budget is seen as the quarter it is.
    const double most = static_cast<double>(std::max(first_parameters, parameters_));
    const auto x_of = [&](std::int64_t n) { return at.x + width * static_cast<float>(static_cast<double>(n) / most); };
    const float top = at.y + 62, bottom = top + 14;
    draw->AddRectFilled({at.x, top}, {at.x + width, bottom}, theme.surface, 3);
    draw->AddRectFilled({at.x, top}, {x_of(parameters_), bottom}, fits ? theme.good : mix(theme.muted, theme.surface, 0.3f), 3);
    const float limit = theme.snap(x_of(parameter_budget));
    draw->AddRectFilled({limit - 1, top - 6}, {limit + 1, bottom + 6}, theme.accent);
    draw_text_middle(draw, theme, {std::max(limit, at.x + 60), bottom + 16}, {12}, theme.accent, std::string(context.label("budget")) + " " + thousands(parameter_budget), Align::center);
    draw_text_middle(draw, theme, {at.x + width, bottom + 16}, {12}, theme.muted, std::string(context.label("first")) + " " + thousands(first_parameters), Align::right);
    return 106;
}

const char* ChallengeView::verdict(const SceneContext& context, const Entry& entry) const {
    if (entry.passes()) return context.label("passed");
    if (!entry.small) return context.label("over_budget");
    if (!entry.full) return context.label("few_rows");
    if (!entry.quick) return context.label("too_long");
    return context.label("too_low");
}

float ChallengeView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    follow(context.session);
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    float y = area.min.y + draw_budget(context, area.min, area.width()) + 18;
    if (entries_.empty()) {
        draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y}, area.width(), {13}, theme.muted, context.label("no_runs"));
        return y + 40 - area.min.y;
    }
    const bool narrow = area.width() < narrow_below;
    std::vector<TableColumn> columns{{context.label("run"), 40, Align::left, false}, {context.label("parameters"), 74}, {context.label("epochs"), narrow ? 46.0f : 58.0f},
                                     {context.label(narrow ? "accuracy_short" : "accuracy"), narrow ? 84.0f : 140.0f}, {"", 0, Align::right, false}};
    const std::size_t count = entries_.size();
    y += data_table(ui, {.id = "entries", .at = {area.min.x, y}, .width = area.width(), .columns = columns, .rows = count, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        const Entry& entry = entries_[count - 1 - row];   // the newest first
        switch (column) {
            case 0: return {.text = entry.name};
            case 1: return {.text = thousands(entry.parameters), .color = entry.small ? 0 : theme.danger};
            case 2: return {.text = std::to_string(entry.epochs), .color = entry.quick ? 0 : theme.danger};
            case 3: return {.text = fixed(entry.accuracy, 4), .color = entry.accurate ? 0 : theme.danger};
            default: return {.text = narrow && !entry.passes() ? "" : verdict(context, entry), .color = entry.passes() ? theme.good : theme.muted};
        }
    }});
    if (narrow) y += 8 + draw_paragraph(ImGui::GetWindowDrawList(), theme, {area.min.x, y + 8}, area.width(), {13}, entries_.back().passes() ? theme.good : theme.muted, entries_.back().name + ": " + verdict(context, entries_.back()));
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_challenge_view() { return std::make_unique<ChallengeView>(); }

}  // namespace nabla::lessons::mnist
