#pragma once
#include <sstream>
#include <string>
#include <vector>

#include "core/cli/console.h"
#include "core/cli/tool.h"
#include "core/json.h"

namespace nabla::cli {

struct Outcome {
    int code;
    std::string out, err;
    Json last_line() const {
        const auto end = out.find_last_not_of('\n');
        const auto begin = out.rfind('\n', end);
        return Json::parse(out.substr(begin == std::string::npos ? 0 : begin + 1, end + 1));
    }
};

/// The tool with a clock that counts calls, one thread.
inline Outcome tool(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    double seconds = 0;
    Console console{.out = out, .err = err, .now = [&seconds] { return seconds += 0.5; }, .source_folder = NABLA_SOURCE_DIR};
    const int code = run_tool(words, console);
    return {code, out.str(), err.str()};
}

}  // namespace nabla::cli
