#pragma once
#include <algorithm>
#include <cstddef>

#include "core/parallel.h"

namespace nabla {

/// Splits [0, rows) into chunks of about 16K elements and calls f(first, last) for each: a grid that depends on the shape alone.
template <class F>
void each_chunk(ThreadPool& pool, std::size_t rows, std::size_t width, F&& f) {
    constexpr std::size_t elements = 16384;
    const std::size_t per_task = std::max<std::size_t>(1, elements / std::max<std::size_t>(1, width));
    pool.each((rows + per_task - 1) / per_task,
              [&](std::size_t task) { f(task * per_task, std::min(rows, (task + 1) * per_task)); });
}

}  // namespace nabla
