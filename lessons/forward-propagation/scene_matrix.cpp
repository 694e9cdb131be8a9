#include <algorithm>
#include <cmath>
#include <utility>

#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/matrix_view.h"
#include "lessons/kit/network_diagram.h"
#include "lessons/kit/number_card.h"
#include "lessons/numerals.h"

namespace nabla::lessons::forward_propagation {
namespace {

using namespace kit;

float tone(double value) { return static_cast<float>(std::tanh(value / 4)); }

/// Three samples through the hidden layer at once: X W + b = Z, whose cells light what they are made of.
class MatrixLesson : public View {
public:
    float draw(SceneContext& context, Box area) override;

private:
    std::vector<MatrixPiece> pieces(SceneContext& context, const BatchSums& sums) const;
    float draw_cell_sum(SceneContext& context, const BatchSums& sums, ImVec2 at, float width);
    float draw_links(SceneContext& context, const BatchSums& sums, ImVec2 at, float width);
    float draw_cell(SceneContext& context, const BatchSums& sums, ImVec2 at, float width);

    Spotlight light_;
    int row_ = 2, column_ = 0;           // of Z: the cell that is worked out
    int from_ = 1, to_ = 0;              // the link whose place in W is told
};

std::string x_key(int row, int i) { return "x" + std::to_string(row) + std::to_string(i); }
std::string w_key(int i, int j) { return "w" + std::to_string(i) + std::to_string(j); }
std::string b_key(int j) { return "b" + std::to_string(j); }
std::string sources(int row, int j) { return x_key(row, 0) + " " + x_key(row, 1) + " " + w_key(0, j) + " " + w_key(1, j) + " " + b_key(j); }

std::vector<MatrixPiece> MatrixLesson::pieces(SceneContext& context, const BatchSums& sums) const {
    const Session& session = context.session;
    const TypedNumber& number = matrix_cell();
    MatrixPiece x{.symbol = "X  3 × 2", .rows = 3, .columns = 2, .row_names = {"1", "2", "3"}, .column_names = {"x₁", "x₂"}};
    MatrixPiece w{.symbol = "W  2 × 2", .rows = 2, .columns = 2, .row_names = {"x₁", "x₂"}, .column_names = {"h₁", "h₂"}};
    MatrixPiece b{.symbol = "b", .rows = 1, .columns = 2};
    MatrixPiece z{.symbol = "Z  3 × 2", .rows = 3, .columns = 2, .column_names = {"z₁", "z₂"}};
    for (int row = 0; row < 3; ++row)
        for (int i = 0; i < 2; ++i) x.cells.push_back({.key = x_key(row, i), .text = short_number(batch[row][i]), .tone = tone(batch[row][i])});
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 2; ++j) w.cells.push_back({.key = w_key(i, j), .text = short_number(sums.w[i][j]), .tone = tone(sums.w[i][j])});
    for (int j = 0; j < 2; ++j) b.cells.push_back({.key = b_key(j), .text = short_number(sums.b[j])});
    for (int row = 0; row < 3; ++row)
        for (int j = 0; j < 2; ++j) {
            MatrixCell cell{.key = "z" + std::to_string(row) + std::to_string(j), .text = short_number(sums.z[row][j]), .keys = sources(row, j), .tone = tone(sums.z[row][j])};
            if (row == 2 && j == 0) {
                cell.control = number.control();
                cell.label = context.ui.tr(session.step().label("cell.ask"));
                cell.typed = typed_value(session.lesson_state(), number.id);
                cell.right = typed_right(session, number);
            }
            z.cells.push_back(std::move(cell));
        }
    return {x, {.symbol = "·"}, w, {.symbol = "+"}, b, {.symbol = "="}, z};
}

float MatrixLesson::draw_cell_sum(SceneContext& context, const BatchSums& sums, ImVec2 at, float width) {
    const bool open = row_ == 2 && column_ == 0 && !typed_right(context.session, matrix_cell());
    const std::string j = std::to_string(column_ + 1);
    std::vector<Term> terms;
    for (int i = 0; i < 2; ++i) {
        if (i > 0) terms.push_back(op("+"));
        terms.push_back({.symbol = hand_name("x" + std::to_string(i + 1)), .value = factor(batch[row_][i]), .keys = x_key(row_, i)});
        terms.push_back(op("·"));
        terms.push_back({.symbol = hand_name("w" + j + std::to_string(i + 1)), .value = factor(sums.w[i][column_]), .keys = w_key(i, column_)});
    }
    terms.push_back(op("+"));
    terms.push_back({.symbol = hand_name("b" + j), .value = short_number(sums.b[column_]), .keys = b_key(column_)});
    terms.push_back(op("="));
    terms.push_back({.symbol = hand_name("z" + j), .value = open ? "?" : short_number(sums.z[row_][column_]), .keys = "z" + std::to_string(row_) + std::to_string(column_)});
    return formula(context.ui, light_, {.id = "cellsum", .at = at, .width = width, .terms = terms, .size = width < 420 ? 15.0f : 17.0f});
}

/// The links that W holds, one a cell: either lights the other. Below, the place of one of them in words.
float MatrixLesson::draw_links(SceneContext& context, const BatchSums& sums, ImVec2 at, float width) {
    std::vector<std::vector<DiagramNeuron>> layers(2);
    std::vector<DiagramLink> links;
    std::vector<std::pair<int, int>> lit;
    for (int i = 0; i < 2; ++i) layers[0].push_back({.key = x_key(row_, i), .name = hand_name("x" + std::to_string(i + 1)), .value = short_number(batch[row_][i]), .tone = tone(batch[row_][i])});
    for (int j = 0; j < 2; ++j) layers[1].push_back({.key = "h" + std::to_string(j), .name = hand_name("h" + std::to_string(j + 1))});
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i < 2; ++i) {
            const std::string name = hand_name("w" + std::to_string(j + 1) + std::to_string(i + 1));
            links.push_back({.layer = 0, .from = i, .to = j, .key = w_key(i, j), .weight = sums.w[i][j], .label = name + " " + short_number(sums.w[i][j])});
            if (light_.on(w_key(i, j))) lit.emplace_back(i, j);
        }
    if (lit.size() == 1) from_ = lit[0].first, to_ = lit[0].second;
    const Box box = Box::at(at, std::min(width, 400.0f), 176);
    network_diagram(context.ui, light_, {.id = "links", .area = box, .layers = layers, .links = links});
    std::string words = context.label("place");
    const auto fill = [&](std::string_view hole, const std::string& with) {
        for (std::size_t found = words.find(hole); found != std::string::npos; found = words.find(hole, found + with.size())) words.replace(found, hole.size(), with);
    };
    const std::string input = std::to_string(from_ + 1), unit = std::to_string(to_ + 1);
    fill("{w}", hand_name("w" + unit + input)), fill("{input}", input), fill("{neuron}", unit);
    return box.height() - 10 + draw_paragraph(ImGui::GetWindowDrawList(), context.ui.theme, {at.x, box.max.y - 10}, width, {13}, context.ui.theme.ink, words);
}

