#pragma once
#include <span>
#include <string>

#include "core/json.h"
#include "core/random/rng.h"
#include "core/tensor/shape.h"

namespace nabla {

/// Numbers of inputs and outputs that a weight connects: kernel [in, out]; convolution [.., in, out] times its window.
struct Fans {
    double in, out;
};
Fans fans_of(const Shape& shape);

/// {"class_name": "GlorotUniform", "config": {}} or a short name, in canonical form, complete; throws Error at `path`.
/// Zeros, Ones, Constant, RandomUniform, RandomNormal, TruncatedNormal, VarianceScaling, Orthogonal, and Glorot, He,
/// Lecun, each uniform and normal. Constant's value is a number for all weights or, as Keras 3 takes it too, a nested list with
/// a number for each: weights that were worked out by hand.
Json canonical_initializer(const Json& config, const std::string& path);

bool lists_values(const Json& initializer);
/// Throws Error at `where` if a list of values is not of the shape of what it starts.
void check_initializer(const Json& initializer, const Shape& shape, const std::string& where);

/// Fills `out` (row-major, `shape`) from the generator alone: same generator, same values.
/// Glorot and Bengio, AISTATS 2010: uniform in +-sqrt(6 / (in + out)). He et al., ICCV 2015: normal with variance 2 / in, cut
/// at two deviations (and widened by 1 / 0.8796 to keep the variance), as in Keras.
void initialize(const Json& initializer, const Shape& shape, const Rng& rng, std::span<float> out);

}  // namespace nabla
