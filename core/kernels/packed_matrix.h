#pragma once
#include "core/kernels/matrix.h"

namespace nabla {

/// A right operand b [k, n] packed once for many small products that run inside tasks, where multiply() cannot be called: a
/// recurrent kernel meets the same weights at every time step. Memory is the caller's.
class PackedMatrix {
public:
    static std::size_t floats(std::int64_t k, std::int64_t n);
    /// Of the scratch that a product needs.
    static std::size_t scratch_floats(std::int64_t k);
    /// About 16, the rows of a that suit a task: whole tiles.
    static std::int64_t rows_per_task();

    PackedMatrix() = default;
    PackedMatrix(std::int64_t k, std::int64_t n, MatrixView b, float* memory);

    /// out [m, n] = a [m, k] * b on the calling thread; equal to multiply() bit for bit where k fits one of its depth blocks.
    void multiply(std::int64_t m, MatrixView a, float* out, float* scratch, const ProductOptions& options = {}) const;

private:
    std::int64_t k_ = 0, n_ = 0;
    const float* panels_ = nullptr;
};

}  // namespace nabla
