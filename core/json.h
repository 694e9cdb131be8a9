#pragma once
#include <nlohmann/json.hpp>

namespace nabla {
/// Keys keep the order in which they were written: what a learner reads back looks like what was typed.
using Json = nlohmann::ordered_json;
}  // namespace nabla
