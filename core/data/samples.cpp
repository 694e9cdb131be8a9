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

void set_ones(std::span<const std::uint16_t> places, float* out, std::size_t width) {
    std::fill_n(out, width, 0.0f);
    for (const auto place : places) out[place] = 1;
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

Samples Samples::multi_hot(std::int64_t vocabulary, const Words& texts) {
    Samples samples;
    samples.shape_ = {vocabulary};
    samples.rows_ = static_cast<std::int64_t>(texts.texts());
    samples.multi_hot_ = true;
    std::vector<std::uint16_t> words;
    for (std::size_t r = 0; r < texts.texts(); ++r) {
        words.assign(texts.text(r).begin(), texts.text(r).end());
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        assert(words.empty() || words.back() < vocabulary);
        samples.words_.numbers.insert(samples.words_.numbers.end(), words.begin(), words.end());
        samples.words_.offsets.push_back(static_cast<std::uint32_t>(samples.words_.numbers.size()));
    }
    return samples;
}

Samples Samples::padded(std::int64_t steps, const Words& texts, bool cut_front, bool fill_front) {
    const auto width = static_cast<std::size_t>(steps);
    std::vector<float> values(texts.texts() * width);
    for (std::size_t r = 0; r < texts.texts(); ++r) {
        auto text = texts.text(r);
        if (text.size() > width) text = cut_front ? text.last(width) : text.first(width);
        std::copy(text.begin(), text.end(), values.begin() + static_cast<std::ptrdiff_t>(r * width + (fill_front ? width - text.size() : 0)));
    }
    return from_floats({steps}, std::move(values));
}

std::size_t Samples::longest_text() const {
    std::size_t longest = 0;
    for (std::size_t r = 0; r < words_.texts(); ++r) longest = std::max(longest, words_.text(r).size());
    return longest;
}

void Samples::gather(std::span<const std::uint32_t> rows, float* out) const {
    const auto width = static_cast<std::size_t>(shape_.elements());
    for (auto row : rows) {
        assert(row < rows_);
        const auto start = row * width;
        if (is_bytes()) scale_bytes(bytes_.data() + start, out, width, scale_);
        else if (multi_hot_) set_ones(words(row), out, width);
        else std::copy_n(floats_.data() + start, width, out);
        out += width;
    }
}

void Samples::gather(std::int64_t first, std::int64_t count, float* out) const {
    assert(first >= 0 && count >= 0 && first + count <= rows_);
    const auto width = static_cast<std::size_t>(shape_.elements());
    const auto start = static_cast<std::size_t>(first) * width, length = static_cast<std::size_t>(count) * width;
    for (std::int64_t row = first; multi_hot_ && row < first + count; ++row, out += width) set_ones(words(static_cast<std::size_t>(row)), out, width);
    if (multi_hot_) return;
    if (is_bytes()) scale_bytes(bytes_.data() + start, out, length, scale_);
    else std::copy_n(floats_.data() + start, length, out);
}

}  // namespace nabla
