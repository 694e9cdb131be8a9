#include "core/optimizers/walk.h"

#include <algorithm>
#include <cmath>

namespace nabla {

Walker::Walker(std::unique_ptr<Optimizer> rule, Objective objective, std::vector<float> start)
    : rule_(std::move(rule)), objective_(std::move(objective)), w_(std::move(start)), g_(w_.size()) {
    rule_->build(w_.size());
}

bool Walker::is_lost() const {
    return std::ranges::any_of(w_, [](float w) { return !(std::fabs(w) < lost); });
}

bool Walker::step() {
    if (is_lost()) return false;
    objective_.gradient(w_, g_);
    rule_->apply(w_, g_);
    return true;
}

Waypoint Walker::here() const {
    Waypoint point{.w = w_, .g = std::vector<float>(w_.size()), .loss = objective_.loss(w_), .slots = rule_->slots()};
    objective_.gradient(w_, point.g);
    return point;
}

std::vector<Waypoint> walk(const Named& rule, const Objective& objective, std::vector<float> start, std::size_t updates) {
    Walker walker(make_optimizer(rule, "optimizer"), objective, std::move(start));
    std::vector<Waypoint> path{walker.here()};
    while (path.size() <= updates && walker.step()) path.push_back(walker.here());
    return path;
}

}  // namespace nabla
