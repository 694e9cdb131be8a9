#include "core/kernels/packed_matrix.h"

#include <algorithm>

#include "core/kernels/tile.h"

namespace nabla {

std::size_t PackedMatrix::floats(std::int64_t k, std::int64_t n) { return static_cast<std::size_t>(divide_up(n, tile_columns) * tile_columns * k); }

std::size_t PackedMatrix::scratch_floats(std::int64_t k) { return static_cast<std::size_t>(tile_rows * k); }

std::int64_t PackedMatrix::rows_per_task() { return std::max(1, 16 / tile_rows) * tile_rows; }

PackedMatrix::PackedMatrix(std::int64_t k, std::int64_t n, MatrixView b, float* memory) : k_(k), n_(n), panels_(memory) {
    for (std::int64_t column = 0; column < n; column += tile_columns)
        pack_panel<tile_columns>(b.data + column * b.column_stride, b.column_stride, b.row_stride, std::min<std::int64_t>(tile_columns, n - column), k,
                                 memory + column * k);
}

void PackedMatrix::multiply(std::int64_t m, MatrixView a, float* out, float* scratch, const ProductOptions& options) const {
    const auto stride = options.out_stride ? options.out_stride : n_;
    for (std::int64_t row = 0; row < m; row += tile_rows) {
        const auto rows = std::min<std::int64_t>(tile_rows, m - row);
        pack_panel<tile_rows>(a.data + row * a.row_stride, a.row_stride, a.column_stride, rows, k_, scratch);
        for (std::int64_t column = 0; column < n_; column += tile_columns)
            run_tile(k_, scratch, panels_ + column * k_,
                     {.out = out + row * stride + column, .out_stride = stride, .rows = rows, .columns = std::min<std::int64_t>(tile_columns, n_ - column),
                      .bias = options.bias ? options.bias + column : nullptr, .add = options.accumulate, .relu = options.relu});
    }
}

}  // namespace nabla
