#include <cmath>

#include "lessons/forward-propagation/scene_common.h"
#include "lessons/kit/formula.h"
#include "lessons/kit/matrix_view.h"
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

    Spotlight light_;
    int row_ = 2, column_ = 0;
};

std::string x_key(int row, int i) { return "x" + std::to_string(row) + std::to_string(i); }
std::string w_key(int i, int j) { return "w" + std::to_string(i) + std::to_string(j); }
std::string b_key(int j) { return "b" + std::to_string(j); }
std::string sources(int row, int j) { return x_key(row, 0) + " " + x_key(row, 1) + " " + w_key(0, j) + " " + w_key(1, j) + " " + b_key(j); }

std::vector<MatrixPiece> MatrixLesson::pieces(SceneContext& context, const BatchSums& sums) const {
    const Session& session = context.session;
    const TypedNumber& number = matrix_cell();
    MatrixPiece x{.symbol = "X  3 × 2", .rows = 3, .columns = 2, .row_names = {"1", "2", "3"}, .column_names = {"x₁", "x₂"}};
    MatrixPiece w{.symbol = "W  2 × 2", .rows = 2, .columns = 2, .column_names = {"h₁", "h₂"}};
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
    if (context.size.x < narrow_below) return {x, {.symbol = "·"}, w, {.symbol = "="}, z};
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
    y += matrix_view(context.ui, light_, {.id = "matrix", .at = {area.min.x, y}, .width = width, .pieces = all}, &pressed) + 18;
    // The cell under the pointer, or the one pressed last, is worked out below.
    for (int row = 0; row < 3; ++row)
        for (int j = 0; j < 2; ++j) {
            const std::string key = "z" + std::to_string(row) + std::to_string(j);
            if (light_.on(key)) row_ = row, column_ = j;
            if (pressed == key) column_ = j, context.ui.set_control("figure.sample", row + 1);
        }
    const std::string heading = std::string(context.label("sample")) + " " + std::to_string(row_ + 1) + ", " + context.label("neuron") + " " + std::to_string(column_ + 1);
    y += note(context, {area.min.x, y}, width, heading) + 4;
    y += draw_cell_sum(context, sums, {area.min.x, y}, width) + 16;
    const TypedNumber* asked[] = {&matrix_cell()};
    y += number_card(context, asked, {area.min.x, y}, width);
    return y - area.min.y;
}

}  // namespace

std::unique_ptr<View> make_matrix_view() { return std::make_unique<MatrixLesson>(); }

}  // namespace nabla::lessons::forward_propagation
