#pragma once
#include <stdexcept>
#include <string>

namespace nabla {

/// What went wrong at an edge of the core, in parts, so that the page can say it in the learner's language by `code`
/// and an engineer can read what().
struct ErrorInfo {
    std::string code;      // "unknown_key", "out_of_range", "truncated_file", ... (stable, snake_case)
    std::string where;     // path in the JSON ("model.config.layers[0].config.units"), layer, or file name
    std::string expected;  // "a number above 0"
    std::string received;  // "-0.5"
    std::string advice;    // what to do next; may be empty
};

class Error : public std::invalid_argument {
public:
    explicit Error(ErrorInfo info);
    const ErrorInfo& info() const noexcept { return info_; }

private:
    ErrorInfo info_;
};

}  // namespace nabla
