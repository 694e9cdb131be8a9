#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "lessons/kit/box.h"
#include "lessons/kit/type.h"
#include "lessons/kit/ui.h"

namespace nabla::kit {

struct TableColumn {
    std::string title;
    float width = 0;                 // 0: an equal share of what is left
    Align align = Align::right;
    bool mono = true;
};
struct TableCell {
    std::string text;
    ImU32 color = 0;                 // 0: ink
    bool strong = false;             // on a tinted ground
};

/// Rows of words and numbers under thin lines; no boxes. Columns that do not fit are left out from the right.
struct DataTable {
    std::string_view id;             // rows are "ID.INDEX"
    ImVec2 at;
    float width = 0, row_height = 26;
    std::span<const TableColumn> columns;
    std::size_t rows = 0;
    std::function<TableCell(std::size_t row, std::size_t column)> cell;
    long selected = -1;
    bool pressable = false;
};
/// Returns the height; `pressed` becomes the row that was pressed in this frame.
float data_table(Ui& ui, const DataTable& options, long* pressed = nullptr);

}  // namespace nabla::kit
