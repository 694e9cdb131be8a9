#pragma once
#include <cstddef>
#include <span>

namespace nabla::kit {

/// A view of numbers that stay where they are: an array of float or double, one field of an array of structs, or
/// first, first + step, ... without any array.
class Values {
public:
    Values() = default;
    Values(std::span<const float> v) : Values(v.data(), v.size(), sizeof(float), false) {}
    Values(std::span<const double> v) : Values(v.data(), v.size(), sizeof(double), true) {}
    Values(const float* first, std::size_t count, std::size_t stride) : Values(first, count, stride, false) {}
    static Values counting(double first, double step, std::size_t count);

    double operator[](std::size_t i) const {
        if (!data_) return first_ + step_ * static_cast<double>(i);
        const std::byte* at = data_ + i * stride_;
        return double_ ? *reinterpret_cast<const double*>(at) : static_cast<double>(*reinterpret_cast<const float*>(at));
    }
    std::size_t size() const { return count_; }
    /// Index whose value is nearest to x, for values that grow; 0 if empty.
    std::size_t nearest(double x) const;

private:
    Values(const void* data, std::size_t count, std::size_t stride, bool is_double)
        : data_(static_cast<const std::byte*>(data)), count_(count), stride_(stride), double_(is_double) {}
    const std::byte* data_ = nullptr;
    std::size_t count_ = 0, stride_ = 0;
    bool double_ = false;
    double first_ = 0, step_ = 0;
};

}  // namespace nabla::kit
