#pragma once
#include <span>
#include <string>

#include "core/data/gzip.h"
#include "core/tensor/shape.h"

namespace nabla {

/// An array of unsigned bytes in IDX, the format of MNIST: two zero bytes, the type (08: unsigned byte), the number of
/// axes, each axis as 32 big-endian bits, then the values row-major.
struct Idx {
    Shape shape;   // [rows, ...]
    Bytes file;    // unpacked, header included
    std::size_t header_bytes = 0;
    std::span<const std::uint8_t> values() const { return std::span(file).subspan(header_bytes); }
};

/// `bytes` may be gzip or plain; `name` stands in errors. The values must fill the header's sizes exactly.
Idx read_idx(std::span<const std::uint8_t> bytes, const std::string& name, std::size_t max_bytes = 256u << 20);
/// As plain IDX.
Bytes write_idx(const Shape& shape, std::span<const std::uint8_t> values);

}  // namespace nabla
