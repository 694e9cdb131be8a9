#pragma once
#include <span>

#include "core/tensor/shape.h"

namespace nabla {

/// A view of floats that somebody else owns (an arena of the model, a batch buffer). Row-major, first axis = batch.
struct Tensor {
    float* data = nullptr;
    Shape shape;

    std::int64_t size() const { return data ? shape.elements() : 0; }
    std::span<float> flat() const { return {data, static_cast<std::size_t>(size())}; }
    std::int64_t batch() const { return shape[0]; }
    /// Elements of one sample.
    std::int64_t stride() const { return shape.elements() / (shape[0] ? shape[0] : 1); }
    explicit operator bool() const { return data != nullptr; }
};

struct ConstTensor {
    const float* data = nullptr;
    Shape shape;

    ConstTensor() = default;
    ConstTensor(const float* values, const Shape& axes) : data(values), shape(axes) {}
    ConstTensor(const Tensor& t) : data(t.data), shape(t.shape) {}  // NOLINT(google-explicit-constructor)
    std::int64_t size() const { return data ? shape.elements() : 0; }
    std::span<const float> flat() const { return {data, static_cast<std::size_t>(size())}; }
    std::int64_t batch() const { return shape[0]; }
    std::int64_t stride() const { return shape.elements() / (shape[0] ? shape[0] : 1); }
    explicit operator bool() const { return data != nullptr; }
};

}  // namespace nabla