float MatrixLesson::draw_cell(SceneContext& context, const BatchSums& sums, ImVec2 at, float width) {
    const std::string heading = std::string(context.label("sample")) + " " + std::to_string(row_ + 1) + ", " + context.label("neuron") + " " + std::to_string(column_ + 1);
    float y = at.y + note(context, at, width, heading) + 4;
    y += draw_cell_sum(context, sums, {at.x, y}, width) + 16;
    const TypedNumber* asked[] = {&matrix_cell()};
    return y + number_card(context, asked, {at.x, y}, width) - at.y;
}

float MatrixLesson::draw(SceneContext& context, Box area) {
    light_.begin(context.ui);
    const BatchSums sums = batch_sums(context.session);
    const State state = State::read(context.session.lesson_state());
    if (row_ != state.sample) row_ = state.sample, column_ = 0;
    const float width = std::min(area.width(), 640.0f);
    float y = area.min.y;
    y += note(context, {area.min.x, y}, width, context.label("point")) + 8;
    std::string pressed;
    const auto all = pieces(context, sums);
    const std::span<const MatrixPiece> equation(all);
    const std::size_t first = context.size.x < narrow_below ? 3 : all.size();   // narrow: X · W, and + b = Z below
    for (const auto line : {equation.first(first), equation.subspan(first)})
        if (!line.empty()) y += matrix_view(context.ui, light_, {.id = "matrix", .at = {area.min.x, y}, .width = width, .pieces = line}, &pressed) + 18;
    // The cell under the pointer, or the one pressed last, is worked out below.
    for (int row = 0; row < 3; ++row)
        for (int j = 0; j < 2; ++j) {
            const std::string key = "z" + std::to_string(row) + std::to_string(j);
            if (light_.on(key)) row_ = row, column_ = j;
            if (pressed == key) column_ = j, context.ui.set_control("figure.sample", row + 1);
        }
    if (width >= 560) {
        const float left = width * 0.46f;
        const float links = draw_links(context, sums, {area.min.x, y}, left), cell = draw_cell(context, sums, {area.min.x + left + 28, y}, width - left - 28);
        return y + std::max(links, cell) - area.min.y;
    }
    y += draw_links(context, sums, {area.min.x, y}, width) + 14;
    return y + draw_cell(context, sums, {area.min.x, y}, width) - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_matrix_view() { return std::make_unique<MatrixLesson>(); }

}  // namespace nabla::lessons::forward_propagation
