#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "lessons/kit/box.h"
#include "lessons/kit/heatmap.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

/// Counts [true][predicted] as a table: what is right is quiet, what is wrong is tinted by how often it happened.
struct MatrixTable {
    std::string_view id, row_title, column_title;
    Box area;                                       // the whole, titles and labels included
    std::optional<Cell> selected = {};
};
/// The cell pressed in this frame. Its parts are named "ID.ROW.COLUMN".
std::optional<Cell> matrix_table(Ui& ui, const MatrixTable& options, const std::vector<std::vector<int>>& counts);

}  // namespace nabla::kit
