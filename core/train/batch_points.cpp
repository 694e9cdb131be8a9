#include "core/train/batch_points.h"

namespace nabla {

void BatchPoints::add(TrainerView::BatchPoint point) {
    pending_.epoch = point.epoch;  // a mean stands at the end of its batches
    pending_.loss += point.loss;
    pending_.metric += point.metric;
    if (++pending_count_ < batches_per_point_) return;
    const auto count = static_cast<float>(pending_count_);
    points_.push_back({pending_.epoch, pending_.loss / count, pending_.metric / count});
    pending_ = {};
    pending_count_ = 0;
    if (points_.size() < most) return;
    for (std::size_t i = 0; i < most / 2; ++i) {
        const auto &a = points_[2 * i], &b = points_[2 * i + 1];
        points_[i] = {b.epoch, (a.loss + b.loss) / 2, (a.metric + b.metric) / 2};
    }
    points_.resize(most / 2);
    batches_per_point_ *= 2;
}

void BatchPoints::cut(float epoch) {
    const auto before = points_.size();
    std::erase_if(points_, [&](const TrainerView::BatchPoint& point) { return point.epoch > epoch; });
    if (points_.size() == before && pending_.epoch <= epoch) return;
    pending_ = {};
    pending_count_ = 0;
}

}  // namespace nabla
