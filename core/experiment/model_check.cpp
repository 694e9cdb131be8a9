#include "core/experiment/model_check.h"

#include "core/experiment/json_reader.h"
#include "core/model/graph.h"
#include "core/model/layer_names.h"

namespace nabla {
namespace {

constexpr std::int64_t max_batch_bytes = std::int64_t{1} << 30;

struct Output {
    std::int64_t width;
    std::string activation;
};

[[noreturn]] void refuse(std::string code, std::string where, std::string expected, std::string received, std::string advice) {
    throw Error({.code = std::move(code), .where = std::move(where), .expected = std::move(expected), .received = std::move(received),
                 .advice = std::move(advice)});
}

/// Where the last layer stands, for the error's path.
std::string last_layer(const Experiment& e) {
    const auto& layers = e.model["config"]["layers"];
    return "model.config.layers[" + std::to_string(layers.size() - 1) + "]";
}

void need_width(const Experiment& e, const Output& output, std::int64_t width, const std::string& why) {
    if (output.width == width) return;
    refuse("wrong_units", last_layer(e), std::to_string(width) + (width == 1 ? " output" : " outputs") + why, std::to_string(output.width),
           "Set the last layer's units to " + std::to_string(width) + ".");
}

void need_activation(const Experiment& e, const Output& output, const std::string& activation) {
    if (e.compile.loss_config.value("from_logits", false)) {
        if (output.activation == "linear") return;
        refuse("wrong_output_activation", last_layer(e), "linear, since from_logits makes " + activation + " a part of the loss", output.activation,
               "Set the last layer's activation to \"linear\", or leave from_logits out.");
    }
    if (output.activation == activation) return;
    refuse("wrong_output_activation", last_layer(e), activation + ", since " + e.compile.loss + " compares probabilities",
           output.activation, "Set the last layer's activation to \"" + activation + "\", or choose another loss.");
}

void need_classes(const Experiment& e, const DatasetShape& data, const char* instead) {
    if (data.task == Task::classification) return;
    refuse("loss_needs_classes", "compile.loss", "a loss for numbers: mean_squared_error, mean_absolute_error or huber", e.compile.loss,
           std::string("The targets of \"") + e.dataset.name + "\" are measured numbers, not classes." + instead);
}

void check_categorical(const Experiment& e, const DatasetShape& data, const Output& output, bool sparse) {
    need_classes(e, data, "");
    const bool one_hot = e.dataset.to_categorical;
    if (sparse && one_hot)
        refuse("loss_needs_numbers", "compile.loss", "categorical_crossentropy, as to_categorical makes one column a class", e.compile.loss,
               "Use categorical_crossentropy, or set dataset.to_categorical to false.");
    if (!sparse && !one_hot)
        refuse("loss_needs_one_hot", "compile.loss", "sparse_categorical_crossentropy, as the targets are class numbers", e.compile.loss,
               "Use sparse_categorical_crossentropy, or set dataset.to_categorical to true.");
    need_width(e, output, data.classes, ", one a class");
    need_activation(e, output, "softmax");
}

void check_binary(const Experiment& e, const DatasetShape& data, const Output& output) {
    need_classes(e, data, "");
    if (data.classes > 2 && !e.dataset.to_categorical)
        refuse("loss_needs_two_classes", "compile.loss", "sparse_categorical_crossentropy for " + std::to_string(data.classes) + " classes",
               e.compile.loss, "binary_crossentropy tells two classes apart.");
    need_width(e, output, data.target_width, data.target_width == 1 ? ", the probability of class 1" : ", one a class");
    need_activation(e, output, "sigmoid");
}

void check_loss(const Experiment& e, const DatasetShape& data, const Output& output) {
    const auto& loss = e.compile.loss;
    if (loss == "sparse_categorical_crossentropy") return check_categorical(e, data, output, true);
    if (loss == "categorical_crossentropy") return check_categorical(e, data, output, false);
    if (loss == "binary_crossentropy") return check_binary(e, data, output);
    if (loss == "hinge" || loss == "kl_divergence") need_classes(e, data, "");
    if (loss == "hinge" && data.classes > 2 && !e.dataset.to_categorical)
        refuse("loss_needs_two_classes", "compile.loss", "sparse_categorical_crossentropy for " + std::to_string(data.classes) + " classes", loss, "hinge tells two classes apart.");
    if (loss == "kl_divergence" && !e.dataset.to_categorical)
        refuse("loss_needs_one_hot", "compile.loss", "sparse_categorical_crossentropy, as the targets are class numbers", loss,
               "Use sparse_categorical_crossentropy, or set dataset.to_categorical to true.");
    need_width(e, output, data.target_width, ", one a target column");
}

void check_metrics(const Experiment& e, const DatasetShape& data) {
    for (std::size_t i = 0; i < e.compile.metrics.size(); ++i) {
        const auto& metric = e.compile.metrics[i];
        const auto path = "compile.metrics[" + std::to_string(i) + "]";
        const bool counts = metric == "precision" || metric == "recall";
        if ((counts || metric == "r2_score") && data.task == Task::classification && data.classes > 2 && !e.dataset.to_categorical)
            refuse("metric_needs_one_hot", path, "accuracy or sparse_categorical_accuracy for class numbers", metric, "Use [\"accuracy\"].");
        if (!metric.ends_with("accuracy") && !counts) continue;
        if (data.task == Task::regression)
            refuse("metric_needs_classes", path, "mae or mse, as the targets are measured numbers", metric, "Use [\"mae\"].");
        if (metric.starts_with("sparse") && e.dataset.to_categorical)
            refuse("metric_needs_numbers", path, "accuracy or categorical_accuracy for one-hot targets", metric, "Use [\"accuracy\"].");
        if ((metric == "categorical_accuracy" || metric == "top_k_categorical_accuracy") && !e.dataset.to_categorical)
            refuse("metric_needs_one_hot", path, "accuracy or sparse_categorical_accuracy for class numbers", metric, "Use [\"accuracy\"].");
    }
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

}  // namespace

void check_model(const Experiment& e, const DatasetShape& data) {
    if (data.sample.rank() == 0) return check_layers(e.model);
    const Graph model = read_graph(e.model, {&data.sample, 1}, "model");
    if (model.inputs.size() != 1 || model.outputs.size() != 1)
        refuse("one_input_one_output", "model", "one input and one output to train on a data set",
               std::to_string(model.inputs.size()) + (model.inputs.size() == 1 ? " input and " : " inputs and ") + std::to_string(model.outputs.size()) + (model.outputs.size() == 1 ? " output" : " outputs"),
               "Branches may part and meet again within the model: join them with Add or Concatenate, and leave one of the outputs.");
    const auto& last = model.nodes[static_cast<std::size_t>(model.outputs[0])];
    if (last.output_shape.rank() != 1)
        refuse("wrong_output_shape", last_layer(e), "one row of numbers a sample", last.output_shape.text(), "Put a Flatten layer in front of the last Dense layer.");
    check_loss(e, data, {last.output_shape.back(), last.layer ? std::string(last.layer->activation_function().name()) : "linear"});
    check_metrics(e, data);
    const auto bytes = floats_of(model, largest_batch(e, data)) * static_cast<std::int64_t>(sizeof(float));
    if (bytes > max_batch_bytes)
        refuse("batch_too_large", "fit.batch_size", "a batch whose activations fit in 1 GB", std::to_string(e.fit.batch_size),
               "This batch needs " + std::to_string(bytes >> 20) + " MB; choose a smaller one.");
}

std::int64_t batch_floats(const Experiment& e, const DatasetShape& data) {
    return floats_of(read_graph(e.model, {&data.sample, 1}, "model"), largest_batch(e, data));
}

}  // namespace nabla
