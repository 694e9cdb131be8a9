#pragma once
#include "core/json.h"

namespace nabla {

/// TensorFlow.js has no function leaky_relu, only a layer: an Activation of it becomes a LeakyReLU with the function's slope (0.2); a Dense
/// or convolution that ends in it becomes linear, with a LeakyReLU behind it, which others then read from. Inside a recurrent layer it stays. `model`: a Keras 2 config, changed in place.
void split_leaky_relu(Json& model);

/// Puts together again what split_leaky_relu took apart, so that layers and outputs have the names they had. Leaves anything else as it is.
void join_leaky_relu(Json& model);

}  // namespace nabla
