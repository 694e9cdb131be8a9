#pragma once
#include <nlohmann/json.hpp>

extern template class nlohmann::basic_json<nlohmann::ordered_map>;  // in json.cpp, once instead of in every file

namespace nabla {
/// Keys keep the order in which they were written: what a learner reads back looks like what was typed.
using Json = nlohmann::ordered_json;

/// NaN and infinity are null.
Json finite_json(double value);
}  // namespace nabla
