#include "core/session/expression.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace nabla {
namespace {

constexpr std::size_t longest = 200;
constexpr int deepest = 32;

/// ASCII in place of the signs that are printed; a comma between digits is a decimal point, as many keyboards have it.
std::string plain_signs(std::string_view text) {
    std::string out(text);
    constexpr std::pair<std::string_view, char> signs[] = {{"\u2212", '-'}, {"\u2013", '-'}, {"\u00d7", '*'}, {"\u00b7", '*'}, {"\u22c5", '*'}, {"\u00f7", '/'}, {",", '.'}, {"\u00a0", ' '}};
    for (const auto& [sign, with] : signs)
        for (std::size_t at = out.find(sign); at != std::string::npos; at = out.find(sign, at + 1)) out.replace(at, sign.size(), 1, with);
    return out;
}

/// sum = product {(+|-) product};  product = factor {(*|/) factor};  factor = {+|-} (number | "(" sum ")")
class Reader {
public:
    explicit Reader(const std::string& text) : at_(text.c_str()) {}
    double whole() {
        const double value = sum();
        if (peek() != '\0') fail();
        return ok_ ? value : NAN;
    }

private:
    char peek() {
        while (*at_ == ' ' || *at_ == '\t') ++at_;
        return *at_;
    }
    double fail() {
        ok_ = false;
        return NAN;
    }
    double sum() {
        double value = product();
        for (char sign = peek(); ok_ && (sign == '+' || sign == '-'); sign = peek()) {
            ++at_;
            value += sign == '+' ? product() : -product();
        }
        return value;
    }
    double product() {
        double value = factor();
        for (char sign = peek(); ok_ && (sign == '*' || sign == '/'); sign = peek()) {
            ++at_;
            value = sign == '*' ? value * factor() : value / factor();
        }
        return value;
    }
    double factor() {
        if (++depth_ > deepest) return fail();
        const double value = signed_factor();
        --depth_;
        return value;
    }
    double signed_factor() {
        const char c = peek();
        if (c == '+' || c == '-') {
            ++at_;
            return c == '-' ? -factor() : factor();
        }
        if (c == '(') {
            ++at_;
            const double value = sum();
            if (peek() != ')') return fail();
            ++at_;
            return value;
        }
        // strtod alone would take "inf" and "0x1p3" too.
        if (!(c >= '0' && c <= '9') && c != '.') return fail();
        char* end = nullptr;
        const double value = std::strtod(at_, &end);
        for (const char* p = at_; p < end; ++p)
            if (*p == 'x' || *p == 'X') return fail();
        if (end == at_) return fail();
        at_ = end;
        return value;
    }

    const char* at_;
    bool ok_ = true;
    int depth_ = 0;
};

}  // namespace

std::optional<double> read_expression(std::string_view text) {
    if (text.size() > longest || text.find('\0') != std::string_view::npos) return std::nullopt;
    const std::string words = plain_signs(text);
    const double value = Reader(words).whole();
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace nabla
