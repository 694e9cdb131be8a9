#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/kernels/patches.h"
#include "core/layers/convolution.h"
#include "tests/core/expect_error.h"
#include "tests/core/gradient_check.h"
#include "tests/core/layers/layer_cases.h"
#include "tests/core/support.h"

using namespace nabla;
using namespace nabla::test;
using Catch::Matchers::WithinAbs;

namespace {

struct Sizes {
    std::int64_t rows, columns, channels, size_rows, size_columns, stride, dilation;
    Padding padding;
};

/// Around the tile's sizes, windows of one tap, larger than the image, positions in more than one block of lines and depth.
const Sizes windows[] = {{1, 1, 1, 1, 1, 1, 1, Padding::valid},  {5, 7, 3, 3, 2, 1, 1, Padding::valid},   {5, 7, 3, 3, 2, 1, 1, Padding::same},
                       {4, 4, 1, 5, 5, 1, 1, Padding::same},   {9, 8, 2, 2, 3, 3, 1, Padding::valid},   {9, 8, 2, 3, 3, 2, 1, Padding::same},
                       {8, 9, 5, 2, 3, 1, 3, Padding::valid},  {8, 9, 5, 3, 3, 1, 2, Padding::same},    {1, 20, 13, 1, 4, 1, 1, Padding::same},
                       {14, 14, 70, 3, 3, 1, 1, Padding::same}, {1, 30, 7, 1, 3, 1, 4, Padding::causal}, {28, 28, 1, 3, 3, 1, 1, Padding::valid},
                       {1, 150, 1, 1, 3, 1, 1, Padding::valid}, {3, 90, 2, 2, 3, 2, 1, Padding::same}};

Window window_of(const Sizes& s) {
    Window w{.rows = {.in = s.rows, .size = s.size_rows, .stride = s.size_rows == 1 ? 1 : s.stride, .dilation = s.size_rows == 1 ? 1 : s.dilation},
             .columns = {.in = s.columns, .size = s.size_columns, .stride = s.stride, .dilation = s.dilation},
             .channels = s.channels};
    w.rows.place(s.padding == Padding::causal ? Padding::valid : s.padding);
    w.columns.place(s.padding);
    return w;
}

/// Whole numbers: sums are exact in any order.
std::vector<float> whole_values(std::int64_t count, std::uint64_t tag) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(Rng(tag, 1).below(i, 7)) - 3;
    return values;
}

/// P as a matrix in memory.
std::vector<float> patch_matrix(const Window& w, const std::vector<float>& images, std::int64_t rows) {
    const auto width = w.taps() * w.channels;
    std::vector<float> p(static_cast<std::size_t>(rows * width));
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < width; ++j) p[static_cast<std::size_t>(i * width + j)] = patch_value(w, images.data(), i, j);
    return p;
}

}  // namespace

TEST_CASE("products with patches equal the products with the patches written out") {
    ThreadPool pool(1);
    for (const Sizes& s : windows)
        for (const std::int64_t batch : {1, 3})
            for (const std::int64_t filters : {1, 9, 33}) {
                const Window w = window_of(s);
                const auto rows = batch * w.positions(), width = w.taps() * w.channels;
                const auto images = whole_values(batch * w.image(), 1), kernel = whole_values(width * filters, 2), dz = whole_values(rows * filters, 3);
                const auto p = patch_matrix(w, images, rows);
                INFO(s.rows << "x" << s.columns << "x" << s.channels << " window " << s.size_rows << "x" << s.size_columns << " batch " << batch << " filters " << filters);

                std::vector<float> fast(static_cast<std::size_t>(rows * filters)), plain = fast;
                multiply(pool, rows, filters, width, Patches(w, images.data()), rows_of(kernel.data(), filters), fast.data());
                multiply_reference(rows, filters, width, rows_of(p.data(), width), rows_of(kernel.data(), filters), plain.data());
                REQUIRE(same_bits(fast, plain));

                std::vector<float> fast_kernel(kernel.size()), plain_kernel = fast_kernel;
                multiply(pool, width, filters, rows, TransposedPatches(w, images.data()), rows_of(dz.data(), filters), fast_kernel.data());
                multiply_reference(width, filters, rows, transposed(p.data(), width), rows_of(dz.data(), filters), plain_kernel.data());
                REQUIRE(same_bits(fast_kernel, plain_kernel));
            }
}

TEST_CASE("add_patches is the transpose of taking patches, in one block of lines or several") {
    ThreadPool pool(1);
    for (const Sizes& s : windows) {
        const Window w = window_of(s);
        const std::int64_t batch = 3, rows = batch * w.positions(), width = w.taps() * w.channels, lines = batch * w.rows.out;
        const auto patches = whole_values(rows * width, 4);
        // Image by image and pixel by pixel: which entries of P read it?
        std::vector<float> expected(static_cast<std::size_t>(batch * w.image()));
        std::vector<float> number(expected.size());
        for (std::size_t i = 0; i < number.size(); ++i) number[i] = static_cast<float>(i + 1);
        for (std::int64_t i = 0; i < rows; ++i)
            for (std::int64_t j = 0; j < width; ++j)
                if (const float pixel = patch_value(w, number.data(), i, j); pixel > 0)
                    expected[static_cast<std::size_t>(pixel) - 1] += patches[static_cast<std::size_t>(i * width + j)];
        for (const std::int64_t step : {std::int64_t{1}, std::int64_t{2}, lines}) {
            std::vector<float> out(expected.size());
            for (std::int64_t line = 0; line < lines; line += step)
                add_patches(pool, w, line, std::min(lines, line + step), patches.data() + line * w.columns.out * width, out.data());
            INFO(s.rows << "x" << s.columns << "x" << s.channels << " in steps of " << step);
            REQUIRE(same_bits(out, expected));
        }
    }
}

