#pragma once
#include <filesystem>
#include <functional>
#include <ostream>

namespace nabla::cli {

/// What the tool gets from outside.
struct Console {
    std::ostream& out;                    // results
    std::ostream& err;                    // progress, notes, errors
    std::function<double()> now;          // seconds
    std::filesystem::path source_folder;  // the checkout that the tool was built from; data may lie beside it
    int threads = 1;                      // as many as the machine has
    bool interactive = false;             // err is a terminal: a line may be overwritten
};

enum ExitCode { succeeded = 0, went_wrong = 1, bad_input = 2, diverged = 3 };

}  // namespace nabla::cli
