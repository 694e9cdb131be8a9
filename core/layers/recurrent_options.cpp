#include "core/layers/recurrent_options.h"

#include "core/layers/layer_config.h"

namespace nabla {
namespace {

/// The way back knows a gate's value, not the sum in front of its function.
Activation read_gate(const JsonReader& reader, std::string_view key, std::string_view fallback) {
    const Activation activation = read_activation(reader, key, fallback);
    if (activation.needs_pre_activation()) reader.fail(key, "unsupported", "a function other than swish and gelu in a recurrent layer");
    return activation;
}

/// Known to Keras or TensorFlow.js and not offered here but at their defaults.
void refuse_others(const JsonReader& reader) {
    for (const auto* key : {"activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint"}) reader.only_default(key, nullptr);
    for (const auto* key : {"return_state", "stateful", "time_major", "zero_output_for_mask"}) reader.only_default(key, false);
    for (const auto* key : {"dropout", "recurrent_dropout"}) reader.only_default(key, 0);
    reader.ignore({"unroll", "implementation", "use_cudnn", "seed", "input_length"});
}

}  // namespace

RecurrentOptions read_recurrent(const std::string& class_name, const Json& config, const std::string& path) {
    const JsonReader reader(config, path);
    ignore_common_keys(reader);
    RecurrentOptions options{.units = reader.integer("units", {.min = 1, .max = max_units}),
                             .activation = read_gate(reader, "activation", "tanh"),
                             .recurrent_activation = {ActivationKind::sigmoid},
                             .use_bias = reader.boolean("use_bias", true),
                             .return_sequences = reader.boolean("return_sequences", false),
                             .go_backwards = reader.boolean("go_backwards", false),
                             .kernel_initializer = read_initializer(reader, "kernel_initializer", "glorot_uniform"),
                             .recurrent_initializer = read_initializer(reader, "recurrent_initializer", "orthogonal"),
                             .bias_initializer = read_initializer(reader, "bias_initializer", "zeros"),
                             .kernel_regularizer = read_regularizer(reader, "kernel_regularizer"),
                             .recurrent_regularizer = read_regularizer(reader, "recurrent_regularizer"),
                             .bias_regularizer = read_regularizer(reader, "bias_regularizer")};
    if (class_name != "SimpleRNN") options.recurrent_activation = read_gate(reader, "recurrent_activation", "sigmoid");
    if (class_name == "LSTM") options.unit_forget_bias = reader.boolean("unit_forget_bias", true);
    if (class_name == "GRU") options.reset_after = reader.boolean("reset_after", true);
    refuse_others(reader);
    reader.finish();
    return options;
}

Json recurrent_config(std::string_view class_name, const RecurrentOptions& options) {
    Json config = {{"units", options.units},
                   {"activation", options.activation.name()},
                   {"use_bias", options.use_bias},
                   {"return_sequences", options.return_sequences},
                   {"go_backwards", options.go_backwards},
                   {"kernel_initializer", options.kernel_initializer},
                   {"recurrent_initializer", options.recurrent_initializer},
                   {"bias_initializer", options.bias_initializer},
                   {"kernel_regularizer", options.kernel_regularizer},
                   {"recurrent_regularizer", options.recurrent_regularizer},
                   {"bias_regularizer", options.bias_regularizer}};
    if (class_name != "SimpleRNN") config["recurrent_activation"] = options.recurrent_activation.name();
    if (class_name == "LSTM") config["unit_forget_bias"] = options.unit_forget_bias;
    if (class_name == "GRU") config["reset_after"] = options.reset_after;
    return config;
}

}  // namespace nabla
