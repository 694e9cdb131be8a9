#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/model/loss_slice.h"
#include "lessons/optimizers/rules.h"

namespace nabla::lessons::optimizers {

/// A network's loss slice over -1..1 by -1..1, worked out a little at a time: coarse first, then finer, and four walks beside it. So a
/// page without threads stays quick.
class SlicePicture {
public:
    static constexpr int side = 33;                     // nodes along an edge, at the finest
    static constexpr std::int64_t rows = 128, updates = 60;
    struct Walk {
        Rule rule;
        std::vector<std::array<double, 2>> places;      // (p, q)
        std::vector<double> losses = {};                // at the places
        std::optional<Walker> walker = {};
        bool lost = false;                              // it can go no further
    };

    /// Begins anew with these weights.
    void show(std::unique_ptr<LossSlice> slice);
    bool empty() const { return !slice_; }
    void start_walks(std::array<double, 2> from);
    /// Up to `nodes` losses and one update of each walk. True if anything changed.
    bool work(int nodes);
    bool complete() const { return next_ >= order_.size(); }
    /// Between the nodes of the finest level that is complete.
    double value(double p, double q) const;
    std::uint64_t version() const { return version_; }
    double part_done() const { return order_.empty() ? 0 : static_cast<double>(next_) / static_cast<double>(order_.size()); }
    const std::vector<Walk>& walks() const { return walks_; }

private:
    double at(int column, int row) const { return losses_[static_cast<std::size_t>(row * side + column)]; }

    std::unique_ptr<LossSlice> slice_;
    std::vector<double> losses_;
    std::vector<int> order_;             // nodes, coarse levels first
    std::vector<std::size_t> level_end_; // in order_
    std::size_t next_ = 0;
    int stride_ = 0;                     // of the finest complete level; 0: none yet
    std::uint64_t version_ = 1;
    std::vector<Walk> walks_;
};

/// The four rules of the slice, each at a rate that suits it.
const std::vector<std::pair<std::string, double>>& slice_rules();

}  // namespace nabla::lessons::optimizers
