#pragma once
#include <cstdint>
#include <vector>

#include "core/train/training_run.h"

namespace nabla {

/// The last evaluation on the test rows, with what the figures need of it.
struct TestResult {
    Evaluation evaluation;
    std::vector<std::vector<int>> confusion;   // [true][predicted] counts, classification only
    std::vector<std::uint32_t> worst;          // test rows by loss, worst first, wrong answers only (classification) or largest error
    std::uint64_t version = 0;                 // of the weights it was made with
};

/// The class an output row answers: its largest column, or for a single probability 1 above one half.
std::size_t predicted_class(std::span<const float> output);
/// The class a target row names: its number, or its largest column where it is one-hot.
std::size_t true_class(std::span<const float> target);

/// evaluation must hold predictions and losses of `rows`, of the output that is compared with this target.
TestResult make_test_result(Evaluation evaluation, const Part& rows, const TargetColumns& target);

}  // namespace nabla
