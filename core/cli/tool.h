#pragma once
#include <span>
#include <string>

#include "core/cli/console.h"

namespace nabla::cli {

/// The whole tool: words behind its name, exit code. Never throws.
int run_tool(std::span<const std::string> words, Console& console);

}  // namespace nabla::cli
