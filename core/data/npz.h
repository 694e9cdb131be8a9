#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/shape.h"

namespace nabla {

struct NumpyArray {
    Shape shape;
    std::vector<double> values;  // row-major
};

/// Starts with ZIP's "PK\3\4", as numpy's .npz does.
bool is_npz(std::span<const std::uint8_t> bytes);
/// One array of an .npz whose members are stored, not packed (numpy.savez). Reads little-endian float64 in C order.
/// Throws Error naming file and member.
NumpyArray read_npz(std::span<const std::uint8_t> bytes, std::string_view array, const std::string& file);

}  // namespace nabla
