#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/optimizers/optimizer.h"

namespace nabla {

/// A loss of a few parameters, given as a function: what an optimizer walks on in a figure.
struct Objective {
    std::function<double(std::span<const float> w)> loss;
    std::function<void(std::span<const float> w, std::span<float> g)> gradient;
};

/// A place on the way: the parameters, and the loss and gradient there.
struct Waypoint {
    std::vector<float> w, g;
    double loss = 0;
    std::vector<Optimizer::Slot> slots;   // what the rule remembers on arriving here
};

/// One of the core's optimizers on an Objective, one update at a time.
class Walker {
public:
    /// Beyond this a parameter counts as lost: far outside of any figure, still finite in float.
    static constexpr float lost = 1e12f;

    Walker(std::unique_ptr<Optimizer> rule, Objective objective, std::vector<float> start);
    /// False, without an update, once a parameter is not finite or lost.
    bool step();
    std::span<const float> w() const { return w_; }
    Waypoint here() const;
    std::int64_t updates() const { return rule_->iterations(); }
    bool is_lost() const;

private:
    std::unique_ptr<Optimizer> rule_;
    Objective objective_;
    std::vector<float> w_, g_;
};

/// The start and every place after it, `updates` at most; shorter where the walk leaves all bounds.
std::vector<Waypoint> walk(const Named& rule, const Objective& objective, std::vector<float> start, std::size_t updates);

}  // namespace nabla
