#pragma once
#include <cstddef>
#include <vector>

#include "core/train/trainer.h"

namespace nabla {

/// The live plot's curve: a point a batch, until there are too many; then neighbours are averaged in pairs, so that the
/// curve keeps its shape and its size is bounded.
class BatchPoints {
public:
    void clear() { points_.clear(), pending_ = {}, pending_count_ = 0, batches_per_point_ = 1; }
    void add(TrainerView::BatchPoint point);
    /// Takes away what lies behind `epoch`.
    void cut(float epoch);
    const std::vector<TrainerView::BatchPoint>& points() const { return points_; }

private:
    static constexpr std::size_t most = 2048;
    std::vector<TrainerView::BatchPoint> points_;
    TrainerView::BatchPoint pending_{};  // sums of the point being collected
    std::size_t pending_count_ = 0, batches_per_point_ = 1;
};

}  // namespace nabla
