#pragma once
#include <string>
#include <vector>

#include "core/optimizers/walk.h"
#include "lessons/optimizers/rules.h"

namespace nabla::lessons::optimizers {

/// A piece of a formula with its number; an operator has the same on both lines.
struct Piece {
    std::string symbol, value;
};

/// A rule's update of one parameter with today's numbers, as Keras computes it.
struct PluggedIn {
    std::vector<Piece> pieces;   // w′ = w − η × g ...
    double result = 0;           // what the right side comes to, worked out from the pieces' own numbers
};

/// Update number t (from 1) of a walk by `rule` at `rate`: from path[t - 1] to path[t]. `name` is the parameter's, `index` its place.
PluggedIn plugged_in(const Rule& rule, double rate, const std::vector<Waypoint>& path, std::size_t t, std::size_t index = 0, const std::string& name = "w");
/// What Adagrad (a′ = a + g²) or RMSprop (s′ = 0.9 s + 0.1 g²) remembers after update t.
PluggedIn remembered(const Rule& rule, const std::vector<Waypoint>& path, std::size_t t, std::size_t index = 0);

}  // namespace nabla::lessons::optimizers
