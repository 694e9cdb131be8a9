#pragma once
#include "core/experiment/json_reader.h"
#include "core/layers/layer.h"

namespace nabla {

/// What BatchNormalization and LayerNormalization have in common: y = gamma * (x - mean) / sqrt(variance + epsilon) + beta.
struct NormalizationOptions {
    double epsilon = 1e-3;
    bool center = true, scale = true;  // with beta; with gamma
    Json beta_initializer, gamma_initializer, beta_regularizer = nullptr, gamma_regularizer = nullptr;
    std::int64_t axis = -1;            // as the config has it, the batch axis being 0
};

NormalizationOptions read_normalization(const JsonReader& reader);
void write_normalization(const NormalizationOptions& options, Json& config);
/// gamma and beta [channels], as far as there are any. Throws Error naming the layer if `axis` is not the last.
std::vector<Parameter> normalization_parameters(const NormalizationOptions& options, const std::string& layer, const Shape& input);

}  // namespace nabla