TEST_CASE("Conv2D by hand: a 2x2 kernel on a 3x3 image") {
    const auto conv = make_layer(layer("Conv2D", {{"filters", 1}, {"kernel_size", 2}}), "conv");
    LayerBench bench(*conv, {{3, 3, 1}}, 1);
    REQUIRE(conv->parameters()[0].shape == Shape{2, 2, 1, 1});
    CHECK(bench.output_shape() == Shape{1, 2, 2, 1});
    bench.input() = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    bench.parameters() = {1, 0, 0, -1, 10};  // kernel, bias
    bench.forward(false);
    CHECK(bench.output() == std::vector<float>{6, 6, 6, 6});  // x[y][x] - x[y + 1][x + 1] + 10
    bench.coefficients() = {1, 0, 0, 2};
    bench.backward(false);
    CHECK(bench.gradients() == std::vector<float>{1 + 10, 2 + 12, 4 + 16, 5 + 18, 3});
    CHECK(bench.input_gradient() == std::vector<float>{1, 0, 0, 0, 1, 0, 0, 0, -2});
}

TEST_CASE("\"same\" pads as Keras does: evenly, the odd zero behind; strides count from the padded start") {
    const auto axis = [](std::int64_t in, std::int64_t size, std::int64_t stride, Padding padding, std::int64_t dilation = 1) {
        WindowAxis a{.in = in, .size = size, .stride = stride, .dilation = dilation};
        a.place(padding);
        return std::pair(a.out, a.before);
    };
    CHECK(axis(5, 2, 1, Padding::same) == std::pair<std::int64_t, std::int64_t>(5, 0));   // one zero, behind
    CHECK(axis(5, 3, 1, Padding::same) == std::pair<std::int64_t, std::int64_t>(5, 1));
    CHECK(axis(6, 3, 2, Padding::same) == std::pair<std::int64_t, std::int64_t>(3, 0));   // needs 7: one, behind
    CHECK(axis(5, 3, 2, Padding::same) == std::pair<std::int64_t, std::int64_t>(3, 1));
    CHECK(axis(7, 2, 3, Padding::same) == std::pair<std::int64_t, std::int64_t>(3, 0));   // needs 8
    CHECK(axis(4, 3, 1, Padding::same, 2) == std::pair<std::int64_t, std::int64_t>(4, 2));
    CHECK(axis(7, 3, 2, Padding::valid) == std::pair<std::int64_t, std::int64_t>(3, 0));
    CHECK(axis(2, 3, 4, Padding::valid).first == 0);
    CHECK(axis(5, 3, 1, Padding::causal, 2) == std::pair<std::int64_t, std::int64_t>(5, 4));
}

TEST_CASE("Conv1D, causal: no step sees a later one") {
    const auto conv = make_layer(layer("Conv1D", {{"filters", 1}, {"kernel_size", 2}, {"padding", "causal"}}), "conv");
    LayerBench bench(*conv, {{4, 1}}, 1);
    bench.input() = {1, 2, 3, 4};
    bench.parameters() = {10, 1, 0};
    bench.forward(false);
    CHECK(bench.output() == std::vector<float>{1, 12, 23, 34});
}

TEST_CASE("a convolution that does not fit is refused with its place") {
    const auto built = [](Json config, const Shape& input) {
        return error_of([&] {
            const auto conv = make_layer(layer("Conv2D", std::move(config)), "model.config.layers[0]");
            conv->name = "conv2d";
            conv->build(std::span(&input, 1));
        });
    };
    CHECK(built({{"filters", 1}, {"kernel_size", 5}}, {4, 8, 1}).where == "conv2d");
    CHECK(built({{"filters", 1}, {"kernel_size", 3}}, {28, 28}).code == "layer_input");
    CHECK(built({{"filters", 1}}, {4, 4, 1}).code == "missing_key");
    CHECK(built({{"filters", 1}, {"kernel_size", 2}, {"groups", 2}}, {4, 4, 2}).code == "unsupported");
    CHECK(built({{"filters", 1}, {"kernel_size", 2}, {"data_format", "channels_first"}}, {4, 4, 2}).code == "unsupported");
    CHECK(built({{"filters", 1}, {"kernel_size", 2}, {"strides", 2}, {"dilation_rate", 2}}, {4, 4, 2}).code == "unsupported");
    CHECK(built({{"filters", 1}, {"kernel_size", 2}, {"padding", "causal"}}, {4, 4, 2}).code == "unknown_name");
}
