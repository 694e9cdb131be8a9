#pragma once
#include <string>
#include <vector>

#include "core/json.h"
#include "core/model/model.h"

namespace nabla {

/// The model's config as Keras 2 and TensorFlow.js write it, and back. What differs from ours:
///   the first layer of a Sequential model tells "batch_input_shape"; LeCun's initializers are LeCunUniform, LeCunNormal;
///   L1 and L2 are L1L2; a leaky_relu activation is a layer, LeakyReLU.
Json to_keras2(const Model& model);
Json from_keras2(Json config);

/// Names of the layers that TensorFlow.js has no class for, or reads differently.
std::vector<std::string> beyond_tensorflow_js(const Json& keras2_config);

}  // namespace nabla
