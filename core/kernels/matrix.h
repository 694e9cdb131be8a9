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

/// A left operand that need not exist as a matrix (a convolution's patches): a product reads it through pack() alone, in
/// panels of tile_rows rows (see tile.h).
class Operand {
public:
    virtual ~Operand() = default;
    /// out[p * tile_rows + i] = element (row + i, column + p) for p < columns and i < rows <= tile_rows; 0 for the other i.
    virtual void pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const = 0;
};

struct ProductOptions {
    bool accumulate = false;      // add to out instead of overwriting it
    const float* bias = nullptr;  // [columns], added to every row
    bool relu = false;            // out = max(out, 0), after the bias
    std::int64_t out_stride = 0;  // from one row of out to the next; 0: n, rows lie back to back
};

/// out [m, n] = a [m, k] * b [k, n]. The sum over k runs in one fixed order, whatever the thread count.
/// After the first call of a size nothing is allocated (scratch comes from the pool).
void multiply(ThreadPool& pool, std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
              const ProductOptions& options = {});
void multiply(ThreadPool& pool, std::int64_t m, std::int64_t n, std::int64_t k, const Operand& a, MatrixView b, float* out,
              const ProductOptions& options = {});

/// The readable version, held equal to the fast one by tests (up to rounding: its sums run in double).
void multiply_reference(std::int64_t m, std::int64_t n, std::int64_t k, MatrixView a, MatrixView b, float* out,
                        const ProductOptions& options = {});

/// out[j] (+)= sum over rows of a [rows, columns].
void sum_rows(std::int64_t rows, std::int64_t columns, const float* a, float* out, bool accumulate);

}  // namespace nabla
