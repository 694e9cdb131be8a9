#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <cmath>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/matrix.h"
#include "core/kernels/sparse_product.h"
#include "core/random/rng.h"
#include "tests/core/support.h"

using namespace nabla;
using Catch::Matchers::WithinAbs;

namespace {

enum class Form { nn, nt, tn };

struct Size {
    std::int64_t m, n, k;
};

/// Around the tile sizes of every instruction set (4, 6, 8, 12, 16, 32), single rows and columns, deeper than one depth block.
const Size sizes[] = {{1, 1, 1},    {1, 7, 3},     {3, 1, 5},    {1, 10, 784}, {2, 2, 2},     {4, 8, 16},      {5, 9, 17},      {6, 16, 6},   {7, 17, 8},
                      {12, 32, 24}, {13, 33, 25},  {31, 5, 64},  {5, 31, 1},   {64, 64, 64},  {127, 255, 783}, {32, 10, 256},   {100, 1, 64}, {1, 300, 1},
                      {17, 19, 1023}, {17, 19, 1024}, {17, 19, 1025}, {3, 40, 2500}, {256, 128, 33}, {784, 256, 32}, {1, 300, 784}, {2, 130, 2100}};

/// Whole numbers from -4 to 4: every sum stays below 2^24, so that each order of adding gives the same exact float.
std::vector<float> whole_numbers(std::int64_t count, std::uint64_t tag) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(Rng(tag, 1).below(i, 9)) - 4;
    return values;
}

std::vector<float> fractions(std::int64_t count, std::uint64_t tag) {
    std::vector<float> values(static_cast<std::size_t>(count));
    Rng(tag, 2).fill_uniform(values, -1, 1);
    return values;
}

/// a [m, k] and b [k, n] as they lie in memory in each form.
struct Operands {
    MatrixView a, b;
};
Operands operands(Form form, const Size& s, const float* a, const float* b) {
    return {form == Form::tn ? transposed(a, s.m) : rows_of(a, s.k), form == Form::nt ? transposed(b, s.k) : rows_of(b, s.n)};
}

}  // namespace

TEST_CASE("the fast product equals the readable one, exactly, for every form and odd size") {
    ThreadPool pool(1);
    for (const Size& s : sizes)
        for (const Form form : {Form::nn, Form::nt, Form::tn})
            for (const bool accumulate : {false, true})
                for (const bool bias : {false, true})
                    for (const bool relu : {false, true}) {
                        const auto a = whole_numbers(s.m * s.k, 1), b = whole_numbers(s.k * s.n, 2), c = whole_numbers(s.n, 3);
                        auto fast = whole_numbers(s.m * s.n + 1, 4), plain = fast;
                        const Operands o = operands(form, s, a.data(), b.data());
                        const ProductOptions options{.accumulate = accumulate, .bias = bias ? c.data() : nullptr, .relu = relu};
                        multiply(pool, s.m, s.n, s.k, o.a, o.b, fast.data(), options);
                        multiply_reference(s.m, s.n, s.k, o.a, o.b, plain.data(), options);
                        INFO(s.m << " x " << s.n << " x " << s.k << " form " << static_cast<int>(form) << " accumulate " << accumulate << " bias "
                                 << bias << " relu " << relu);
                        REQUIRE(test::same_bits(fast, plain));  // the float behind the last one, too
                    }
}

TEST_CASE("products of fractions agree up to the rounding of a sum") {
    ThreadPool pool(1);
    for (const Size& s : sizes) {
        const auto a = fractions(s.m * s.k, 1), b = fractions(s.k * s.n, 2);
        std::vector<float> fast(static_cast<std::size_t>(s.m * s.n)), plain = fast;
        multiply(pool, s.m, s.n, s.k, rows_of(a.data(), s.k), rows_of(b.data(), s.n), fast.data());
        multiply_reference(s.m, s.n, s.k, rows_of(a.data(), s.k), rows_of(b.data(), s.n), plain.data());
        // Partial sums are about sqrt(k) / 3 and rounded k times, errors add up like a random walk: 2^-24 * k / 3, times ten.
        const double tolerance = 0x1p-24 * (static_cast<double>(s.k) * 3 + 2);
        for (std::size_t i = 0; i < fast.size(); ++i) REQUIRE_THAT(fast[i], WithinAbs(plain[i], tolerance));
    }
}

