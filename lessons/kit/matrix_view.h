#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "lessons/kit/box.h"
#include "lessons/kit/spotlight.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct MatrixCell {
    std::string key, text;
    std::string keys = {};           // what shines with it: the row and column that a product's cell is made of
    float tone = 0;                  // ground: the signed scale at -1..1
    // A cell that the learner fills in:
    std::string control = {}, label = {};
    Json typed = nullptr;
    bool right = false;
};

/// A matrix with brackets, or an operator between two ("" rows): "×", "+", "=".
struct MatrixPiece {
    std::string symbol;              // above a matrix: its name and shape; alone: the operator
    int rows = 0, columns = 0;
    std::vector<MatrixCell> cells = {};
    std::vector<std::string> row_names = {}, column_names = {};
};

struct MatrixView {
    std::string_view id;             // cells are "ID.KEY"
    ImVec2 at;
    float width = 0;
    std::span<const MatrixPiece> pieces;
};
/// Pieces in a line, middles level. Pointing at a cell lights what it is made of. Returns the height; `pressed` becomes the key of
/// the cell that was pressed in this frame.
float matrix_view(Ui& ui, Spotlight& light, const MatrixView& options, std::string* pressed = nullptr);

}  // namespace nabla::kit
