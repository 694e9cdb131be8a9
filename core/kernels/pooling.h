#pragma once
#include "core/kernels/window.h"
#include "core/parallel.h"

namespace nabla {

// Pooling over images x [batch, rows, columns, channels], y [batch, out rows, out columns, channels]; padding takes no part.
// Backward, each input line collects what it gets: the same order of additions for any number of threads.

/// y = the largest value of the window, the first of equals (a NaN before any number); where = its tap, for the way back.
void max_pool(ThreadPool& pool, const Window& window, std::int64_t batch, const float* x, float* y, float* where);
void max_pool_backward(ThreadPool& pool, const Window& window, std::int64_t batch, const float* dy, const float* where, float* dx);

/// y = the mean of the window's values inside the image.
void average_pool(ThreadPool& pool, const Window& window, std::int64_t batch, const float* x, float* y);
void average_pool_backward(ThreadPool& pool, const Window& window, std::int64_t batch, const float* dy, float* dx);

}  // namespace nabla
