#pragma once
// The only place that knows instruction sets. `Lanes` is the widest float vector the build allows, `multiply_add`
// its a * b + c, and the tile is the one that keeps the machine's multiply units busy without spilling registers.
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__x86_64__)
#include <immintrin.h>
#endif

namespace nabla::simd {

#if defined(__AVX512F__)
inline constexpr int lanes = 16, tile_rows = 12, tile_vectors = 2;
#elif defined(__AVX2__) && defined(__FMA__)
inline constexpr int lanes = 8, tile_rows = 6, tile_vectors = 2;
#else
// 8 accumulators: V8 keeps 15 vectors in registers, a 6x8 tile spills.
inline constexpr int lanes = 4, tile_rows = 4, tile_vectors = 2;
#endif
inline constexpr int tile_columns = lanes * tile_vectors;

using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

inline Lanes load(const float* p) {
    Lanes v;
    std::memcpy(&v, p, sizeof v);
    return v;
}
inline void store(float* p, Lanes v) { std::memcpy(p, &v, sizeof v); }
inline Lanes splat(float x) { return x - Lanes{}; }   // of 0 + x no compiler may drop the addition, for x = -0

inline Lanes multiply_add(Lanes a, Lanes b, Lanes c) {
#if defined(__wasm_relaxed_simd__)
    return (Lanes)wasm_f32x4_relaxed_madd((v128_t)a, (v128_t)b, (v128_t)c);
#elif defined(__AVX512F__)
    return (Lanes)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif defined(__AVX2__) && defined(__FMA__)
    return (Lanes)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#else
    return a * b + c;
#endif
}

/// Keeps a vector in a register: GCC would read it from memory again at each use, once a row of the tile.
inline void hold([[maybe_unused]] Lanes& v) {
#if defined(__x86_64__)
    asm("" : "+v"(v));
#endif
}

using Quad = float __attribute__((vector_size(16)));

/// Four rows of four floats become columns, `stride` apart.
inline void transpose(const float* const (&from)[4], float* to, std::int64_t stride) {
    Quad rows[4];
    for (int i = 0; i < 4; ++i) std::memcpy(&rows[i], from[i], sizeof(Quad));
    const Quad a = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5), b = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const Quad c = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7), d = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    const Quad columns[4] = {__builtin_shufflevector(a, b, 0, 1, 4, 5), __builtin_shufflevector(a, b, 2, 3, 6, 7),
                             __builtin_shufflevector(c, d, 0, 1, 4, 5), __builtin_shufflevector(c, d, 2, 3, 6, 7)};
    for (int i = 0; i < 4; ++i) std::memcpy(to + i * stride, &columns[i], sizeof(Quad));
}

/// Of a NaN and a number the NaN, if it stands first.
inline Lanes max(Lanes a, Lanes b) { return a < b ? b : a; }

}  // namespace nabla::simd
