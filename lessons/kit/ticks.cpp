#include "lessons/kit/ticks.h"

#include <algorithm>
#include <cmath>

#include "lessons/kit/format.h"
#include "lessons/numerals.h"

namespace nabla::kit {
namespace {

void linear(Ticks& ticks, double low, double high, int count, bool integers) {
    const double raw = (high - low) / std::max(1, count);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double share = raw / power;
    double unit = share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10, step = power * unit;
    const auto ticks_of = [&] { return std::floor(high / step + 1e-9) - std::ceil(low / step - 1e-9) + 1; };
    if (integers) step = std::max(1.0, std::round(step));
    // A scale is read off at least two of them, better three.
    for (double scale = power; !integers && ticks_of() < std::min(3, count); step = scale * unit)
        if (unit <= 1) unit = 5, scale /= 10;
        else unit = unit > 5 ? 5 : unit > 2 ? 2 : 1;
    ticks.decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 9);
    // Counted in whole steps, so that no tick drifts and zero is exactly zero.
    const double first = std::ceil(low / step - 1e-9), last = std::floor(high / step + 1e-9);
    for (double k = first; k <= last && ticks.values.size() < 64; ++k) ticks.values.push_back(k * step + 0.0);   // -0 + 0 is 0
}

void logarithmic_ticks(Ticks& ticks, double low, double high, int count) {
    const double first = std::floor(std::log10(low)), last = std::ceil(std::log10(high));
    const bool dense = last - first <= 2;
    const double stride = std::max(1.0, std::ceil((last - first) / std::max(1, count)));
    for (double e = first; e <= last; e += stride) {
        const double power = std::pow(10.0, e);
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (digit > 1 && !dense) break;
            const double value = digit * power;
            if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.values.push_back(value);
        }
    }
}

}  // namespace

std::string_view Ticks::text(char (&buffer)[32], double value) const {
    const double size = std::fabs(value);
    if (logarithmic) return format_setting(buffer, value, 3);
    if (size >= 1e5 || decimals > 4) {   // as many digits as tell two neighbours apart
        const int before = size > 0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
        return format_number(buffer, value, std::max(3, before + decimals));
    }
    const std::string text = lessons::fixed(value, decimals);
    return {buffer, text.copy(buffer, sizeof buffer)};
}

void nice_ticks(Ticks& ticks, double low, double high, int count, bool logarithmic, bool integers) {
    ticks.values.clear();
    ticks.decimals = 0;
    ticks.logarithmic = logarithmic;
    if (!std::isfinite(low) || !std::isfinite(high) || high <= low) return;
    if (logarithmic && low > 0) {
        logarithmic_ticks(ticks, low, high, count);
        if (ticks.values.size() > 1) return;
        ticks.values.clear();
        ticks.logarithmic = false;
    }
    linear(ticks, low, high, count, integers);
}

}  // namespace nabla::kit
