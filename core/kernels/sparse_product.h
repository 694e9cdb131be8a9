#pragma once
#include "core/kernels/matrix.h"
#include "core/tensor/sparse_rows.h"

namespace nabla {

// Products with a batch x [rows, width] of few ones: a row of x w is the sum of w's rows where x has a one.

/// out [rows, n] = x w + bias, w [width, n]; bias [n] or null.
void multiply_sparse(ThreadPool& pool, const SparseRows& x, std::int64_t n, const float* w, const float* bias, float* out);

/// out [width, n] = x^T d, d [rows, n]; accumulate: added to what out holds.
void multiply_sparse_transposed(ThreadPool& pool, const SparseRows& x, std::int64_t width, std::int64_t n, const float* d, float* out, bool accumulate);

}  // namespace nabla
