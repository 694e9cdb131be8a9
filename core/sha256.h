#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace nabla {

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits: tells a damaged file from the published one.
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace nabla
