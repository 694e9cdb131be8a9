#include "core/layers/normalization_config.h"

#include "core/layers/layer_config.h"

namespace nabla {

NormalizationOptions read_normalization(const JsonReader& reader) {
    NormalizationOptions options{.epsilon = reader.number("epsilon", 1e-3, NumberRange::above(0)),
                                 .center = reader.boolean("center", true),
                                 .scale = reader.boolean("scale", true),
                                 .beta_initializer = read_initializer(reader, "beta_initializer", "zeros"),
                                 .gamma_initializer = read_initializer(reader, "gamma_initializer", "ones"),
                                 .beta_regularizer = read_regularizer(reader, "beta_regularizer"),
                                 .gamma_regularizer = read_regularizer(reader, "gamma_regularizer")};
    const Json* axis = reader.find("axis");  // Keras writes -1, 3 or [3]
    if (axis && axis->is_array() && axis->size() == 1) axis = &(*axis)[0];
    if (axis) options.axis = read_integer(*axis, reader.path_of("axis"), {.min = -1, .max = Shape::max_rank});
    for (const auto* key : {"beta_constraint", "gamma_constraint"}) reader.only_default(key, nullptr);
    return options;
}

void write_normalization(const NormalizationOptions& options, Json& config) {
    config["axis"] = options.axis;
    config["epsilon"] = options.epsilon;
    config["center"] = options.center;
    config["scale"] = options.scale;
    config["beta_initializer"] = options.beta_initializer;
    config["gamma_initializer"] = options.gamma_initializer;
    config["beta_regularizer"] = options.beta_regularizer;
    config["gamma_regularizer"] = options.gamma_regularizer;
}

std::vector<Parameter> normalization_parameters(const NormalizationOptions& options, const std::string& layer, const Shape& input) {
    if (input.rank() == 0 || (options.axis != -1 && options.axis != static_cast<std::int64_t>(input.rank())))
        throw Error({.code = "layer_input", .where = layer, .expected = "an input whose last axis is axis " + std::to_string(options.axis), .received = input.text(),
                     .advice = "Use axis -1."});
    std::vector<Parameter> parameters;
    if (options.scale) parameters.push_back({.name = "gamma", .shape = {input.back()}, .initializer = options.gamma_initializer, .regularizer = options.gamma_regularizer});
    if (options.center) parameters.push_back({.name = "beta", .shape = {input.back()}, .initializer = options.beta_initializer, .regularizer = options.beta_regularizer});
    return parameters;
}

}  // namespace nabla
