#pragma once
#include <string>
#include <string_view>

#include "core/json.h"

namespace nabla {

/// JSON from text; `name` stands in errors. Throws Error "bad_json" that says line and column, also for a key written twice and for nesting
/// deeper than 64 levels (the readers of it recurse), for more than 8 million values or 4096 keys in one object.
Json parse_json_text(std::string_view text, const std::string& name = "JSON");

}  // namespace nabla
