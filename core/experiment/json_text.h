#pragma once
#include <string>
#include <string_view>

#include "core/json.h"

namespace nabla {

/// JSON from text; throws Error "bad_json" that says line and column, also for a key written twice and for nesting
/// deeper than `max_depth` (the readers of it recurse).
Json parse_json_text(std::string_view text, int max_depth = 64);

}  // namespace nabla
