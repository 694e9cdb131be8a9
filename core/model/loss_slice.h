#pragma once
#include <array>
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/compile_options.h"
#include "core/losses/loss.h"
#include "core/model/model.h"
#include "core/optimizers/walk.h"

namespace nabla {

/// A plane through a network's weights: the loss at w + a d1 + b d2 on some rows. d1 and d2 are random directions, layer by layer as
/// long as the layer's own weights (after Li et al., NeurIPS 2018, "Visualizing the loss landscape of neural nets"), and
/// perpendicular: at a = 1 every layer has been moved by its own length.
class LossSlice {
public:
    /// Takes a copy of the model. rows: the first so many of `part`; fewer if there are fewer.
    LossSlice(const Model& model, const CompileOptions& compile, const Part& part, std::int64_t rows, std::uint64_t seed);

    double loss(double a, double b);
    /// dL/da and dL/db, by a backward pass.
    std::array<double, 2> gradient(double a, double b);
    /// Of (a, b), for a Walker; it uses this slice, which must stay.
    Objective objective();
    std::int64_t rows() const { return rows_; }

private:
    void move_to(double a, double b);
    double forward(bool gradients);

    Model model_;
    std::unique_ptr<Loss> loss_;
    std::vector<float> center_, first_, second_, x_, y_;
    std::int64_t rows_ = 0, target_width_ = 1;
};

}  // namespace nabla
