#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace nabla::fuzz {

/// What reads bytes from outside. read() takes any bytes: it returns, having thrown and caught nothing but nabla::Error, and what it has read
/// holds together (else std::logic_error).
struct Reader {
    std::string_view name;
    void (*read)(std::span<const std::uint8_t> bytes);
    bool json;  // text whose values can be exchanged without spoiling it
};
std::span<const Reader> readers();
const Reader* find_reader(std::string_view name);

}  // namespace nabla::fuzz
