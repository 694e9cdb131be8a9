#include "core/data/idx.h"

#include <cassert>
#include <utility>

#include "core/error.h"

namespace nabla {
namespace {

Error idx_error(const std::string& name, std::string code, std::string expected, std::string received) {
    return Error({.code = std::move(code), .where = name, .expected = std::move(expected), .received = std::move(received),
                  .advice = "Delete the file and fetch it again."});
}

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (auto byte : bytes) {
        if (!text.empty()) text += ' ';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::uint32_t big_endian(const std::uint8_t* p) {
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | std::uint32_t{p[3]};
}

}  // namespace

Idx read_idx(std::span<const std::uint8_t> bytes, const std::string& name, std::size_t max_bytes) {
    Idx idx;
    idx.file = unpack(bytes, {.file = name, .max_bytes = max_bytes});
    const auto& file = idx.file;
    if (file.size() < 4) throw idx_error(name, "truncated_file", "an IDX header", std::to_string(file.size()) + " bytes");
    if (file[0] != 0 || file[1] != 0 || file[2] != 0x08 || file[3] == 0 || file[3] > 4)
        throw idx_error(name, "wrong_format", "IDX of unsigned bytes, beginning 00 00 08 and 1 to 4 axes", hex(std::span(file).first(4)));
    const std::size_t axes = file[3];
    idx.header_bytes = 4 + 4 * axes;
    if (file.size() < idx.header_bytes)
        throw idx_error(name, "truncated_file", std::to_string(axes) + " sizes in the header", std::to_string(file.size()) + " bytes");

    const auto present = file.size() - idx.header_bytes;
    std::uint64_t told = 1;  // multiplied only while it stays below what a file can hold: no overflow
    for (std::size_t axis = 0; axis < axes; ++axis) {
        const auto size = big_endian(file.data() + 4 + 4 * axis);
        idx.shape.append(size);
        if (told <= max_bytes) told *= size;
    }
    if (told == present) return idx;
    throw idx_error(name, told < present ? "damaged_file" : "truncated_file",
                    (told > max_bytes ? "at most " + std::to_string(max_bytes) : std::to_string(told)) + " values for sizes " + idx.shape.text(),
                    std::to_string(present));
}

Bytes write_idx(const Shape& shape, std::span<const std::uint8_t> values) {
    assert(static_cast<std::size_t>(shape.elements()) == values.size());
    Bytes out{0, 0, 0x08, static_cast<std::uint8_t>(shape.rank())};
    for (auto size : shape)
        for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(size >> shift));
    out.insert(out.end(), values.begin(), values.end());
    return out;
}

}  // namespace nabla
