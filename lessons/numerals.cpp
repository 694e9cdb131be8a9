#include "lessons/numerals.h"

#include <cmath>
#include <cstdio>

namespace nabla::lessons {
namespace {

std::string with_minus(std::string text) {
    if (text.front() != '-') return text;
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return (zero ? "" : "\u2212") + text.substr(1);
}

}  // namespace

std::string fixed(double value, int decimals) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return with_minus(text);
}

std::string short_number(double value, int decimals) {
    std::string text = fixed(value, decimals);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

std::string factor(double value, int decimals) {
    const std::string text = short_number(value, decimals);
    return text.starts_with("\u2212") ? "(" + text + ")" : text;
}

std::string power_of_ten(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return "\u221e";
    if (!(value > 0)) return "0";
    int power = static_cast<int>(std::floor(std::log10(value)));
    if (value / std::pow(10.0, power) >= 9.95) ++power;   // 9.96e-4 rounds to 1.0e-3
    return fixed(value / std::pow(10.0, power), 1) + "e" + short_number(power);
}

std::string with_number(std::string words, std::string_view number) {
    if (const auto place = words.find("{n}"); place != std::string::npos) words.replace(place, 3, number);
    return words;
}

}  // namespace nabla::lessons
