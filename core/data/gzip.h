#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace nabla {

using Bytes = std::vector<std::uint8_t>;

/// Starts with gzip's magic bytes 1f 8b (RFC 1952).
bool is_gzip(std::span<const std::uint8_t> bytes);

struct GunzipOptions {
    std::string file = "gzip data";       // for errors
    std::size_t max_bytes = 256u << 20;   // refuse to unpack more: a few bytes can ask for gigabytes
};
/// Unpacks all members of a gzip file. Throws Error "truncated_file", "damaged_file" (checksum, structure) or "too_large".
Bytes gunzip(std::span<const std::uint8_t> bytes, const GunzipOptions& options = {});
/// gunzip where it is gzip, a copy where it is not; no more than max_bytes of either.
Bytes unpack(std::span<const std::uint8_t> bytes, const GunzipOptions& options = {});
/// One member, without name or time: the same bytes in, the same bytes out. level: 1 fast .. 9 small.
Bytes gzip(std::span<const std::uint8_t> bytes, int level = 9);

}  // namespace nabla
