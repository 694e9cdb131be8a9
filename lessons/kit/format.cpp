#include "lessons/kit/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace nabla::kit {
namespace {

constexpr const char* minus = "\u2212";

std::string_view scientific(char (&buffer)[32], double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*e", std::clamp(digits - 1, 0, 17), std::fabs(value));
    std::string mantissa(text, std::string_view(text).find('e'));
    if (mantissa.find('.') != std::string::npos) {
        while (mantissa.back() == '0') mantissa.pop_back();
        if (mantissa.back() == '.') mantissa.pop_back();
    }
    const int exponent = std::atoi(text + std::string_view(text).find('e') + 1);
    const int n = std::snprintf(buffer, sizeof buffer, "%s%se%s%d", value < 0 ? minus : "", mantissa.c_str(), exponent < 0 ? minus : "", std::abs(exponent));
    return {buffer, static_cast<std::size_t>(n)};
}

/// 48,200: thousands apart from five digits on, as in running text.
std::string_view whole(char (&buffer)[32], double value) {
    char text[32];
    const int n = std::snprintf(text, sizeof text, "%.0f", std::fabs(value));
    int out = value < 0 ? std::snprintf(buffer, sizeof buffer, "%s", minus) : 0;
    for (int i = 0; i < n; ++i) {
        if (i > 0 && (n - i) % 3 == 0 && n > 4) buffer[out++] = ',';
        buffer[out++] = text[i];
    }
    return {buffer, static_cast<std::size_t>(out)};
}

}  // namespace

std::string_view format_number(char (&buffer)[32], double value, int digits) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "\u221e" : "\u2212\u221e";
    const double size = std::fabs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) return scientific(buffer, value, digits);
    if (value == std::floor(value)) return whole(buffer, value);
    int decimals = std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(size))), 0, 9);   // 0.05: zeros are not digits
    if (decimals > 0 && size * std::pow(10.0, decimals) + 0.5 >= std::pow(10.0, digits)) --decimals;   // 9.99996 becomes 10.00
    if (decimals == 0) return whole(buffer, value);
    const int n = std::snprintf(buffer, sizeof buffer, "%s%.*f", value < 0 ? minus : "", decimals, size);
    return {buffer, static_cast<std::size_t>(n)};
}

std::string_view format_setting(char (&buffer)[32], double value, int digits) {
    std::string_view text = format_number(buffer, value, digits);
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos || text.find('e') != std::string_view::npos) return text;
    while (text.back() == '0') text.remove_suffix(1);
    if (text.back() == '.') text.remove_suffix(1);
    return text;
}

std::string_view format_duration(char (&buffer)[32], double seconds) {
    const long long all = std::isfinite(seconds) ? static_cast<long long>(std::max(0.0, seconds) + 0.5) : 0;
    const long long h = all / 3600, m = all / 60 % 60, s = all % 60;
    const int n = h > 0 ? std::snprintf(buffer, sizeof buffer, "%lld:%02lld:%02lld", h, m, s)
                        : std::snprintf(buffer, sizeof buffer, "%lld:%02lld", m, s);
    return {buffer, static_cast<std::size_t>(n)};
}

}  // namespace nabla::kit
