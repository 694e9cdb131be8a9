#pragma once
#include <algorithm>

#include "core/json.h"

namespace nabla::lessons {

/// A number of a lesson's state, which may come from a link: within [low, high], `fallback` where there is none.
inline double state_number(const Json& state, const char* key, double fallback, double low, double high) {
    const auto it = state.find(key);
    return it != state.end() && it->is_number() ? std::clamp(it->get<double>(), low, high) : fallback;
}

}  // namespace nabla::lessons
