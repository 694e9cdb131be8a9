#pragma once
#include <algorithm>
#include <cstdint>

namespace nabla {

enum class Padding { valid, same, causal };

/// A window that slides along one axis. Position o covers the inputs o * stride - before + i * dilation, 0 <= i < size;
/// those outside [0, in) are padding.
struct WindowAxis {
    std::int64_t in = 1, size = 1, stride = 1, dilation = 1;
    std::int64_t out = 1, before = 0;

    std::int64_t reach() const { return (size - 1) * dilation + 1; }
    /// Fixes `out` and `before` by Keras's rules: "valid" pads nothing; "same" has ceil(in / stride) positions and pads evenly, the
    /// odd zero at the end; "causal" pads in front alone, so that no position sees what comes after it. out is 0 where nothing fits.
    void place(Padding padding) {
        out = padding == Padding::valid ? std::max<std::int64_t>(0, in - reach() + stride) / stride : (in + stride - 1) / stride;
        before = padding == Padding::same ? std::max<std::int64_t>(0, (out - 1) * stride + reach() - in) / 2 : padding == Padding::causal ? reach() - 1 : 0;
    }
    std::int64_t first(std::int64_t position) const { return position * stride - before; }
    /// The position that sees input i through its tap number `tap`; -1 if there is none.
    std::int64_t position(std::int64_t i, std::int64_t tap) const {
        const auto start = i + before - tap * dilation;
        return start < 0 || start % stride != 0 || start / stride >= out ? -1 : start / stride;
    }
};

/// A window over images [rows.in, columns.in, channels]; a sequence is an image of one row.
struct Window {
    WindowAxis rows, columns;
    std::int64_t channels = 1;

    std::int64_t taps() const { return rows.size * columns.size; }
    std::int64_t positions() const { return rows.out * columns.out; }  // of one image
    std::int64_t image() const { return rows.in * columns.in * channels; }
};

}  // namespace nabla
