#include <algorithm>
#include <utility>

#include "core/session/control_groups.h"
#include "lessons/kit/bar_list.h"
#include "lessons/kit/matrix_table.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_weights.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

/// The test set's mistakes: as a table that opens the pictures, the worst ones in order, and the first layer's weights.
class MistakesView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    float draw_matrix(SceneContext& context, const State& state, Box area);
    float draw_worst(SceneContext& context, const State& state, Box area);
    float draw_untested(SceneContext& context, Box area) const;
    float draw_one(SceneContext& context, std::uint32_t row, ImVec2 at, float width);
    void draw_pictures(SceneContext& context, const State& state, Box box, std::uint64_t version);
    void choose_rows(const Session& session, const State& state);

    ImageGrid grid_;
    Heatmap one_;
    WeightsView weights_;
    std::vector<std::uint32_t> rows_;       // test rows in the grid
    std::string chosen_;                    // what rows_ belongs to
};

/// The selected cell's pictures, or the worst ones.
void MistakesView::choose_rows(const Session& session, const State& state) {
    const auto& result = session.test_result();
    const auto data = session.dataset();
    const std::string key = state.view + std::to_string(result->version) + "." + std::to_string(state.truth) + std::to_string(state.guess);
    if (key == chosen_) return;
    chosen_ = key;
    rows_.clear();
    if (state.view == "worst") rows_ = result->worst;
    else if (state.truth >= 0) rows_ = rows_of_cell(*data->test, *result, state.truth, state.guess);
}

void MistakesView::draw_pictures(SceneContext& context, const State& state, Box box, std::uint64_t version) {
    Ui& ui = context.ui;
    const auto& result = *context.session.test_result();
    const Part& test = *context.session.dataset()->test;
    ImageGrid::Options options{
        .id = "mistake", .area = box, .count = rows_.size(), .cell = 58, .caption = 20, .version = version,
        .paint = [&](std::size_t item, std::span<ImU32> out) { paint_picture(ui.theme, picture_bytes(test, rows_[item]), out); },
        .name = [&](std::size_t item) { return static_cast<std::uint32_t>(item); },
        .over = [&](ImDrawList* draw, std::size_t item, Box picture, Box cell) {
            const auto p = probabilities(result, rows_[item]);
            const auto answer = predicted_class(p);
            const std::string words = std::to_string(label_of(test, rows_[item])) + " → " + std::to_string(answer);
            draw_text_middle(draw, ui.theme, {cell.center().x, picture.max.y + 10}, {12, true}, ui.theme.muted, words, Align::center);
        },
        .selected = state.mistake};
    if (const long pressed = grid_.draw(ui, options); pressed >= 0) ui.set_control("figure.mistake", pressed);
}

/// One picture in large with the network's ten probabilities.
float MistakesView::draw_one(SceneContext& context, std::uint32_t row, ImVec2 at, float width) {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& result = *context.session.test_result();
    const Part& test = *context.session.dataset()->test;
    const auto p = probabilities(result, row);
    const int truth = label_of(test, row), answer = static_cast<int>(predicted_class(p));
    constexpr float side = 112, bars = 178;
    draw_picture(context, one_, Box::at(at, side, side), picture_bytes(test, row), picture_version(true, row));
    draw_text(draw, theme, {at.x, at.y + side + 6}, {13}, theme.good, std::string(context.label("true")) + " " + std::to_string(truth));
    draw_text(draw, theme, {at.x, at.y + side + 26}, {13}, answer == truth ? theme.good : theme.danger, std::string(context.label("predicted")) + " " + std::to_string(answer));
    draw_text(draw, theme, {at.x, at.y + side + 46}, {13, true}, theme.ink, fixed(p[static_cast<std::size_t>(answer)], 4));
    std::vector<std::string> names;
    for (int i = 0; i < 10; ++i) names.push_back(std::to_string(i));
    bar_list(context.ui, {.id = "mistake.bars", .area = Box::at({at.x + side + 14, at.y}, width - side - 14, bars), .values = p, .names = names, .strong = answer, .marked = truth});
    return bars;
}

