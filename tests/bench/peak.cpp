#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/kernels/tile.h"
#include "tests/bench/work.h"

namespace nabla::bench {
namespace {

using namespace simd;

constexpr int depth = 1 << 14;
using Words = std::int32_t __attribute__((vector_size(sizeof(Lanes))));

/// The tile's inner loop with operands that stay in registers. The columns' bits move on by one each time (an integer addition,
/// which does not take the multipliers' place), or a compiler would compute the products once.
__attribute__((noinline)) void run_registers(Lanes (&out)[tile_rows][tile_vectors]) {
    Lanes sums[tile_rows][tile_vectors] = {};
    Lanes columns[tile_vectors], rows[tile_rows];
    for (int v = 0; v < tile_vectors; ++v) columns[v] = out[0][v] + 1.0f;
    for (int i = 0; i < tile_rows; ++i) rows[i] = splat(static_cast<float>(i) + 0.5f);
    for (int p = 0; p < depth; ++p) {
        for (int v = 0; v < tile_vectors; ++v) columns[v] = (Lanes)((Words)columns[v] + 1);
        for (int i = 0; i < tile_rows; ++i)
            for (int v = 0; v < tile_vectors; ++v) sums[i][v] = multiply_add(rows[i], columns[v], sums[i][v]);
    }
    for (int i = 0; i < tile_rows; ++i) std::copy_n(sums[i], tile_vectors, out[i]);
}

/// The same count of multiply-adds as chains c = c * a + b, which need no integers.
__attribute__((noinline)) void run_chains(Lanes (&out)[tile_rows][tile_vectors]) {
    Lanes sums[tile_rows][tile_vectors];
    for (int i = 0; i < tile_rows; ++i) std::copy_n(out[i], tile_vectors, sums[i]);
    const Lanes a = splat(0.5f), b = splat(1.0f);
    for (int p = 0; p < depth; ++p)
        for (int i = 0; i < tile_rows; ++i)
            for (int v = 0; v < tile_vectors; ++v) sums[i][v] = multiply_add(sums[i][v], a, b);
    for (int i = 0; i < tile_rows; ++i) std::copy_n(sums[i], tile_vectors, out[i]);
}

constexpr int panel_depth = 256;  // of the tile itself: its two panels stay in the first-level cache

class Peak final : public Work {
public:
    explicit Peak(std::string form) : form_(std::move(form)), left_(panel_depth * tile_rows, 0.5f), right_(panel_depth * tile_columns, 0.25f) {}
    void run() override {
        for (auto& row : sums_) std::fill(std::begin(row), std::end(row), Lanes{});
        if (form_ == "registers") return run_registers(sums_);
        if (form_ == "chains") return run_chains(sums_);
        for (int i = 0; i < depth / panel_depth; ++i)
            run_tile(panel_depth, left_.data(), right_.data(), {.out = out_, .out_stride = tile_columns, .rows = tile_rows, .columns = tile_columns});
    }
    double flops() const override { return 2.0 * depth * tile_rows * tile_vectors * lanes; }

private:
    std::string form_;
    std::vector<float> left_, right_;
    Lanes sums_[tile_rows][tile_vectors] = {};
    float out_[tile_rows * tile_columns];
};

}  // namespace

std::unique_ptr<Work> make_peak(std::string form) { return std::make_unique<Peak>(std::move(form)); }

}  // namespace nabla::bench
