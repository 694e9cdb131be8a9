#pragma once
#include <cstdint>

#include "core/parallel.h"

namespace nabla {

/// A matrix operand: element (i, j) is data[i * row_stride + j * column_stride], one of the strides 1. A transpose is
/// the same memory with the strides swapped: NN, NT and TN products need no copies.
struct MatrixView {
    const float* data;
    std::int64_t row_stride, column_stride;
};
inline MatrixView rows_of(const float* data, std::int64_t columns) { return {data, columns, 1}; }
inline MatrixView transposed(const float* data, std::int64_t columns) { return {data, 1, columns}; }

struct ProductOptions {
    bool accumulate = false;      // add to out instead of overwriting it
    const float* bias = nullptr;  // [columns], added to every row
    bool relu = false;            // out = max(out, 0), after the bias
};

/// out [m, n] (rows n apart) = a [m, k] * b [k, n]. The sum over k runs in one fixed order, whatever the thread count.
/// After the first call of a size nothing is allocated (scratch comes from the pool).
void multiply(ThreadPool& pool, std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
              const ProductOptions& options = {});

/// The readable version, held equal to the fast one by tests (up to rounding: its sums run in double).
void multiply_reference(std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
                        const ProductOptions& options = {});

/// out[j] (+)= sum over rows of a [rows, columns].
void sum_rows(std::int64_t rows, std::int64_t columns, const float* a, float* out, bool accumulate);

}  // namespace nabla
