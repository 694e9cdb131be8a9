#include "core/kernels/matrix.h"

#include <algorithm>

#include "core/kernels/tile.h"

namespace nabla {
namespace {

constexpr std::int64_t depth_block = 1024;
constexpr std::int64_t row_block_floats = 1 << 18;  // of the left operand, packed at a time: 1 MB stays in the second-level cache
constexpr std::int64_t panels_per_task = 4;
constexpr std::int64_t few_rows = 2;  // to pack a matrix that so few rows read costs more than their product
constexpr std::int64_t small_product = 1 << 15;  // m*n*k below this: waking threads costs more than the product

/// A plain matrix as a left operand.
class ViewOperand final : public Operand {
public:
    explicit ViewOperand(MatrixView view) : view_(view) {}
    void pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const override {
        pack_panel<tile_rows>(view_.data + row * view_.row_stride + column * view_.column_stride, view_.row_stride, view_.column_stride, rows,
                              columns, out);
    }

private:
    MatrixView view_;
};

/// Some rows of a over one depth block, times all columns of b; knows which tile needs which panels.
struct Block {
    std::int64_t first_row, m, n, first_depth, depth;  // m: rows of this block
    const Operand& a;
    MatrixView b;
    float *packed_a, *packed_b, *out;  // out: of the whole product
    ProductOptions options;            // of this block

    std::int64_t row_panels() const { return divide_up(m, tile_rows); }
    std::int64_t column_panels() const { return divide_up(n, tile_columns); }

