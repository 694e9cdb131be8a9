#include "core/data/npz.h"

#include <bit>
#include <cstdlib>
#include <optional>

#include "core/error.h"

namespace nabla {
namespace {

using Span = std::span<const std::uint8_t>;

std::uint64_t number_at(Span bytes, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value |= std::uint64_t{bytes[at + i]} << (8 * i);
    return value;
}

Error npz_error(const std::string& file, std::string code, std::string expected, std::string received) {
    return Error({.code = std::move(code), .where = file, .expected = std::move(expected), .received = std::move(received),
                  .advice = "Delete the file and fetch it again."});
}

/// A member's bytes, found by walking the local headers (APPNOTE 4.3.7): signature, method at 8, packed size at 18,
/// lengths of name and extra field at 26 and 28, name at 30.
std::optional<Span> find_member(Span bytes, std::string_view name, const std::string& file) {
    constexpr std::size_t header = 30;
    while (bytes.size() >= header && is_npz(bytes)) {
        const auto method = number_at(bytes, 8, 2), size = number_at(bytes, 18, 4);
        const auto name_length = number_at(bytes, 26, 2), start = header + name_length + number_at(bytes, 28, 2);
        if (start + size > bytes.size()) throw npz_error(file, "truncated_file", "all " + std::to_string(size) + " bytes of a member", "fewer");
        if (method != 0) throw npz_error(file, "wrong_format", "stored members (numpy.savez)", "packed ones");
        const std::string_view member(reinterpret_cast<const char*>(bytes.data()) + header, name_length);
        if (member == name) return bytes.subspan(start, size);
        bytes = bytes.subspan(start + size);
    }
    return {};
}

/// The sizes in "... 'shape': (506, 13), ..."; empty if there is no such entry, or one with a size that no file of `bytes` could hold.
Shape numpy_shape(std::string_view text, std::size_t bytes) {
    Shape shape;
    std::uint64_t values = 1;  // stays below bytes: no overflow
    auto at = text.find("'shape'");
    if (at == std::string_view::npos || (at = text.find('(', at)) == std::string_view::npos) return shape;
    const std::string sizes(text.substr(at + 1, text.find(')', at) - at - 1));
    for (const char* next = sizes.c_str(); *next && shape.rank() < Shape::max_rank;) {
        char* end = nullptr;
        const auto size = std::strtoll(next, &end, 10);
        if (end == next) break;
        if (size < 1 || static_cast<std::uint64_t>(size) > bytes / values) return {};
        values *= static_cast<std::uint64_t>(size);
        shape.append(size);
        next = end;
        while (*next == ',' || *next == ' ') ++next;
    }
    return shape;
}

}  // namespace

bool is_npz(Span bytes) { return bytes.size() >= 4 && number_at(bytes, 0, 4) == 0x04034b50; }

NumpyArray read_npz(Span bytes, std::string_view array, const std::string& file) {
    const auto member = find_member(bytes, std::string(array) + ".npy", file);
    if (!member) throw npz_error(file, "missing_column", "an array \"" + std::string(array) + "\"", "an .npz without it");
    // NEP 1: \x93NUMPY, version, length of the header in 16 bits (version 1), the header: a Python dictionary.
    const auto& npy = *member;
    const bool known = npy.size() >= 10 && npy[0] == 0x93 && npy[1] == 'N' && npy[6] == 1;
    const auto start = known ? 10 + number_at(npy, 8, 2) : 0;
    if (!known || npy.size() < start) throw npz_error(file, "wrong_format", "a .npy array, version 1", "something else");
    const std::string_view text(reinterpret_cast<const char*>(npy.data()) + 10, start - 10);
    NumpyArray result;
    result.shape = numpy_shape(text, npy.size());
    if (text.find("'<f8'") == std::string_view::npos || text.find("'fortran_order': False") == std::string_view::npos || result.shape.rank() == 0)
        throw npz_error(file, "wrong_format", "float64 values in C order, as many as the file can hold", std::string(text.substr(0, text.find('\n'))));
    const auto count = static_cast<std::uint64_t>(result.shape.elements());
    if (npy.size() - start != count * 8)
        throw npz_error(file, "truncated_file", std::to_string(count) + " values for shape " + result.shape.text(), std::to_string((npy.size() - start) / 8));
    result.values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) result.values.push_back(std::bit_cast<double>(number_at(npy, start + 8 * i, 8)));
    return result;
}

}  // namespace nabla
