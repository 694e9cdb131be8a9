#pragma once
#include <span>

#include "core/cli/args.h"
#include "core/cli/console.h"

namespace nabla::cli {

struct Command {
    std::string_view name, usage, help;
    std::span<const Option> options;
    int (*run)(const Args& args, Console& console);  // the exit code; throws Error for bad input
};

Command run_command();
Command predict_command();
Command data_command();
Command summary_command();
Command check_command();
Command new_command();

}  // namespace nabla::cli
