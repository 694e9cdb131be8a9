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
    std::vector<Piece> pieces;   // w_{new} = w − η × g ...
    double result = 0;           // what the right side comes to, worked out from the pieces' own numbers
};

/// One letter, one thing in the whole lesson: u is momentum's velocity, m a mean of gradients, v a mean of squares, a their sum, G
/// the largest gradient, d the size of past updates; β is the share that is kept, "_{new}" (a subscript, kit/type.h) stands behind what an update has made,
/// a hat over what is corrected for the start at 0.
/// Update number t (from 1) of a walk by `rule` at `rate`: from path[t - 1] to path[t]. `name` is the parameter's, `index` its place.
PluggedIn plugged_in(const Rule& rule, double rate, const std::vector<Waypoint>& path, std::size_t t, std::size_t index = 0, const std::string& name = "w");
/// What Adagrad (a_{new} = a + g²) or RMSprop (v_{new} = 0.9 v + 0.1 g²) remembers after update t.
PluggedIn remembered(const Rule& rule, const std::vector<Waypoint>& path, std::size_t t, std::size_t index = 0);

}  // namespace nabla::lessons::optimizers
