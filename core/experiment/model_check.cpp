#include "core/experiment/model_check.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/experiment/model_ends.h"
#include "core/experiment/output_check.h"
#include "core/model/graph.h"
#include "core/model/layer_names.h"

namespace nabla {
namespace {

constexpr std::int64_t max_batch_bytes = std::int64_t{1} << 30;

/// Where the output's layer stands, for the error's path: the last one, unless there are several outputs.
std::string layer_path(const Experiment& e, const Graph& graph, std::size_t output) {
    const auto& layers = e.model["config"]["layers"];
    auto place = layers.size() - 1;
    const auto& name = graph.nodes[static_cast<std::size_t>(graph.outputs[output])].name;
    for (std::size_t i = 0; graph.outputs.size() > 1 && i < layers.size(); ++i)
        if (layer_name_in(layers[i]) == name) place = i;
    return "model.config.layers[" + std::to_string(place) + "]";
}

/// Where an output's loss or metrics are read from: of several outputs, by its name.
std::string option_path(const Experiment& e, const char* key, const OutputOptions& output) {
    return std::string("compile.") + key + (e.compile.outputs.size() > 1 ? "." + output.name : "");
}

/// What can be said of the layers while nobody knows the shape of what they get.
void check_layers(const Json& model) {
    const JsonReader config(model["config"], "model.config");
    const auto& layers = config.required("layers", "a list of layers");
    if (!layers.is_array()) config.fail("layers", "wrong_type", "a list of layers");
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (!is_input_layer(layers[i])) make_layer(layers[i], "model.config.layers[" + std::to_string(i) + "]");
}

std::int64_t floats_of(const Graph& graph, std::int64_t batch) {
    std::int64_t floats = 0;
    for (const auto& node : graph.nodes) floats += 2 * batch * node.output_shape.elements();
    return floats;
}

std::int64_t largest_batch(const Experiment& e, const DatasetShape& data) {
    return data.train_rows > 0 ? std::min(e.fit.batch_size, data.train_rows) : e.fit.batch_size;
}

/// Outputs that the model has twice would have one gradient between them. One called "val" would log its loss as the validation's.
void check_ends(const Graph& model, const std::vector<std::string>& outputs) {
    if (model.outputs.size() > most_outputs)
        refuse("wrong_length", "model.config.output_layers", "at most " + std::to_string(most_outputs) + " outputs", std::to_string(model.outputs.size()), "");
    for (const auto& name : outputs)
        if (outputs.size() > 1 && (name == "val" || name.starts_with("val_")))
            refuse("reserved_name", "model.config.output_layers", "names that do not begin with val", "\"" + name + "\"", "Rename that layer.");
    for (std::size_t i = 0; i < model.outputs.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (model.outputs[i] == model.outputs[k])
                refuse("duplicate_name", "model.config.output_layers", "each output once", "\"" + model.nodes[static_cast<std::size_t>(model.outputs[i])].name + "\" twice", "");
}

/// Targets must be an output's that is there.
void check_target_names(const std::vector<std::string>& outputs, const DatasetShape& data) {
    const std::vector<std::string_view> choices(outputs.begin(), outputs.end());
    for (const auto& target : data.targets)
        if (std::find(outputs.begin(), outputs.end(), target.output) == outputs.end())
            throw unknown_name("dataset.targets." + target.output, "an output of this model", target.output, choices);
}

void check_outputs(const Experiment& e, const Graph& model, const DatasetShape& data) {
    const auto names = output_names(e.model);
    const auto options = output_options(e.compile);
    check_target_names(names, data);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& node = model.nodes[static_cast<std::size_t>(model.outputs[i])];
        if (options[i].loss.empty() && options[i].metrics.empty()) continue;
        if (node.output_shape.rank() != 1)
            refuse("wrong_output_shape", layer_path(e, model, i), "one row of numbers a sample", node.output_shape.text(), "Put a Flatten layer in front of the last Dense layer.");
        if (!has_target(data, names[i])) refuse("missing_key", "dataset.targets." + names[i], "targets, as this output has a loss or metrics", "nothing", "");
        const auto target = target_of(data, names[i]);
        check_output({.width = node.output_shape.back(), .activation = node.layer ? std::string(node.layer->activation_function().name()) : "linear",
                      .layer_path = layer_path(e, model, i), .loss_path = option_path(e, "loss", options[i]), .metrics_path = option_path(e, "metrics", options[i]),
                      .options = options[i], .target = target, .one_hot = data.targets.empty() ? e.dataset.to_categorical : target.one_hot(), .dataset = e.dataset.name});
    }
}

}  // namespace

void check_model(const Experiment& e, const DatasetShape& data) {
    if (data.sample.rank() == 0) return check_layers(e.model);
    const Graph model = read_graph(e.model, input_shapes(e.model, data), "model");
    check_ends(model, output_names(e.model));
    check_outputs(e, model, data);
    const auto bytes = floats_of(model, largest_batch(e, data)) * static_cast<std::int64_t>(sizeof(float));
    if (bytes > max_batch_bytes)
        refuse("batch_too_large", "fit.batch_size", "a batch whose activations fit in 1 GB", std::to_string(e.fit.batch_size),
               "This batch needs " + std::to_string(bytes >> 20) + " MB; choose a smaller one.");
}

std::int64_t batch_floats(const Experiment& e, const DatasetShape& data) {
    return floats_of(read_graph(e.model, input_shapes(e.model, data), "model"), largest_batch(e, data));
}

}  // namespace nabla
