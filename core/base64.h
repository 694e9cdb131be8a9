#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nabla {

/// RFC 4648: the standard alphabet with padding, or the one that is safe in a URL (-, _) without.
enum class Base64 { standard, url };

std::string base64_encode(std::span<const std::uint8_t> bytes, Base64 form = Base64::standard);
/// Throws Error "bad_base64" naming `where` for a foreign character, wrong padding or length, or bits left over.
std::vector<std::uint8_t> base64_decode(std::string_view text, const std::string& where, Base64 form = Base64::standard);

}  // namespace nabla
