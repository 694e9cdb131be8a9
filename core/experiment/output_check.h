#pragma once
#include "core/experiment/compile_options.h"
#include "core/data/dataset.h"

namespace nabla {

/// One output of a model beside what it is compared with.
struct ComparedOutput {
    std::int64_t width = 0;
    std::string activation;
    std::string layer_path;               // where the layer stands, for errors
    std::string loss_path, metrics_path;
    OutputOptions options;
    TargetColumns target;
    bool one_hot = false;                 // the targets are one column a class
    std::string dataset;                  // its name
};

/// Throws Error of these parts, in ErrorInfo's order: what model_check and output_check say of a model that does not fit.
[[noreturn]] void refuse(std::string code, std::string where, std::string expected, std::string received, std::string advice);

/// Throws Error that says what to change where the loss cannot compare what the output gives with the targets, or a metric cannot count.
void check_output(const ComparedOutput& output);

}  // namespace nabla
