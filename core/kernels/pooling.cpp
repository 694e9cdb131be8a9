#include "core/kernels/pooling.h"

#include "core/kernels/chunks.h"

namespace nabla {
namespace {

/// The taps of a position that lie inside the image.
struct Taps {
    std::int64_t first, end;
};
Taps taps_inside(const WindowAxis& axis, std::int64_t position) {
    const auto start = axis.first(position);
    return {std::max<std::int64_t>(0, -start), std::min(axis.size, axis.in - start)};
}

/// Calls f(number of the tap, offset of its channels in the batch) for the taps of a position that lie inside the image.
template <class F>
void each_tap(const Window& w, std::int64_t line, std::int64_t column, F&& f) {
    const auto image = line / w.rows.out * w.rows.in, y = w.rows.first(line % w.rows.out), x = w.columns.first(column);
    const Taps rows = taps_inside(w.rows, line % w.rows.out), columns = taps_inside(w.columns, column);
    for (auto i = rows.first; i < rows.end; ++i)
        for (auto j = columns.first; j < columns.end; ++j) f(i * w.columns.size + j, ((image + y + i) * w.columns.in + x + j) * w.channels);
}

/// Calls f(line, column, offset of the position's channels in y) for every position of the batch.
template <class F>
void each_position(ThreadPool& pool, const Window& w, std::int64_t batch, F&& f) {
    const auto width = w.columns.out * w.channels;
    each_chunk(pool, static_cast<std::size_t>(batch * w.rows.out), static_cast<std::size_t>(width * w.taps()), [&](std::size_t first, std::size_t last) {
        for (auto line = static_cast<std::int64_t>(first); line < static_cast<std::int64_t>(last); ++line)
            for (std::int64_t column = 0; column < w.columns.out; ++column) f(line, column, line * width + column * w.channels);
    });
}

/// Input line by input line: sets it to 0, then calls f(dx of a pixel, tap, the position's line and column) for every position that saw it.
template <class F>
void each_seen_pixel(ThreadPool& pool, const Window& w, std::int64_t batch, float* dx, F&& f) {
    const auto width = w.columns.in * w.channels;
    const auto collect = [&](std::int64_t image, std::int64_t y, float* line) {
        std::fill_n(line, width, 0.0f);
        const auto end = std::min(w.rows.size, y + w.rows.before + 1);  // beyond: taps of positions in front of the first
        for (auto i = std::max<std::int64_t>(0, y - w.rows.first(w.rows.out - 1)); i < end; ++i) {
            const auto row = w.rows.position(y, i);
            if (row < 0) continue;
            for (std::int64_t column = 0; column < w.columns.out; ++column) {
                const Taps columns = taps_inside(w.columns, column);
                for (auto j = columns.first; j < columns.end; ++j)
                    f(line + (w.columns.first(column) + j) * w.channels, i * w.columns.size + j, image * w.rows.out + row, column);
            }
        }
    };
    each_chunk(pool, static_cast<std::size_t>(batch * w.rows.in), static_cast<std::size_t>(width * w.columns.size), [&](std::size_t first, std::size_t last) {
        for (auto line = static_cast<std::int64_t>(first); line < static_cast<std::int64_t>(last); ++line)
            collect(line / w.rows.in, line % w.rows.in, dx + line * width);
    });
}

float inside_taps(const Window& w, std::int64_t line, std::int64_t column) {
    const Taps rows = taps_inside(w.rows, line % w.rows.out), columns = taps_inside(w.columns, column);
    return static_cast<float>((rows.end - rows.first) * (columns.end - columns.first));
}

}  // namespace

void max_pool(ThreadPool& pool, const Window& w, std::int64_t batch, const float* x, float* y, float* where) {
    each_position(pool, w, batch, [&](std::int64_t line, std::int64_t column, std::int64_t at) {
        float *largest = y + at, *taps = where + at;
        bool fresh = true;
        each_tap(w, line, column, [&](std::int64_t number, std::int64_t offset) {
            const float *values = x + offset, tap = static_cast<float>(number);
            if (fresh) {
                std::copy_n(values, w.channels, largest);
                std::fill_n(taps, w.channels, tap);
            } else {
                for (std::int64_t c = 0; c < w.channels; ++c) {
                    const bool larger = values[c] > largest[c] || values[c] != values[c];
                    largest[c] = larger ? values[c] : largest[c];
                    taps[c] = larger ? tap : taps[c];
                }
            }
            fresh = false;
        });
    });
}

void max_pool_backward(ThreadPool& pool, const Window& w, std::int64_t batch, const float* dy, const float* where, float* dx) {
    each_seen_pixel(pool, w, batch, dx, [&](float* pixel, std::int64_t number, std::int64_t line, std::int64_t column) {
        const auto at = (line * w.columns.out + column) * w.channels;
        const float *upstream = dy + at, *taps = where + at, tap = static_cast<float>(number);
        for (std::int64_t c = 0; c < w.channels; ++c) pixel[c] += taps[c] == tap ? upstream[c] : 0.0f;
    });
}

void average_pool(ThreadPool& pool, const Window& w, std::int64_t batch, const float* x, float* y) {
    each_position(pool, w, batch, [&](std::int64_t line, std::int64_t column, std::int64_t at) {
        float* mean = y + at;
        std::fill_n(mean, w.channels, 0.0f);
        each_tap(w, line, column, [&](std::int64_t, std::int64_t offset) {
            for (std::int64_t c = 0; c < w.channels; ++c) mean[c] += x[offset + c];
        });
        const float scale = 1 / inside_taps(w, line, column);
        for (std::int64_t c = 0; c < w.channels; ++c) mean[c] *= scale;
    });
}

void average_pool_backward(ThreadPool& pool, const Window& w, std::int64_t batch, const float* dy, float* dx) {
    each_seen_pixel(pool, w, batch, dx, [&](float* pixel, std::int64_t, std::int64_t line, std::int64_t column) {
        const float *upstream = dy + (line * w.columns.out + column) * w.channels, scale = 1 / inside_taps(w, line, column);
        for (std::int64_t c = 0; c < w.channels; ++c) pixel[c] += upstream[c] * scale;
    });
}

}  // namespace nabla
