#include "core/data/samples.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace nabla {
namespace {

/// How many whole samples `values` numbers hold.
std::int64_t count_rows(const Shape& shape, std::size_t values) {
    const auto elements = shape.elements();
    const auto total = static_cast<std::int64_t>(values);
    if (elements > 0 && total % elements == 0) return total / elements;
    throw Error({.code = "count_mismatch", .where = "samples", .expected = "a multiple of " + std::to_string(elements) + " values for shape " + shape.text(),
                 .received = std::to_string(total), .advice = {}});
}

/// Apart from each other, so that the compiler may widen, convert and scale 16 bytes at a time.
void scale_bytes(const std::uint8_t* __restrict in, float* __restrict out, std::size_t count, float scale) {
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(in[i]) * scale;
}

}  // namespace

Samples Samples::from_floats(Shape sample_shape, std::vector<float> values) {
    Samples samples;
    samples.rows_ = count_rows(sample_shape, values.size());
    samples.shape_ = sample_shape;
    samples.floats_ = std::move(values);
    return samples;
}

Samples Samples::from_bytes(Shape sample_shape, std::vector<std::uint8_t> bytes, float scale) {
    Samples samples;
    samples.rows_ = count_rows(sample_shape, bytes.size());
    samples.shape_ = sample_shape;
    samples.scale_ = scale;
    samples.bytes_ = std::move(bytes);
    return samples;
}

void Samples::gather(std::span<const std::uint32_t> rows, float* out) const {
    const auto width = static_cast<std::size_t>(shape_.elements());
    for (auto row : rows) {
        assert(row < rows_);
        const auto start = row * width;
        if (is_bytes()) scale_bytes(bytes_.data() + start, out, width, scale_);
        else std::copy_n(floats_.data() + start, width, out);
        out += width;
    }
}

void Samples::gather(std::int64_t first, std::int64_t count, float* out) const {
    assert(first >= 0 && count >= 0 && first + count <= rows_);
    const auto width = static_cast<std::size_t>(shape_.elements());
    const auto start = static_cast<std::size_t>(first) * width, length = static_cast<std::size_t>(count) * width;
    if (is_bytes()) scale_bytes(bytes_.data() + start, out, length, scale_);
    else std::copy_n(floats_.data() + start, length, out);
}

}  // namespace nabla
