#pragma once
#include <span>

#include "core/kernels/chunks.h"

namespace nabla {

/// Chunks that each_column_sum makes of this many rows.
inline std::size_t column_sum_chunks(std::size_t rows, std::size_t width) {
    const std::size_t per_chunk = chunk_rows(width);
    return (rows + per_chunk - 1) / per_chunk;
}

/// Sums over rows, of `width` columns each: f(row, sums) adds a row's share to sums[0, width). Every chunk of rows has sums of its
/// own in `partial` [chunks, width]; they are added up in order, in double, and handed to done(column, sum). Same bits for any number of threads.
template <class F, class Done>
void each_column_sum(ThreadPool& pool, std::size_t rows, std::size_t width, std::span<float> partial, F&& f, Done&& done) {
    each_chunk(pool, rows, width, [&](std::size_t first, std::size_t last) {
        float* sums = partial.data() + first / chunk_rows(width) * width;
        std::fill_n(sums, width, 0.0f);
        for (std::size_t row = first; row < last; ++row) f(row, sums);
    });
    const std::size_t chunks = column_sum_chunks(rows, width);
    for (std::size_t column = 0; column < width; ++column) {
        double sum = 0;
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) sum += partial[chunk * width + column];
        done(column, sum);
    }
}

}  // namespace nabla
