#include "core/model/model.h"
#include "core/session/control_groups.h"
#include "lessons/kit/data_table.h"
#include "lessons/kit/question_card.h"
#include "lessons/kit/widgets.h"
#include "lessons/mnist/scene_common.h"

namespace nabla::lessons::mnist {
namespace {

using namespace kit;

constexpr double published_val_accuracy = 0.9781, published_test_accuracy = 0.9774, published_test_loss = 0.108;

/// Keras's summary with the arithmetic behind each count, the counter of updates, and the published figures beside one's own.
class TrainView : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    struct Row {
        std::string name, output, formula, parameters;
    };
    void summarize(const Session& session);
    float draw_summary(SceneContext& context, ImVec2 at, float width) const;
    float draw_updates(SceneContext& context, ImVec2 at, float width) const;
    float draw_scores(SceneContext& context, ImVec2 at, float width) const;

    std::string summarized_;
    std::vector<Row> rows_;
    std::int64_t total_ = 0;
};

std::string formula_of(const Layer& layer) {
    std::string text;
    for (const Parameter& parameter : layer.parameters()) {
        if (!text.empty()) text += " + ";
        for (std::size_t axis = 0; axis < parameter.shape.rank(); ++axis) text += (axis ? " × " : "") + thousands(parameter.shape[axis]);
    }
    return text;
}

void TrainView::summarize(const Session& session) {
    const std::string key = session.experiment().model.dump();
    if (key == summarized_) return;
    const auto shapes = session.known_input_shapes();
    if (shapes.empty()) return;
    summarized_ = key;
    rows_.clear();
    const Model model(session.experiment().model, shapes);
    for (const Node& node : model.nodes()) {
        Row row{.name = node.layer ? std::string(node.layer->class_name()) : "Input", .output = thousands(node.output_shape.elements()), .formula = {}, .parameters = {}};
        if (node.layer) {
            const Json config = node.layer->config();
            if (const auto it = config.find("activation"); it != config.end() && it->is_string() && *it != "linear") row.name += " " + it->get<std::string>();
            std::int64_t count = 0;
            for (const Parameter& parameter : node.layer->parameters()) count += parameter.shape.elements();
            row.formula = formula_of(*node.layer);
            row.parameters = thousands(count);
        }
        rows_.push_back(std::move(row));
    }
    total_ = model.parameter_count();
}

float TrainView::draw_summary(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const bool narrow = width < 460;
    std::vector<TableColumn> columns{{context.label("layer"), narrow ? 96.0f : 130.0f, Align::left, false}, {context.label("output"), narrow ? 36.0f : 56.0f}};
    columns.push_back({context.label("formula"), 0});
    columns.push_back({context.label("parameters"), narrow ? 70.0f : 90.0f});
    return data_table(ui, {.id = "summary", .at = at, .width = width, .columns = columns, .rows = rows_.size() + 1, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        if (row == rows_.size()) return {.text = column == 0 ? context.label("total") : column == 3 ? thousands(total_) : "", .strong = column == 3};
        const Row& r = rows_[row];
        return {.text = column == 0 ? r.name : column == 1 ? r.output : column == 2 ? r.formula : r.parameters, .color = column == 2 ? ui.theme.muted : 0};
    }});
}

float TrainView::draw_updates(SceneContext& context, ImVec2 at, float width) const {
    const Theme& theme = context.ui.theme;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Session& session = context.session;
    const FitOptions& fit = session.experiment().fit;
    const std::int64_t rows = session.experiment().dataset.rows.value_or(all_rows);
    const auto trained = rows - static_cast<std::int64_t>(static_cast<double>(rows) * fit.validation_split);
    const std::int64_t batches = (trained + fit.batch_size - 1) / fit.batch_size, all = batches * fit.epochs, done = session.view().update;
    // The products stay hidden until the learner has committed: they are the answer.
    const bool told = answered(session.lesson_state(), updates.id);
    draw_text(draw, theme, at, {theme.small}, theme.muted, context.label("update"));
    const std::string number = thousands(done) + (told ? " / " + thousands(all) : "");
    draw_text_middle(draw, theme, {at.x, at.y + 36}, {24, true}, theme.ink, number);
    if (told) {
        const std::string formula = thousands(trained) + " ÷ " + std::to_string(fit.batch_size) + " → " + thousands(batches) + " × " + std::to_string(fit.epochs);
        const bool beside = text_size(theme, {24, true}, number).x + 16 + text_size(theme, {13, true}, formula).x <= width;
        draw_text_middle(draw, theme, {at.x + width, at.y + (beside ? 36.0f : 8.0f)}, {13, true}, theme.muted, formula, Align::right);
    }
    const float part = all > 0 ? static_cast<float>(done) / static_cast<float>(all) : 0;
    draw->AddRectFilled({at.x, at.y + 56}, {at.x + width, at.y + 60}, theme.surface, 2);
    if (told) draw->AddRectFilled({at.x, at.y + 56}, {at.x + width * std::clamp(part, 0.0f, 1.0f), at.y + 60}, theme.accent, 2);
    return 64;
}

float TrainView::draw_scores(SceneContext& context, ImVec2 at, float width) const {
    Ui& ui = context.ui;
    const Session& session = context.session;
    const auto* val = session.view().history.find("val_accuracy");
    const auto& result = session.test_result();
    const bool measured = result && !result->evaluation.metrics.empty();
    const std::string own[] = {val && !val->empty() ? fixed(val->back(), 4) : "–", measured ? fixed(result->evaluation.metrics.front().second, 4) : "–", measured ? fixed(result->evaluation.loss, 3) : "–"};
    const std::string theirs[] = {fixed(published_val_accuracy, 4), fixed(published_test_accuracy, 4), fixed(published_test_loss, 3)};
    const char* names[] = {context.label("val_accuracy"), context.label("test_accuracy"), context.label("test_loss")};
    const TableColumn columns[] = {{"", 0, Align::left, false}, {context.label("yours"), 84}, {context.label("published"), 84}};
    float height = data_table(ui, {.id = "scores", .at = at, .width = width, .columns = columns, .rows = 3, .cell = [&](std::size_t row, std::size_t column) -> TableCell {
        return {.text = column == 0 ? names[row] : column == 1 ? own[row] : theirs[row], .color = column == 2 ? ui.theme.muted : 0, .strong = column == 1 && own[row] != "–"};
    }});
    const auto rows = session.experiment().dataset.rows.value_or(all_rows);
    if (rows >= all_rows) return height;
    const std::string note = with_number(context.label("small"), thousands(rows));
    height += 8 + draw_paragraph(ImGui::GetWindowDrawList(), ui.theme, {at.x, at.y + height + 8}, width, {13}, ui.theme.warning, note);
    return height;
}

float TrainView::draw(SceneContext& context, Box area) {
    context.session.want_data();
    summarize(context.session);
    float y = area.min.y;
    y += question_card(context, updates, {area.min.x, y}, area.width()) + 16;
    y += draw_updates(context, {area.min.x, y}, area.width()) + 16;
    if (area.width() >= 680) {
        const float left = area.width() * 0.56f;
        const float a = draw_summary(context, {area.min.x, y}, left), b = draw_scores(context, {area.min.x + left + 36, y}, area.width() - left - 36);
        return y + std::max(a, b) - area.min.y;
    }
    y += draw_summary(context, {area.min.x, y}, area.width()) + 20;
    y += draw_scores(context, {area.min.x, y}, area.width());
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_train_view() { return std::make_unique<TrainView>(); }

}  // namespace nabla::lessons::mnist