    void pack_a(std::int64_t panel) const {
        const std::int64_t row = panel * tile_rows;
        a.pack(first_row + row, std::min<std::int64_t>(tile_rows, m - row), first_depth, depth, packed_a + row * depth);
    }
    void pack_b(std::int64_t panel) const {
        const std::int64_t column = panel * tile_columns;
        pack_panel<tile_columns>(b.data + first_depth * b.row_stride + column * b.column_stride, b.column_stride, b.row_stride,
                                 std::min<std::int64_t>(tile_columns, n - column), depth, packed_b + column * depth);
    }
    void tile(std::int64_t row_panel, std::int64_t column_panel) const {
        const std::int64_t row = row_panel * tile_rows, column = column_panel * tile_columns;
        run_tile(depth, packed_a + row * depth, packed_b + column * depth,
                 {.out = out + (first_row + row) * options.out_stride + column,
                  .out_stride = options.out_stride,
                  .rows = std::min<std::int64_t>(tile_rows, m - row),
                  .columns = std::min<std::int64_t>(tile_columns, n - column),
                  .bias = options.bias ? options.bias + column : nullptr,
                  .add = options.accumulate,
                  .relu = options.relu});
    }
    /// Columns [first, first + strip_columns) of all rows, of b as it lies. Each sum runs as it does in a tile.
    void strip(std::int64_t first) const {
        for (std::int64_t row = 0; row < m; ++row)
            run_row(depth, packed_a + row, b.data + first_depth * b.row_stride + first, b.row_stride,
                    {.out = out + (first_row + row) * options.out_stride + first,
                     .out_stride = options.out_stride,
                     .rows = 1,
                     .columns = std::min<std::int64_t>(strip_columns, n - first),
                     .bias = options.bias ? options.bias + first : nullptr,
                     .add = options.accumulate,
                     .relu = options.relu});
    }
};

void run_strips(ThreadPool& pool, const Block& block) {
    block.pack_a(0);
    const auto strips = static_cast<std::size_t>(divide_up(block.n, strip_columns));
    auto run = [&](std::size_t i) { block.strip(static_cast<std::int64_t>(i) * strip_columns); };
    if (block.m * block.n * block.depth >= small_product) return pool.each(strips, run);
    for (std::size_t i = 0; i < strips; ++i) run(i);
}

void run_small(const Block& block, bool packs_b) {
    for (std::int64_t i = 0; i < block.row_panels(); ++i) block.pack_a(i);
    for (std::int64_t j = 0; packs_b && j < block.column_panels(); ++j) block.pack_b(j);
    for (std::int64_t j = 0; j < block.column_panels(); ++j)
        for (std::int64_t i = 0; i < block.row_panels(); ++i) block.tile(i, j);
}

void run_block(ThreadPool& pool, const Block& block, bool packs_b) {
    const auto rows = block.row_panels(), columns = block.column_panels();
    const auto row_tasks = divide_up(rows, panels_per_task), column_tasks = packs_b ? divide_up(columns, panels_per_task) : 0;
    pool.each(static_cast<std::size_t>(row_tasks + column_tasks), [&](std::size_t task) {
        const auto number = static_cast<std::int64_t>(task);
        const bool is_a = number < row_tasks;
        const auto first = (is_a ? number : number - row_tasks) * panels_per_task;
        const auto end = std::min(first + panels_per_task, is_a ? rows : columns);
        for (auto panel = first; panel < end; ++panel) is_a ? block.pack_a(panel) : block.pack_b(panel);
    });
    // Tasks are columns of tiles where there are enough of them, else rows: the grid depends on the shape alone.
    const bool by_columns = columns >= rows;
    const auto lines = by_columns ? columns : rows;
    pool.each(static_cast<std::size_t>(divide_up(lines, panels_per_task)), [&](std::size_t task) {
        const auto first = static_cast<std::int64_t>(task) * panels_per_task, end = std::min(first + panels_per_task, lines);
        const auto from = by_columns ? first : 0, to = by_columns ? end : columns;
        for (auto column = from; column < to; ++column)
            for (auto row = by_columns ? 0 : first; row < (by_columns ? rows : end); ++row) block.tile(row, column);
    });
}

}  // namespace

void multiply(ThreadPool& pool, std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
              const ProductOptions& options) {
    multiply(pool, m, n, k, ViewOperand(a), b, out, options);
}

void multiply(ThreadPool& pool, std::int64_t m, std::int64_t n, std::int64_t k, const Operand& a, MatrixView b, float* out,
              const ProductOptions& options) {
    const auto deepest = std::clamp<std::int64_t>(k, 1, depth_block);
    const auto rows = std::max<std::int64_t>(1, row_block_floats / deepest / tile_rows) * tile_rows;  // of a block
    const auto floats_a = divide_up(std::min(m, rows), tile_rows) * tile_rows * deepest;
    const bool as_it_lies = m <= few_rows && b.column_stride == 1;   // b is not packed
    const auto floats_b = as_it_lies ? 0 : divide_up(n, tile_columns) * tile_columns * deepest;
    const auto scratch = pool.scratch(static_cast<std::size_t>(floats_a + floats_b));
    for (std::int64_t p = 0; p < k; p += depth_block) {
        const bool last = p + depth_block >= k;
        for (std::int64_t row = 0; row < m; row += rows) {
            const Block block{.first_row = row, .m = std::min(rows, m - row), .n = n, .first_depth = p, .depth = std::min(depth_block, k - p),
                              .a = a, .b = b, .packed_a = scratch.data(), .packed_b = scratch.data() + floats_a, .out = out,
                              .options = {.accumulate = options.accumulate || p > 0, .bias = last ? options.bias : nullptr,
                                          .relu = last && options.relu, .out_stride = options.out_stride ? options.out_stride : n}};
            if (as_it_lies) run_strips(pool, block);
            else if (m * n * k < small_product) run_small(block, row == 0);
            else run_block(pool, block, row == 0);
        }
    }
}

void multiply_reference(std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
                        const ProductOptions& options) {
    for (std::int64_t i = 0; i < m; ++i)
        for (std::int64_t j = 0; j < n; ++j) {
            float& element = out[i * (options.out_stride ? options.out_stride : n) + j];
            double sum = options.accumulate ? element : 0;
            for (std::int64_t p = 0; p < k; ++p)
                sum += double{a.data[i * a.row_stride + p * a.column_stride]} * b.data[p * b.row_stride + j * b.column_stride];
            if (options.bias) sum += options.bias[j];
            element = static_cast<float>(options.relu && sum < 0 ? 0 : sum);
        }
}

void sum_rows(std::int64_t rows, std::int64_t columns, const float* a, float* out, bool accumulate) {
    if (!accumulate) std::fill(out, out + columns, 0.0f);
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) out[j] += a[i * columns + j];
}

}  // namespace nabla
