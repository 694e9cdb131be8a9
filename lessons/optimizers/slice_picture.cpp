#include "lessons/optimizers/slice_picture.h"

#include <algorithm>
#include <cmath>

namespace nabla::lessons::optimizers {

const std::vector<std::pair<std::string, double>>& slice_rules() {
    static const std::vector<std::pair<std::string, double>> all{{"SGD", 0.01}, {"momentum", 0.002}, {"RMSprop", 0.03}, {"Adam", 0.05}};
    return all;
}

void SlicePicture::show(std::unique_ptr<LossSlice> slice) {
    walks_.clear();
    slice_ = std::move(slice);
    losses_.assign(static_cast<std::size_t>(side * side), 0);
    order_.clear(), level_end_.clear();
    std::vector<bool> taken(losses_.size());
    for (const int stride : {8, 4, 2, 1}) {
        for (int row = 0; row < side; row += stride)
            for (int column = 0; column < side; column += stride) {
                const auto node = static_cast<std::size_t>(row * side + column);
                if (!taken[node]) order_.push_back(static_cast<int>(node));
                taken[node] = true;
            }
        level_end_.push_back(order_.size());
    }
    next_ = 0, stride_ = 0;
    ++version_;
}

void SlicePicture::start_walks(std::array<double, 2> from) {
    walks_.clear();
    if (!slice_) return;
    for (const auto& [id, rate] : slice_rules()) {
        Walk walk{.rule = find_rule(id), .places = {from}};
        walk.walker.emplace(make_optimizer(at_rate(walk.rule.named, rate), "optimizer"), slice_->objective(), std::vector<float>{static_cast<float>(from[0]), static_cast<float>(from[1])});
        walk.losses = {slice_->loss(from[0], from[1])};
        walks_.push_back(std::move(walk));
    }
}

bool SlicePicture::work(int nodes) {
    if (!slice_) return false;
    bool any = false;
    for (Walk& walk : walks_) {
        if (walk.lost || walk.walker->updates() >= updates) continue;
        if (walk.lost = !walk.walker->step(); walk.lost) continue;
        walk.places.push_back({walk.walker->w()[0], walk.walker->w()[1]});
        walk.losses.push_back(slice_->loss(walk.places.back()[0], walk.places.back()[1]));
        any = true;
    }
    for (int i = 0; i < nodes && next_ < order_.size(); ++i, ++next_) {
        const int node = order_[next_];
        losses_[static_cast<std::size_t>(node)] = slice_->loss(-1 + 2.0 * (node % side) / (side - 1), 1 - 2.0 * (node / side) / (side - 1));
        any = true;
    }
    for (std::size_t level = 0; level < level_end_.size(); ++level) {
        const int stride = 8 >> level;
        if (next_ >= level_end_[level] && (stride_ == 0 || stride < stride_)) stride_ = stride, ++version_;
    }
    return any;
}

double SlicePicture::value(double p, double q) const {
    if (stride_ == 0) return 0;
    const double x = std::clamp((p + 1) / 2 * (side - 1), 0.0, side - 1.0), y = std::clamp((1 - q) / 2 * (side - 1), 0.0, side - 1.0);
    const int column = std::min(static_cast<int>(x) / stride_ * stride_, side - 1 - stride_), row = std::min(static_cast<int>(y) / stride_ * stride_, side - 1 - stride_);
    const double u = (x - column) / stride_, v = (y - row) / stride_;
    return (1 - v) * ((1 - u) * at(column, row) + u * at(column + stride_, row)) + v * ((1 - u) * at(column, row + stride_) + u * at(column + stride_, row + stride_));
}

}  // namespace nabla::lessons::optimizers
