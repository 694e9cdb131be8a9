#include "lessons/numerals.h"

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

}  // namespace nabla::lessons
