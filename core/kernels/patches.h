#pragma once
#include "core/kernels/matrix.h"
#include "core/kernels/window.h"

namespace nabla {

/// The patches P [batch * positions, taps * channels] that a window sees in images [batch, rows, columns, channels], padding 0: a
/// convolution is P * kernel. P never exists in memory: a product packs its panels right out of the images.
class Patches final : public Operand {
public:
    Patches(const Window& window, const float* images) : window_(window), images_(images) {}
    void pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const override;

private:
    Window window_;
    const float* images_;
};

/// P^T [taps * channels, batch * positions]: a kernel's gradient is P^T * dz.
class TransposedPatches final : public Operand {
public:
    TransposedPatches(const Window& window, const float* images) : window_(window), images_(images) {}
    void pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const override;

private:
    Window window_;
    const float* images_;
};

/// The way back: images [batch, ...] += the patches' entries, each where it was read. `patches` holds the rows of P that belong to
/// output lines [first_line, end_line), numbered through the whole batch (a line is rows.out's: columns.out positions).
/// Each input line is one task, which collects what it gets: the same order of additions for any number of threads.
void add_patches(ThreadPool& pool, const Window& window, std::int64_t first_line, std::int64_t end_line, const float* patches, float* images);

/// One entry of P, read plainly: what the tests hold the rest to.
float patch_value(const Window& window, const float* images, std::int64_t row, std::int64_t column);

}  // namespace nabla
