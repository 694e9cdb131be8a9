#pragma once
#include <cstdint>
#include <optional>

#include "core/data/dataset.h"

namespace nabla {

struct FoldOptions {
    int folds = 4;
    int index = 0;                        // the fold that validates
    std::optional<std::uint64_t> shuffle; // a seed: rows are dealt in random order; none: folds are stretches of rows
};

/// One turn of K-fold cross-validation over the training rows: the other folds become `train`, the held-out one `test`.
/// Where the set is standardized, mean and deviation come from this turn's training rows alone.
/// Throws Error for fewer than 2 folds, an index outside or more folds than rows.
Dataset fold(const Dataset& dataset, const FoldOptions& options);

}  // namespace nabla
