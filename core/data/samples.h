#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tensor/shape.h"

namespace nabla {

/// Texts as word numbers: text r's are numbers[offsets[r]] up to numbers[offsets[r + 1] - 1].
struct Words {
    std::vector<std::uint32_t> offsets = {0};
    std::vector<std::uint16_t> numbers;
    void append(std::span<const std::uint16_t> text) {
        numbers.insert(numbers.end(), text.begin(), text.end());
        offsets.push_back(static_cast<std::uint32_t>(numbers.size()));
    }
    std::size_t texts() const { return offsets.size() - 1; }
    std::span<const std::uint16_t> text(std::size_t r) const { return std::span(numbers).subspan(offsets[r], offsets[r + 1] - offsets[r]); }
};

/// Rows of one sample shape. Images stay bytes until a batch is gathered (60,000 digits: 47 MB, not 188), texts word numbers.
class Samples {
public:
    Samples() = default;
    static Samples from_floats(Shape sample_shape, std::vector<float> values);
    /// A value is byte * scale: 1/255 brings images to 0..1, 1 leaves them as they are.
    static Samples from_bytes(Shape sample_shape, std::vector<std::uint8_t> bytes, float scale);

    /// Samples [vocabulary] with a one for each word that occurs; stays sparse (25,000 reviews: 6 MB, not 1 GB).
    static Samples multi_hot(std::int64_t vocabulary, const Words& texts);
    /// Samples [steps] of word numbers: a longer text is cut, a shorter one filled with 0, in front (Keras's pad_sequences) or behind.
    static Samples padded(std::int64_t steps, const Words& texts, bool cut_front = true, bool fill_front = true);

    std::int64_t rows() const { return rows_; }
    const Shape& sample_shape() const { return shape_; }
    /// Copies the given rows, one behind another, to out: rows.size() * sample_shape.elements() floats.
    void gather(std::span<const std::uint32_t> rows, float* out) const;
    /// The same for rows first, first+1, ...
    void gather(std::int64_t first, std::int64_t count, float* out) const;

    bool is_multi_hot() const { return multi_hot_; }
    /// The places of a multi-hot row's ones, in rising order.
    std::span<const std::uint16_t> words(std::size_t row) const { return words_.text(row); }
    std::size_t longest_text() const;

    bool is_bytes() const { return !bytes_.empty(); }
    std::span<const std::uint8_t> bytes() const { return bytes_; }
    float scale() const { return scale_; }
    std::span<const float> floats() const { return floats_; }
    std::vector<float>& mutable_floats() { return floats_; }
    std::size_t memory_bytes() const { return bytes_.size() + floats_.size() * sizeof(float) + words_.numbers.size() * 2 + words_.offsets.size() * 4; }

private:
    Shape shape_;
    std::int64_t rows_ = 0;
    float scale_ = 1;
    std::vector<std::uint8_t> bytes_;
    std::vector<float> floats_;
    Words words_;
    bool multi_hot_ = false;
};

}  // namespace nabla