TEST_CASE("a product has the same bits for one, two and three threads") {
    if (!test::threads_available()) SKIP("this build has no threads");
    ThreadPool one(1), two(2), three(3);
    for (const Size& s : sizes)
        for (const Form form : {Form::nn, Form::nt, Form::tn}) {
            const auto a = fractions(s.m * s.k, 1), b = fractions(s.k * s.n, 2), c = fractions(s.n, 3);
            const Operands o = operands(form, s, a.data(), b.data());
            std::vector<float> result[3];
            ThreadPool* pools[] = {&one, &two, &three};
            for (int i = 0; i < 3; ++i) {
                result[i].resize(static_cast<std::size_t>(s.m * s.n));
                multiply(*pools[i], s.m, s.n, s.k, o.a, o.b, result[i].data(), {.bias = c.data()});
            }
            REQUIRE(test::same_bits(result[0], result[1]));
            REQUIRE(test::same_bits(result[0], result[2]));
        }
}

TEST_CASE("a row has the bits alone, with another one and among many") {
    ThreadPool pool(1);
    for (const std::int64_t n : {1, 10, 31, 32, 33, 256, 300})
        for (const std::int64_t k : {1, 7, 784, 2100}) {   // 2100: three blocks of depth
            constexpr std::int64_t many = 24;
            const auto a = fractions(many * k, 1), b = fractions(k * n, 2), bias = fractions(n, 3);
            std::vector<float> all(static_cast<std::size_t>(many * n));
            multiply(pool, many, n, k, rows_of(a.data(), k), rows_of(b.data(), n), all.data(), {.bias = bias.data(), .relu = true});
            for (const std::int64_t rows : {1, 2}) {
                std::vector<float> few(static_cast<std::size_t>(rows * n));
                multiply(pool, rows, n, k, rows_of(a.data(), k), rows_of(b.data(), n), few.data(), {.bias = bias.data(), .relu = true});
                INFO(rows << " x " << n << " x " << k);
                REQUIRE(test::same_bits(few, std::vector<float>(all.begin(), all.begin() + rows * n)));
            }
        }
}

TEST_CASE("the same product twice has the same bits, whatever the pool did between") {
    ThreadPool pool(1);
    const auto a = fractions(100 * 200, 1), b = fractions(200 * 50, 2), big = fractions(300 * 300, 3);
    std::vector<float> first(100 * 50), second = first, other(300 * 300);
    multiply(pool, 100, 50, 200, rows_of(a.data(), 200), rows_of(b.data(), 50), first.data());
    multiply(pool, 300, 300, 300, rows_of(big.data(), 300), rows_of(big.data(), 300), other.data());
    multiply(pool, 100, 50, 200, rows_of(a.data(), 200), rows_of(b.data(), 50), second.data());
    CHECK(test::same_bits(first, second));
}

TEST_CASE("bias and ReLU in the product's store equal the separate steps") {
    ThreadPool pool(1);
    const Activation relu = *find_activation("relu");
    for (const Size& s : sizes) {
        const auto a = fractions(s.m * s.k, 1), b = fractions(s.k * s.n, 2), bias = fractions(s.n, 3);
        std::vector<float> fused(static_cast<std::size_t>(s.m * s.n)), separate = fused;
        multiply(pool, s.m, s.n, s.k, rows_of(a.data(), s.k), rows_of(b.data(), s.n), fused.data(), {.bias = bias.data(), .relu = true});
        multiply(pool, s.m, s.n, s.k, rows_of(a.data(), s.k), rows_of(b.data(), s.n), separate.data());
        for (std::size_t i = 0; i < separate.size(); ++i) separate[i] += bias[i % bias.size()];
        relu.forward(separate, separate, bias.size());
        REQUIRE(test::same_bits(fused, separate));
    }
}

