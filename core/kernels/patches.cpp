#include "core/kernels/patches.h"

#include <algorithm>
#include <cstring>

#include "core/kernels/tile.h"

namespace nabla {
namespace {

constexpr std::int64_t zero_run = 64;
constexpr float zeros[zero_run] = {};  // what padding is read from

/// Where a position's window starts, row by row through the batch.
struct Corner {
    std::int64_t image = 0, y = 0, x = 0;  // image: offset of its first float

    bool inside(const Window& w) const { return y >= 0 && x >= 0 && y + w.rows.reach() <= w.rows.in && x + w.columns.reach() <= w.columns.in; }
    std::int64_t offset(const Window& w) const { return image + (y * w.columns.in + x) * w.channels; }
};

Corner corner_of(const Window& w, std::int64_t row) {
    const auto image = row / w.positions(), at = row % w.positions();
    return {image * w.image(), w.rows.first(at / w.columns.out), w.columns.first(at % w.columns.out)};
}

bool in_image(const Window& w, std::int64_t y, std::int64_t x) { return y >= 0 && y < w.rows.in && x >= 0 && x < w.columns.in; }

}  // namespace

float patch_value(const Window& w, const float* images, std::int64_t row, std::int64_t column) {
    const Corner corner = corner_of(w, row);
    const auto tap = column / w.channels;
    const auto y = corner.y + tap / w.columns.size * w.rows.dilation, x = corner.x + tap % w.columns.size * w.columns.dilation;
    return in_image(w, y, x) ? images[corner.image + (y * w.columns.in + x) * w.channels + column % w.channels] : 0.0f;
}

void Patches::pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const {
    const Window& w = window_;
    Corner corners[tile_rows];
    bool inside = true;
    for (std::int64_t i = 0; i < rows; ++i) {
        corners[i] = corner_of(w, row + i);
        inside &= corners[i].inside(w);
    }
    inside &= rows == tile_rows;
    // Runs that lie in one piece in the image: a tap's channels or, where nothing is padding, a whole line of taps.
    const auto run = inside && w.columns.dilation == 1 ? w.columns.size * w.channels : w.channels;
    for (std::int64_t p = column; p < column + columns;) {
        const auto tap = p / w.channels, within = p % run;
        const auto dy = tap / w.columns.size * w.rows.dilation, dx = tap % w.columns.size * w.columns.dilation;
        auto length = std::min(run - within, column + columns - p);
        if (!inside) length = std::min(length, zero_run);
        const float* sources[tile_rows];
        std::fill(std::begin(sources), std::end(sources), zeros);
        for (std::int64_t i = 0; i < rows; ++i) {
            const Corner& corner = corners[i];
            if (inside || in_image(w, corner.y + dy, corner.x + dx))
                sources[i] = images_ + (corner.offset(w) + (dy * w.columns.in + dx) * w.channels + p % w.channels);
        }
        interleave(sources, length, out);
        out += length * tile_rows;
        p += length;
    }
}

void TransposedPatches::pack(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* out) const {
    const Window& w = window_;
    std::int64_t dy[tile_rows] = {}, dx[tile_rows] = {}, offset[tile_rows] = {};  // of the panel's lines, from a window's corner
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto tap = (row + i) / w.channels;
        dy[i] = tap / w.columns.size * w.rows.dilation;
        dx[i] = tap % w.columns.size * w.columns.dilation;
        offset[i] = (dy[i] * w.columns.in + dx[i]) * w.channels + (row + i) % w.channels;
    }
    const bool one_piece = rows == tile_rows && offset[tile_rows - 1] - offset[0] == tile_rows - 1;
    const auto step = w.columns.stride * w.channels;  // from a position to the next of its line
    Corner corner = corner_of(w, column);
    auto x = column % w.columns.out, y = column % w.positions() / w.columns.out;
    for (std::int64_t p = 0; p < columns;) {
        const auto source = corner.offset(w);
        std::int64_t run = 1;  // positions of one line that are alike
        if (corner.inside(w)) {
            run = std::min({columns - p, w.columns.out - x, (w.columns.in - w.columns.reach() - corner.x) / w.columns.stride + 1, zero_run});
            const float* lines[tile_rows];
            for (int i = 0; i < tile_rows; ++i) lines[i] = i < rows ? images_ + source + offset[i] : zeros;
            if (one_piece)
                for (std::int64_t q = 0; q < run; ++q) std::memcpy(out + q * tile_rows, lines[0] + q * step, tile_rows * sizeof(float));
            else if (step == 1)
                interleave(lines, run, out);
            else
                for (std::int64_t q = 0; q < run; ++q)
                    for (int i = 0; i < tile_rows; ++i) out[q * tile_rows + i] = i < rows ? lines[i][q * step] : 0.0f;
        } else {
            for (int i = 0; i < tile_rows; ++i)
                out[i] = i < rows && in_image(w, corner.y + dy[i], corner.x + dx[i]) ? images_[source + offset[i]] : 0.0f;
        }
        p += run, out += run * tile_rows;
        corner.x += run * w.columns.stride;
        if ((x += run) < w.columns.out) continue;
        x = 0, corner.x = w.columns.first(0), corner.y += w.rows.stride;
        if (++y < w.rows.out) continue;
        y = 0, corner.y = w.rows.first(0), corner.image += w.image();
    }
}

void add_patches(ThreadPool& pool, const Window& w, std::int64_t first_line, std::int64_t end_line, const float* patches, float* images) {
    const auto width = w.taps() * w.channels;
    const auto first_image = first_line / w.rows.out, end_image = (end_line + w.rows.out - 1) / w.rows.out;
    const auto add_tap = [&](const float* patch, float* line, std::int64_t x) {
        if (x < 0 || x >= w.columns.in) return;
        for (std::int64_t c = 0; c < w.channels; ++c) line[x * w.channels + c] += patch[c];
    };
    pool.each(static_cast<std::size_t>((end_image - first_image) * w.rows.in), [&](std::size_t task) {
        const auto image = first_image + static_cast<std::int64_t>(task) / w.rows.in, y = static_cast<std::int64_t>(task) % w.rows.in;
        float* line = images + image * w.image() + y * w.columns.in * w.channels;
        for (std::int64_t tap = 0; tap < w.rows.size; ++tap) {
            const auto position = w.rows.position(y, tap), out_line = image * w.rows.out + position;
            if (position < 0 || out_line < first_line || out_line >= end_line) continue;
            const float* row = patches + (out_line - first_line) * w.columns.out * width + tap * w.columns.size * w.channels;
            for (std::int64_t o = 0; o < w.columns.out; ++o, row += width)
                for (std::int64_t i = 0; i < w.columns.size; ++i) add_tap(row + i * w.channels, line, w.columns.first(o) + i * w.columns.dilation);
        }
    });
}

}  // namespace nabla
