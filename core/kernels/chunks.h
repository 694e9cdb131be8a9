#pragma once
#include <algorithm>
#include <cstddef>

#include "core/parallel.h"

namespace nabla {

/// Rows of a chunk of about 16K elements.
inline std::size_t chunk_rows(std::size_t width) { return std::max<std::size_t>(1, 16384 / std::max<std::size_t>(1, width)); }

/// Splits [0, rows) into chunks of about 16K elements and calls f(first, last) for each: a grid that depends on the shape alone.
template <class F>
void each_chunk(ThreadPool& pool, std::size_t rows, std::size_t width, F&& f) {
    const std::size_t per_task = chunk_rows(width);
    pool.each((rows + per_task - 1) / per_task,
              [&](std::size_t task) { f(task * per_task, std::min(rows, (task + 1) * per_task)); });
}

}  // namespace nabla
