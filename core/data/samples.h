#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tensor/shape.h"

namespace nabla {

/// Rows of one sample shape. Images stay bytes until a batch is gathered (60,000 digits: 47 MB, not 188).
class Samples {
public:
    Samples() = default;
    static Samples from_floats(Shape sample_shape, std::vector<float> values);
    /// A value is byte * scale: 1/255 brings images to 0..1, 1 leaves them as they are.
    static Samples from_bytes(Shape sample_shape, std::vector<std::uint8_t> bytes, float scale);

    std::int64_t rows() const { return rows_; }
    const Shape& sample_shape() const { return shape_; }
    /// Copies the given rows, one behind another, to out: rows.size() * sample_shape.elements() floats.
    void gather(std::span<const std::uint32_t> rows, float* out) const;
    /// The same for rows first, first+1, ...
    void gather(std::int64_t first, std::int64_t count, float* out) const;

    bool is_bytes() const { return !bytes_.empty(); }
    std::span<const std::uint8_t> bytes() const { return bytes_; }
    float scale() const { return scale_; }
    std::span<const float> floats() const { return floats_; }
    std::vector<float>& mutable_floats() { return floats_; }
    std::size_t memory_bytes() const { return bytes_.size() + floats_.size() * sizeof(float); }

private:
    Shape shape_;
    std::int64_t rows_ = 0;
    float scale_ = 1;
    std::vector<std::uint8_t> bytes_;
    std::vector<float> floats_;
};

}  // namespace nabla
