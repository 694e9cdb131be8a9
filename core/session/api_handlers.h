#pragma once
#include <span>
#include <string_view>

#include "core/session/api.h"

namespace nabla {

/// One call on its way: its arguments are read from `read`, which also refuses what nobody asked for.
struct ApiCall {
    Api& api;
    Session& session;
    const JsonReader& read;
};

/// Carries a call out and gives the whole answer: {"ok": ...} or {"ticket": N}. Throws Error.
using Handler = Json (*)(const ApiCall& call);
/// Null for a name that is none.
Handler find_handler(std::string_view name);
/// True for a call that changes nothing: what is drawn stays right.
bool only_looks(std::string_view name);
std::span<const std::string_view> handler_names();

}  // namespace nabla
