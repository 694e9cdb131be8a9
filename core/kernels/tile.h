#pragma once
#include <cstdint>

#include "core/kernels/simd.h"

namespace nabla {

// The inner part of every product. Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008: operands
// are packed into panels that the tile reads front to back. A panel of the right operand (depth x tile_columns) stays in
// the first-level cache while the left one's panels (tile_rows x depth) pass by.
using simd::tile_columns;
using simd::tile_rows;
inline constexpr std::int64_t strip_columns = 8 * simd::lanes;  // of a single row: eight sums hide the latency of an addition

inline std::int64_t divide_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// Packs `width` <= `panel` lines (rows of a left operand, columns of a right one) whose element at depth p is
/// source[line * line_stride + p * depth_stride]: out[p * panel + line], missing lines 0. For tile_rows and tile_columns.
template <int panel>
void pack_panel(const float* source, std::int64_t line_stride, std::int64_t depth_stride, std::int64_t width, std::int64_t depth, float* out);

/// A panel of tile_rows lines that lie anywhere: out[p * tile_rows + line] = lines[line][p].
void interleave(const float* const (&lines)[tile_rows], std::int64_t depth, float* out);

/// Where a tile's sums go.
struct Tile {
    float* out;
    std::int64_t out_stride, rows, columns;  // rows <= tile_rows, columns <= tile_columns (of run_row: strip_columns)
    const float* bias = nullptr;             // of the tile's first column
    bool add = false, relu = false;          // add to what is there; max(., 0) after the bias
};

/// tile_rows x tile_columns sums over `depth` in registers. a: [depth][tile_rows], b: [depth][tile_columns].
void run_tile(std::int64_t depth, const float* a, const float* b, const Tile& tile);

/// One row of it, of a right operand that is not packed: the same sums in the same order. a: one line of a panel,
/// b: [depth], `b_stride` apart; tile.rows 1, tile.columns <= strip_columns.
void run_row(std::int64_t depth, const float* a, const float* b, std::int64_t b_stride, const Tile& tile);

}  // namespace nabla
