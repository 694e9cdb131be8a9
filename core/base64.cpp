#include "core/base64.h"

#include "core/error.h"

namespace nabla {
namespace {

std::string_view alphabet(Base64 form) {
    return form == Base64::url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                               : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

[[noreturn]] void refuse_text(const std::string& where, std::string received) {
    throw Error({.code = "bad_base64", .where = where, .expected = "base64 text", .received = std::move(received),
                 .advice = "The text was cut or changed on its way; copy it again."});
}

/// Without its padding, which the standard form must have and the URL form must not.
std::string_view unpadded(std::string_view text, const std::string& where, Base64 form) {
    if (form == Base64::url) return text;
    if (text.size() % 4 != 0) refuse_text(where, std::to_string(text.size()) + " characters, not a multiple of 4");
    for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
    return text;
}

}  // namespace

std::string base64_encode(std::span<const std::uint8_t> bytes, Base64 form) {
    const auto letters = alphabet(form);
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k) {
            if (k <= count) text += letters[group >> (18 - 6 * k) & 63];
            else if (form == Base64::standard) text += '=';
        }
    }
    return text;
}

std::vector<std::uint8_t> base64_decode(std::string_view text, const std::string& where, Base64 form) {
    const auto letters = alphabet(form);
    text = unpadded(text, where, form);
    if (text.size() % 4 == 1) refuse_text(where, "a cut text of " + std::to_string(text.size()) + " characters");
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t group = 0;
    int bits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = letters.find(text[i]);
        if (value == std::string_view::npos) refuse_text(where, "a foreign character at position " + std::to_string(i + 1));
        group = group << 6 | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(group >> bits & 255));
    }
    if ((group & ((1u << bits) - 1)) != 0) refuse_text(where, "bits left over at the end");
    return bytes;
}

}  // namespace nabla
