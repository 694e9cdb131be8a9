#include "core/kernels/sparse_product.h"

#include <algorithm>

#include "core/kernels/chunks.h"
#include "core/kernels/simd.h"

namespace nabla {
namespace {

using namespace simd;

constexpr std::int64_t strip = 16;  // columns of out that are held in registers; in the transposed product a task owns one, so no two meet
constexpr int vectors = strip / lanes;

/// y[0, strip) = the sum of the rows of w that `columns` names; a row of w begins `stride` behind the one before.
void add_rows(std::span<const std::uint16_t> columns, const float* w, std::int64_t stride, float* y) {
    Lanes sums[vectors] = {};
    for (const auto column : columns)
        for (int v = 0; v < vectors; ++v) sums[v] += load(w + column * stride + v * lanes);
    for (int v = 0; v < vectors; ++v) store(y + v * lanes, sums[v]);
}

/// Rows of out that `columns` names += d[0, strip).
void add_to_rows(std::span<const std::uint16_t> columns, const float* d, float* out, std::int64_t stride) {
    Lanes added[vectors];
    for (int v = 0; v < vectors; ++v) added[v] = load(d + v * lanes);
    for (const auto column : columns) {
        float* to = out + column * stride;
        for (int v = 0; v < vectors; ++v) store(to + v * lanes, load(to + v * lanes) + added[v]);
    }
}

}  // namespace

void multiply_sparse(ThreadPool& pool, const SparseRows& x, std::int64_t n, const float* w, const float* bias, float* out) {
    const auto rows = static_cast<std::size_t>(x.rows());
    each_chunk(pool, rows, static_cast<std::size_t>(n) * 64, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            float* y = out + static_cast<std::int64_t>(row) * n;
            const auto columns = x.row(row);
            std::int64_t j = 0;
            for (; j + strip <= n; j += strip) add_rows(columns, w + j, n, y + j);
            std::fill(y + j, y + n, 0.0f);
            if (j < n)
                for (const auto column : columns)
                    for (auto k = j; k < n; ++k) y[k] += w[column * n + k];
            for (j = 0; bias && j < n; ++j) y[j] += bias[j];
        }
    });
}

void multiply_sparse_transposed(ThreadPool& pool, const SparseRows& x, std::int64_t width, std::int64_t n, const float* d, float* out, bool accumulate) {
    const auto tasks = (n + strip - 1) / strip;
    if (!accumulate)
        each_chunk(pool, static_cast<std::size_t>(width), static_cast<std::size_t>(n),
                   [&](std::size_t first, std::size_t last) { std::fill(out + first * static_cast<std::size_t>(n), out + last * static_cast<std::size_t>(n), 0.0f); });
    pool.each(static_cast<std::size_t>(tasks), [&](std::size_t task) {
        const auto first = static_cast<std::int64_t>(task) * strip, count = std::min(strip, n - first);
        for (std::int64_t row = 0; row < x.rows(); ++row) {
            const float* from = d + row * n + first;
            const auto columns = x.row(static_cast<std::size_t>(row));
            if (count == strip) add_to_rows(columns, from, out + first, n);
            else
                for (const auto column : columns)
                    for (std::int64_t j = 0; j < count; ++j) out[column * n + first + j] += from[j];
        }
    });
}

}  // namespace nabla
