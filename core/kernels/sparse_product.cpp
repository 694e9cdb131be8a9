#include "core/kernels/sparse_product.h"

#include <algorithm>

#include "core/kernels/chunks.h"

namespace nabla {
namespace {

constexpr std::int64_t columns_per_task = 16;  // of the transposed product: a task owns some columns of out, so no two meet

}  // namespace

void multiply_sparse(ThreadPool& pool, const SparseRows& x, std::int64_t n, const float* w, const float* bias, float* out) {
    const auto rows = static_cast<std::size_t>(x.rows());
    each_chunk(pool, rows, static_cast<std::size_t>(n) * 64, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            float* y = out + static_cast<std::int64_t>(row) * n;
            std::fill_n(y, n, 0.0f);
            for (const auto column : x.row(row)) {
                const float* from = w + column * n;
                for (std::int64_t j = 0; j < n; ++j) y[j] += from[j];
            }
            for (std::int64_t j = 0; bias && j < n; ++j) y[j] += bias[j];
        }
    });
}

void multiply_sparse_transposed(ThreadPool& pool, const SparseRows& x, std::int64_t width, std::int64_t n, const float* d, float* out, bool accumulate) {
    const auto tasks = (n + columns_per_task - 1) / columns_per_task;
    if (!accumulate)
        each_chunk(pool, static_cast<std::size_t>(width), static_cast<std::size_t>(n),
                   [&](std::size_t first, std::size_t last) { std::fill(out + first * static_cast<std::size_t>(n), out + last * static_cast<std::size_t>(n), 0.0f); });
    pool.each(static_cast<std::size_t>(tasks), [&](std::size_t task) {
        const auto first = static_cast<std::int64_t>(task) * columns_per_task, count = std::min(columns_per_task, n - first);
        for (std::int64_t row = 0; row < x.rows(); ++row) {
            const float* from = d + row * n + first;
            for (const auto column : x.row(static_cast<std::size_t>(row))) {
                float* to = out + column * n + first;
                for (std::int64_t j = 0; j < count; ++j) to[j] += from[j];
            }
        }
    });
}

}  // namespace nabla
