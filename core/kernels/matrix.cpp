#include "core/kernels/matrix.h"

#include <algorithm>

#include "core/kernels/simd.h"

namespace nabla {
namespace {

using namespace simd;

// Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008: operands are packed into panels that
// the tile reads front to back. A panel of b (depth_block x tile_columns) stays in the first-level cache while the
// panels of a pass by.
constexpr std::int64_t depth_block = 1024;
constexpr std::int64_t panels_per_task = 4;
constexpr std::int64_t small_product = 1 << 15;  // m*n*k below this: waking threads costs more than the product

std::int64_t divide_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// Packs `width` lines (rows of a, columns of b) of a panel: out[p * panel + i] = line i at depth p; missing lines are 0.
template <int panel>
void pack_panel(const float* source, std::int64_t line_stride, std::int64_t depth_stride, std::int64_t width, std::int64_t depth,
                float* out) {
    if (width == panel && line_stride == 1) {
        for (std::int64_t p = 0; p < depth; ++p) std::memcpy(out + p * panel, source + p * depth_stride, panel * sizeof(float));
        return;
    }
    if (width == panel) {
        for (std::int64_t p = 0; p < depth; ++p)
            for (int i = 0; i < panel; ++i) out[p * panel + i] = source[i * line_stride + p * depth_stride];
        return;
    }
    for (std::int64_t p = 0; p < depth; ++p)
        for (std::int64_t i = 0; i < panel; ++i)
            out[p * panel + i] = i < width ? source[i * line_stride + p * depth_stride] : 0.0f;
}

struct Tile {
    float* out;
    std::int64_t out_stride, rows, columns;  // rows <= tile_rows, columns <= tile_columns
    const float* bias;                       // of the tile's first column; null unless this is the last depth block
    bool add, relu;
};

/// Stores one finished row of a tile that may hang over the edge.
void store_row(const Tile& tile, std::int64_t row, const Lanes (&sums)[tile_vectors]) {
    float values[tile_columns];
    for (int v = 0; v < tile_vectors; ++v) store(values + v * lanes, sums[v]);
    float* out = tile.out + row * tile.out_stride;
    for (std::int64_t j = 0; j < tile.columns; ++j) {
        float x = values[j];
        if (tile.add) x += out[j];
        if (tile.bias) x += tile.bias[j];
        out[j] = tile.relu && x < 0 ? 0.0f : x;
    }
}

/// One tile over one depth block: tile_rows x tile_columns sums in registers. a: [depth][tile_rows], b: [depth][tile_columns].
void run_tile(std::int64_t depth, const float* a, const float* b, const Tile& tile) {
    Lanes sums[tile_rows][tile_vectors] = {};
    for (std::int64_t p = 0; p < depth; ++p, a += tile_rows, b += tile_columns) {
        Lanes columns[tile_vectors];
        for (int v = 0; v < tile_vectors; ++v) columns[v] = load(b + v * lanes);
        for (int i = 0; i < tile_rows; ++i) {
            const Lanes x = splat(a[i]);
            for (int v = 0; v < tile_vectors; ++v) sums[i][v] = multiply_add(x, columns[v], sums[i][v]);
        }
    }
    if (tile.columns < tile_columns || tile.rows < tile_rows) {
        for (std::int64_t i = 0; i < tile_rows; ++i)
            if (i < tile.rows) store_row(tile, i, sums[i]);
        return;
    }
    for (int i = 0; i < tile_rows; ++i)
        for (int v = 0; v < tile_vectors; ++v) {
            float* out = tile.out + i * tile.out_stride + v * lanes;
            Lanes x = sums[i][v];
            if (tile.add) x += load(out);
            if (tile.bias) x += load(tile.bias + v * lanes);
            store(out, tile.relu ? max(x, Lanes{}) : x);
        }
}

/// One depth block of a product, packed; knows which tile needs which panels.
struct Block {
    std::int64_t m, n, depth;
    MatrixView a, b;
    float *packed_a, *packed_b, *out;
    ProductOptions options;
    bool first, last;