TEST_CASE("a NaN or an infinity in an operand is still there in the product, with and without ReLU") {
    ThreadPool pool(1);
    for (const std::int64_t n : {3, 64}) {  // hanging over the tile's edge and filling it
        std::vector<float> a(static_cast<std::size_t>(24 * 8), 1), b(static_cast<std::size_t>(8 * n), 1), out(static_cast<std::size_t>(24 * n));
        a[5] = std::nanf("");
        for (const bool relu : {false, true}) {
            multiply(pool, 24, n, 8, rows_of(a.data(), 8), rows_of(b.data(), n), out.data(), {.relu = relu});
            INFO("n " << n << " relu " << relu);
            for (std::int64_t j = 0; j < n; ++j) REQUIRE(std::isnan(out[static_cast<std::size_t>(j)]));
            for (std::size_t i = static_cast<std::size_t>(n); i < out.size(); ++i) REQUIRE(out[i] == 8);
        }
        a[5] = 1;
        b[0] = INFINITY;
        multiply(pool, 24, n, 8, rows_of(a.data(), 8), rows_of(b.data(), n), out.data(), {.relu = true});
        CHECK(std::isinf(out[0]));
        CHECK(out[1] == 8);
    }
}

TEST_CASE("sum_rows adds up columns, over what is there if asked") {
    for (const auto& [rows, columns] : std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 1}, {1, 5}, {7, 3}, {128, 256}, {33, 10}}) {
        const auto a = whole_numbers(rows * columns, 6);
        auto out = whole_numbers(columns, 7), expected = out;
        sum_rows(rows, columns, a.data(), out.data(), true);
        for (std::size_t i = 0; i < a.size(); ++i) expected[i % static_cast<std::size_t>(columns)] += a[i];
        CHECK(out == expected);
        std::vector<float> fresh(static_cast<std::size_t>(columns), 123);
        sum_rows(rows, columns, a.data(), fresh.data(), false);
        for (std::size_t j = 0; j < fresh.size(); ++j) CHECK(fresh[j] == expected[j] - whole_numbers(columns, 7)[j]);
    }
}

TEST_CASE("products with a batch of few ones equal those with the zeros written out, exactly") {
    ThreadPool pool(2);
    const std::int64_t rows = 37, width = 101;
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint16_t> columns;
    std::vector<float> dense(static_cast<std::size_t>(rows * width));
    for (std::int64_t row = 0; row < rows; ++row) {  // the first row is empty, the last has them all
        for (std::int64_t column = 0; column < width; ++column) {
            const auto at = row * width + column;
            if (row == 0 || (row < rows - 1 && Rng(5, 1).below(static_cast<std::uint64_t>(at), 9) > 0)) continue;
            columns.push_back(static_cast<std::uint16_t>(column));
            dense[static_cast<std::size_t>(at)] = 1;
        }
        offsets.push_back(static_cast<std::uint32_t>(columns.size()));
    }
    const SparseRows x{offsets, columns};
    for (const std::int64_t n : {1, 7, 16, 33, 64}) {
        INFO("n " << n);
        const auto w = whole_numbers(width * n, 1), bias = whole_numbers(n, 2), d = whole_numbers(rows * n, 3);
        std::vector<float> sparse(static_cast<std::size_t>(rows * n)), plain = sparse;
        multiply_sparse(pool, x, n, w.data(), bias.data(), sparse.data());
        multiply_reference(rows, n, width, rows_of(dense.data(), width), rows_of(w.data(), n), plain.data(), {.bias = bias.data()});
        CHECK(test::same_bits(sparse, plain));
        for (const bool accumulate : {false, true}) {
            auto gradient = whole_numbers(width * n, 4), expected = gradient;
            multiply_sparse_transposed(pool, x, width, n, d.data(), gradient.data(), accumulate);
            multiply_reference(width, n, rows, transposed(dense.data(), width), rows_of(d.data(), n), expected.data(), {.accumulate = accumulate});
            CHECK(test::same_bits(gradient, expected));
        }
    }
}
