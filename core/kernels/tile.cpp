#include "core/kernels/tile.h"

#include <cstring>

namespace nabla {
namespace {

using namespace simd;

/// A row of sums that may hang over the edge goes where its tile says.
void finish_row(const Tile& tile, std::int64_t row, const float* sums) {
    float* out = tile.out + row * tile.out_stride;
    for (std::int64_t j = 0; j < tile.columns; ++j) {
        float x = sums[j];
        if (tile.add) x += out[j];
        if (tile.bias) x += tile.bias[j];
        out[j] = tile.relu && x < 0 ? 0.0f : x;
    }
}

/// The part of a panel that goes four by four; how deep it reached.
template <int panel>
std::int64_t interleave_quads(const float* const* lines, std::int64_t depth, float* out) {
    std::int64_t first = 0;
    for (; first + 4 <= depth; first += 4) {
        float* at = out + first * panel;
        int i = 0;
        for (; i + 4 <= panel; i += 4) transpose({lines[i] + first, lines[i + 1] + first, lines[i + 2] + first, lines[i + 3] + first}, at + i, panel);
        for (; i < panel; ++i)
            for (int p = 0; p < 4; ++p) at[p * panel + i] = lines[i][first + p];
    }
    return first;
}

}  // namespace

void interleave(const float* const (&lines)[tile_rows], std::int64_t depth, float* out) {
    for (auto p = interleave_quads<tile_rows>(lines, depth, out); p < depth; ++p)
        for (int i = 0; i < tile_rows; ++i) out[p * tile_rows + i] = lines[i][p];
}

template <int panel>
void pack_panel(const float* source, std::int64_t line_stride, std::int64_t depth_stride, std::int64_t width, std::int64_t depth,
                float* out) {
    if (width == panel && line_stride == 1) {
        for (std::int64_t p = 0; p < depth; ++p) std::memcpy(out + p * panel, source + p * depth_stride, panel * sizeof(float));
        return;
    }
    std::int64_t first = 0;
    if (width == panel && depth_stride == 1) {
        const float* lines[panel];
        for (int i = 0; i < panel; ++i) lines[i] = source + i * line_stride;
        first = interleave_quads<panel>(lines, depth, out);
    }
    if (width == panel) {
        for (std::int64_t p = first; p < depth; ++p)
            for (int i = 0; i < panel; ++i) out[p * panel + i] = source[i * line_stride + p * depth_stride];
        return;
    }
    for (std::int64_t p = 0; p < depth; ++p)
        for (std::int64_t i = 0; i < panel; ++i)
            out[p * panel + i] = i < width ? source[i * line_stride + p * depth_stride] : 0.0f;
}
template void pack_panel<tile_rows>(const float*, std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*);
template void pack_panel<tile_columns>(const float*, std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*);

void run_tile(std::int64_t depth, const float* a, const float* b, const Tile& tile) {
    Lanes sums[tile_rows][tile_vectors];
    for (auto& row : sums)
        for (Lanes& sum : row) sum = Lanes{};  // not = {}: GCC would call memset for them
    for (std::int64_t p = 0; p < depth; ++p, a += tile_rows, b += tile_columns) {
        Lanes columns[tile_vectors];
        for (int v = 0; v < tile_vectors; ++v) hold(columns[v] = load(b + v * lanes));
        for (int i = 0; i < tile_rows; ++i) {
            const Lanes x = splat(a[i]);
            for (int v = 0; v < tile_vectors; ++v) sums[i][v] = multiply_add(x, columns[v], sums[i][v]);
        }
    }
    if (tile.columns < tile_columns || tile.rows < tile_rows) {
        float values[tile_rows * tile_columns];
        for (int i = 0; i < tile_rows; ++i)
            for (int v = 0; v < tile_vectors; ++v) store(values + i * tile_columns + v * lanes, sums[i][v]);
        for (std::int64_t i = 0; i < tile.rows; ++i) finish_row(tile, i, values + i * tile_columns);
        return;
    }
    const auto [out, stride, rows, columns, bias, add, relu] = tile;  // what is stored might else be one of these
    const bool as_they_are = !add && !bias && !relu;
    for (int i = 0; i < tile_rows; ++i)
        for (int v = 0; v < tile_vectors; ++v) {
            float* to = out + i * stride + v * lanes;
            Lanes x = sums[i][v];
            if (!as_they_are) {
                if (add) x += load(to);
                if (bias) x += load(bias + v * lanes);
                if (relu) x = max(x, Lanes{});
            }
            store(to, x);
        }
}

void run_row(std::int64_t depth, const float* a, const float* b, std::int64_t b_stride, const Tile& tile) {
    constexpr int vectors = strip_columns / lanes;
    Lanes sums[vectors] = {};
    if (tile.columns == strip_columns) {
        for (std::int64_t p = 0; p < depth; ++p, a += tile_rows, b += b_stride) {
            const Lanes x = splat(*a);
            for (int v = 0; v < vectors; ++v) sums[v] = multiply_add(x, load(b + v * lanes), sums[v]);
        }
    } else {
        float line[strip_columns] = {};
        for (std::int64_t p = 0; p < depth; ++p, a += tile_rows, b += b_stride) {
            std::memcpy(line, b, static_cast<std::size_t>(tile.columns) * sizeof(float));
            const Lanes x = splat(*a);
            for (int v = 0; v < vectors && v * lanes < tile.columns; ++v) sums[v] = multiply_add(x, load(line + v * lanes), sums[v]);
        }
    }
    float values[strip_columns];
    for (int v = 0; v < vectors; ++v) store(values + v * lanes, sums[v]);
    finish_row(tile, 0, values);
}

}  // namespace nabla
