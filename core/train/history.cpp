#include "core/train/history.h"

#include <algorithm>
#include <bit>

namespace nabla {

const std::vector<double>* History::find(std::string_view name) const {
    const auto found = std::find_if(series.begin(), series.end(), [&](const auto& entry) { return entry.first == name; });
    return found == series.end() ? nullptr : &found->second;
}

std::vector<double>& History::declare(const std::string& name) {
    const auto found = std::find_if(series.begin(), series.end(), [&](const auto& entry) { return entry.first == name; });
    if (found != series.end()) return found->second;
    return series.emplace_back(name, std::vector<double>{}).second;
}

bool History::same_numbers(const History& other) const {
    // By bits: NaN equals NaN here.
    const auto same_bits = [](double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); };
    return std::equal(series.begin(), series.end(), other.series.begin(), other.series.end(), [&](const auto& a, const auto& b) {
        return a.first == b.first && std::equal(a.second.begin(), a.second.end(), b.second.begin(), b.second.end(), same_bits);
    });
}

}  // namespace nabla
