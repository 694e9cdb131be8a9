#pragma once
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace nabla {

/// Sizes of an array's axes, row-major. Fixed capacity, so that copying one in a training step allocates nothing.
/// A layer's shapes leave the batch axis out; a tensor's first axis is the batch.
class Shape {
public:
    static constexpr std::size_t max_rank = 6;

    Shape() = default;
    Shape(std::initializer_list<std::int64_t> sizes) {
        assert(sizes.size() <= max_rank);
        for (auto size : sizes) sizes_[rank_++] = size;
    }
    explicit Shape(std::span<const std::int64_t> sizes) {
        assert(sizes.size() <= max_rank);
        for (auto size : sizes) sizes_[rank_++] = size;
    }

    std::size_t rank() const { return rank_; }
    std::int64_t operator[](std::size_t axis) const { return assert(axis < rank_), sizes_[axis]; }
    std::int64_t& operator[](std::size_t axis) { return assert(axis < rank_), sizes_[axis]; }
    std::int64_t back() const { return (*this)[rank_ - 1]; }
    const std::int64_t* begin() const { return sizes_.data(); }
    const std::int64_t* end() const { return sizes_.data() + rank_; }

    /// Product of all axes; 1 for a scalar.
    std::int64_t elements() const {
        std::int64_t product = 1;
        for (auto size : *this) product *= size;
        return product;
    }
    void append(std::int64_t size) { assert(rank_ < max_rank), sizes_[rank_++] = size; }
    /// The same axes behind a batch axis: [784] becomes [batch, 784].
    Shape with_batch(std::int64_t batch) const {
        Shape result{batch};
        for (auto size : *this) result.append(size);
        return result;
    }
    bool operator==(const Shape& other) const {
        if (rank_ != other.rank_) return false;
        for (std::size_t i = 0; i < rank_; ++i)
            if (sizes_[i] != other.sizes_[i]) return false;
        return true;
    }
    /// Keras's form: "(28, 28, 1)", "(784,)".
    std::string text() const;

private:
    std::array<std::int64_t, max_rank> sizes_{};
    std::size_t rank_ = 0;
};

}  // namespace nabla
