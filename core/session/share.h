#pragma once
#include <string>
#include <string_view>

#include "core/json.h"

namespace nabla {

/// What of `value` differs from `base`, as JSON; apply_difference(base, difference(base, value)) is value.
///   a number, text, true, false, null    stands for itself
///   {"=": x}                             x, whole
///   {"key": d, ..., "~": ["gone"]}       an object with d applied to its keys, and some removed
///   {"0": d, "3": d}                     a list with d applied to some items
Json difference(const Json& base, const Json& value);
/// Throws Error "bad_share" for what difference() would not have written.
Json apply_difference(const Json& base, const Json& difference);

/// The URL's form of a state: version letter, then base64url of the difference's JSON; "" if nothing differs.
std::string encode_share(const Json& value, const Json& base);
/// Throws Error "bad_share"; never guesses.
Json decode_share(std::string_view text, const Json& base);

}  // namespace nabla
