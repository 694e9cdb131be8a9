#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "core/cli/tool.h"

int main(int count, char** words) {
    std::ios::sync_with_stdio(false);
    const auto now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
    nabla::cli::Console console{.out = std::cout, .err = std::cerr, .now = now, .source_folder = NABLA_SOURCE_DIR,
                                .threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 16u)),
                                .interactive = isatty(STDERR_FILENO) == 1};
    const std::vector<std::string> arguments(words + std::min(1, count), words + count);
    return nabla::cli::run_tool(arguments, console);
}