    std::int64_t row_panels() const { return divide_up(m, tile_rows); }
    std::int64_t column_panels() const { return divide_up(n, tile_columns); }

    void pack_a(std::int64_t panel) const {
        const std::int64_t row = panel * tile_rows;
        pack_panel<tile_rows>(a.data + row * a.row_stride, a.row_stride, a.column_stride, std::min<std::int64_t>(tile_rows, m - row), depth,
                              packed_a + panel * tile_rows * depth);
    }
    void pack_b(std::int64_t panel) const {
        const std::int64_t column = panel * tile_columns;
        pack_panel<tile_columns>(b.data + column * b.column_stride, b.column_stride, b.row_stride,
                                 std::min<std::int64_t>(tile_columns, n - column), depth, packed_b + panel * tile_columns * depth);
    }
    void tile(std::int64_t row_panel, std::int64_t column_panel) const {
        const std::int64_t row = row_panel * tile_rows, column = column_panel * tile_columns;
        run_tile(depth, packed_a + row_panel * tile_rows * depth, packed_b + column_panel * tile_columns * depth,
                 {.out = out + row * n + column,
                  .out_stride = n,
                  .rows = std::min<std::int64_t>(tile_rows, m - row),
                  .columns = std::min<std::int64_t>(tile_columns, n - column),
                  .bias = last && options.bias ? options.bias + column : nullptr,
                  .add = options.accumulate || !first,
                  .relu = last && options.relu});
    }
};

void run_block(ThreadPool& pool, const Block& block) {
    const auto rows = block.row_panels(), columns = block.column_panels();
    const auto pack_tasks = divide_up(rows, panels_per_task) + divide_up(columns, panels_per_task);
    pool.each(static_cast<std::size_t>(pack_tasks), [&](std::size_t task) {
        const auto row_tasks = divide_up(rows, panels_per_task);
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
    const auto depth = std::min(k, depth_block);
    const auto floats_a = divide_up(m, tile_rows) * tile_rows * depth, floats_b = divide_up(n, tile_columns) * tile_columns * depth;
    const auto scratch = pool.scratch(static_cast<std::size_t>(floats_a + floats_b));
    for (std::int64_t p = 0; p < k; p += depth_block) {
        const Block block{.m = m, .n = n, .depth = std::min(depth_block, k - p),
                          .a = {a.data + p * a.column_stride, a.row_stride, a.column_stride},
                          .b = {b.data + p * b.row_stride, b.row_stride, b.column_stride},
                          .packed_a = scratch.data(), .packed_b = scratch.data() + floats_a, .out = out,
                          .options = options, .first = p == 0, .last = p + depth_block >= k};
        if (m * n * k < small_product) {
            for (std::int64_t i = 0; i < block.row_panels(); ++i) block.pack_a(i);
            for (std::int64_t j = 0; j < block.column_panels(); ++j) block.pack_b(j);
            for (std::int64_t j = 0; j < block.column_panels(); ++j)
                for (std::int64_t i = 0; i < block.row_panels(); ++i) block.tile(i, j);
        } else {
            run_block(pool, block);
        }
    }
}

void multiply_reference(std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
                        const ProductOptions& options) {
    for (std::int64_t i = 0; i < m; ++i)
        for (std::int64_t j = 0; j < n; ++j) {
            double sum = options.accumulate ? out[i * n + j] : 0;
            for (std::int64_t p = 0; p < k; ++p)
                sum += double{a.data[i * a.row_stride + p * a.column_stride]} * b.data[p * b.row_stride + j * b.column_stride];
            if (options.bias) sum += options.bias[j];
            out[i * n + j] = static_cast<float>(options.relu && sum < 0 ? 0 : sum);
        }
}

void sum_rows(std::int64_t rows, std::int64_t columns, const float* a, float* out, bool accumulate) {
    if (!accumulate) std::fill(out, out + columns, 0.0f);
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) out[j] += a[i * columns + j];
}

}  // namespace nabla