float MistakesView::draw_matrix(SceneContext& context, const State& state, Box area) {
    Ui& ui = context.ui;
    const Theme& theme = ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& result = *context.session.test_result();
    const bool narrow = area.width() < 600;
    const float side = narrow ? area.width() : std::clamp(area.height(), 320.0f, area.width() * 0.6f);
    const MatrixTable options{.id = "confusion", .row_title = context.label("true"), .column_title = context.label("predicted"), .area = Box::at(area.min, side, side),
                              .selected = state.truth >= 0 ? std::optional(Cell{state.truth, state.guess}) : std::nullopt};
    if (const auto cell = matrix_table(ui, options, result.confusion)) {
        // Through the state at once: the two selects would pass over a cell in between.
        context.session.set_lesson_state("cell", Json::array({cell->row, cell->column}));
        context.session.set_lesson_state("mistake", 0);
    }
    Box rest = narrow ? Box::at({area.min.x, area.min.y + side + 16}, area.width(), 460) : Box{{area.min.x + side + 28, area.min.y}, {area.max.x, area.min.y + std::max(side, area.height())}};
    if (state.truth < 0 || rows_.empty()) {
        draw_paragraph(draw, theme, {rest.min.x, rest.min.y + 24}, rest.width(), {13}, theme.muted, context.label(state.truth < 0 ? "choose" : "none"));
        return narrow ? side + 80 : side;
    }
    const std::string head = std::to_string(state.truth) + " → " + std::to_string(state.guess) + " · " + thousands(std::ssize(rows_)) + " " + context.label("images");
    draw_text_middle(draw, theme, {rest.min.x, rest.min.y + 10}, {15, true}, theme.ink, head);
    rest.cut_top(28);
    const std::uint32_t row = rows_[std::min(rows_.size() - 1, static_cast<std::size_t>(state.mistake))];
    rest.cut_top(draw_one(context, row, rest.min, rest.width()), 14);
    if (rest.height() < 90) rest.max.y = rest.min.y + 90;
    draw_pictures(context, state, rest, std::hash<std::string>{}(chosen_));
    return rest.max.y - area.min.y;
}

float MistakesView::draw_worst(SceneContext& context, const State& state, Box area) {
    if (rows_.empty()) return 0;
    const Theme& theme = context.ui.theme;
    const auto& result = *context.session.test_result();
    const std::string head = thousands(static_cast<std::int64_t>(result.evaluation.losses.size())) + " " + context.label("of") + " · " + thousands(std::ssize(rows_)) + " " + context.label("wrong");
    draw_text_middle(ImGui::GetWindowDrawList(), theme, {area.min.x, area.min.y + 10}, {15}, theme.ink, head);
    Box rest = area;
    rest.cut_top(30);
    const std::uint32_t row = rows_[std::min(rows_.size() - 1, static_cast<std::size_t>(state.mistake))];
    rest.cut_top(draw_one(context, row, rest.min, std::min(rest.width(), 420.0f)), 16);
    rest.max.y = std::max(rest.max.y, rest.min.y + 160);
    draw_pictures(context, state, rest, std::hash<std::string>{}(chosen_));
    return rest.max.y - area.min.y;
}

/// Nothing is measured yet: how to, and the button for it once there is something to measure.
float MistakesView::draw_untested(SceneContext& context, Box area) const {
    Ui& ui = context.ui;
    const float height = draw_waiting(context, area, context.label("no_result"));
    if (context.session.view().history.epochs() == 0 || context.session.busy()) return height;
    const ButtonOptions options{.look = ButtonOptions::Look::primary};
    const char* words = context.label("evaluate");
    ImGui::SetCursorScreenPos({area.center().x - button_width(ui, words, options) / 2, area.min.y + height * 0.42f + 24});
    if (button(ui, "figure.evaluate", words, options)) ui.set_control("run.evaluate", Json());
    return height;
}

float MistakesView::draw(SceneContext& context, Box area) {
    Ui& ui = context.ui;
    const State state = State::read(context.session.lesson_state());
    std::string view = state.view;
    const Choice choices[] = {{"matrix", context.label("view.matrix")}, {"worst", context.label("view.worst")}, {"weights", context.label("view.weights")}};
    ImGui::SetCursorScreenPos(area.min);
    if (segmented(ui, "figure.view", view, choices, {.width = std::min(area.width(), 460.0f)})) ui.set_control("figure.view", view);
    Box rest = area;
    rest.cut_top(ui.control_height(), 16);
    const float top = rest.min.y - area.min.y;
    if (state.view == "weights") return top + weights_.draw(context, rest);
    if (!digit_result(context.session)) return top + draw_untested(context, rest);
    choose_rows(context.session, state);
    return top + (state.view == "worst" ? draw_worst(context, state, rest) : draw_matrix(context, state, rest));
}

}  // namespace

std::unique_ptr<View> make_mistakes_view() { return std::make_unique<MistakesView>(); }

}  // namespace nabla::lessons::mnist
