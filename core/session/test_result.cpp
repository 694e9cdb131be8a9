#include "core/session/test_result.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nabla {

std::size_t predicted_class(std::span<const float> output) {
    if (output.size() == 1) return output[0] > 0.5f ? 1 : 0;
    return static_cast<std::size_t>(std::max_element(output.begin(), output.end()) - output.begin());
}

std::size_t true_class(std::span<const float> target) {
    if (target.size() == 1) return static_cast<std::size_t>(std::lround(target[0]));
    return static_cast<std::size_t>(std::max_element(target.begin(), target.end()) - target.begin());
}

TestResult make_test_result(Evaluation evaluation, const Part& part, const TargetColumns& target) {
    TestResult result{.evaluation = std::move(evaluation), .confusion = {}, .worst = {}};
    const auto rows = static_cast<std::size_t>(part.rows());
    const std::span<const float> predictions = result.evaluation.predictions, targets = part.y;
    const auto width = predictions.size() / std::max<std::size_t>(rows, 1), all = static_cast<std::size_t>(part.target_width);
    const auto count = static_cast<std::size_t>(target.classes);
    result.confusion.assign(count, std::vector<int>(count));
    for (std::size_t row = 0; row < rows; ++row) {
        if (target.classes > 0) {
            const auto truth = true_class(targets.subspan(row * all + static_cast<std::size_t>(target.first), static_cast<std::size_t>(target.width)));
            const auto answer = predicted_class(predictions.subspan(row * width, width));
            if (truth < count && answer < count) ++result.confusion[truth][answer];
            if (truth == answer) continue;
        }
        result.worst.push_back(static_cast<std::uint32_t>(row));
    }
    const auto& losses = result.evaluation.losses;
    // NaN compares with nothing: as the largest loss it keeps the order strict.
    const auto loss_of = [&](std::uint32_t row) { return std::isnan(losses[row]) ? std::numeric_limits<float>::infinity() : losses[row]; };
    std::stable_sort(result.worst.begin(), result.worst.end(), [&](auto a, auto b) { return loss_of(a) > loss_of(b); });
    return result;
}

}  // namespace nabla
