#include "core/experiment/output_check.h"

#include "core/error.h"

namespace nabla {

void refuse(std::string code, std::string where, std::string expected, std::string received, std::string advice) {
    throw Error({.code = std::move(code), .where = std::move(where), .expected = std::move(expected), .received = std::move(received),
                 .advice = std::move(advice)});
}

namespace {

void need_width(const ComparedOutput& o, std::int64_t width, const std::string& why) {
    if (o.width == width) return;
    refuse("wrong_units", o.layer_path, std::to_string(width) + (width == 1 ? " output" : " outputs") + why, std::to_string(o.width),
           "Set that layer's units to " + std::to_string(width) + ".");
}

void need_activation(const ComparedOutput& o, const std::string& activation) {
    if (o.options.loss_config.value("from_logits", false)) {
        if (o.activation == "linear") return;
        refuse("wrong_output_activation", o.layer_path, "linear, since from_logits makes " + activation + " a part of the loss", o.activation,
               "Set that layer's activation to \"linear\", or leave from_logits out.");
    }
    if (o.activation == activation) return;
    refuse("wrong_output_activation", o.layer_path, activation + ", since " + o.options.loss + " compares probabilities",
           o.activation, "Set that layer's activation to \"" + activation + "\", or choose another loss.");
}

void need_classes(const ComparedOutput& o) {
    if (o.target.task == Task::classification) return;
    refuse("loss_needs_classes", o.loss_path, "a loss for numbers: mean_squared_error, mean_absolute_error or huber", o.options.loss,
           std::string("The targets of \"") + o.dataset + "\" are measured numbers, not classes.");
}

void check_categorical(const ComparedOutput& o, bool sparse) {
    need_classes(o);
    const bool one_hot = o.one_hot;
    if (sparse && one_hot)
        refuse("loss_needs_numbers", o.loss_path, "categorical_crossentropy, as to_categorical makes one column a class", o.options.loss,
               "Use categorical_crossentropy, or set dataset.to_categorical to false.");
    if (!sparse && !one_hot)
        refuse("loss_needs_one_hot", o.loss_path, "sparse_categorical_crossentropy, as the targets are class numbers", o.options.loss,
               "Use sparse_categorical_crossentropy, or set dataset.to_categorical to true.");
    need_width(o, o.target.classes, ", one a class");
    need_activation(o, "softmax");
}

void check_binary(const ComparedOutput& o) {
    need_classes(o);
    if (o.target.classes > 2 && !o.one_hot)
        refuse("loss_needs_two_classes", o.loss_path, "sparse_categorical_crossentropy for " + std::to_string(o.target.classes) + " classes",
               o.options.loss, "binary_crossentropy tells two classes apart.");
    need_width(o, o.target.width, o.target.width == 1 ? ", the probability of class 1" : ", one a class");
    need_activation(o, "sigmoid");
}

void check_loss(const ComparedOutput& o) {
    const auto& loss = o.options.loss;
    if (loss == "sparse_categorical_crossentropy") return check_categorical(o, true);
    if (loss == "categorical_crossentropy") return check_categorical(o, false);
    if (loss == "binary_crossentropy") return check_binary(o);
    if (loss == "hinge" || loss == "kl_divergence") need_classes(o);
    if (loss == "hinge" && o.target.classes > 2 && !o.one_hot)
        refuse("loss_needs_two_classes", o.loss_path, "sparse_categorical_crossentropy for " + std::to_string(o.target.classes) + " classes", loss, "hinge tells two classes apart.");
    if (loss == "kl_divergence" && !o.one_hot)
        refuse("loss_needs_one_hot", o.loss_path, "sparse_categorical_crossentropy, as the targets are class numbers", loss,
               "Use sparse_categorical_crossentropy, or set dataset.to_categorical to true.");
    need_width(o, o.target.width, ", one a target column");
}

void check_metrics(const ComparedOutput& o) {
    for (std::size_t i = 0; i < o.options.metrics.size(); ++i) {
        const auto& metric = o.options.metrics[i];
        const auto path = o.metrics_path + "[" + std::to_string(i) + "]";
        const bool counts = metric == "precision" || metric == "recall";
        if ((counts || metric == "r2_score") && o.target.task == Task::classification && o.target.classes > 2 && !o.one_hot)
            refuse("metric_needs_one_hot", path, "accuracy or sparse_categorical_accuracy for class numbers", metric, "Use [\"accuracy\"].");
        const bool takes_numbers = metric == "accuracy" || metric.starts_with("sparse");
        if (o.width != o.target.width && o.target.task == Task::classification && !takes_numbers)
            refuse("metric_needs_one_hot", path, "accuracy or sparse_categorical_accuracy for class numbers", metric, "Use [\"accuracy\"].");
        if (!metric.ends_with("accuracy") && !counts) continue;
        if (o.target.task == Task::regression)
            refuse("metric_needs_classes", path, "mae or mse, as the targets are measured numbers", metric, "Use [\"mae\"].");
        if (metric.starts_with("sparse") && o.one_hot)
            refuse("metric_needs_numbers", path, "accuracy or categorical_accuracy for one-hot targets", metric, "Use [\"accuracy\"].");
        if (metric.starts_with("sparse") && o.width != o.target.classes)
            refuse("metric_needs_one_hot", path, "accuracy, as the output has " + std::to_string(o.width) + " numbers for " + std::to_string(o.target.classes) + " classes", metric, "Use [\"accuracy\"].");
        if ((metric == "categorical_accuracy" || metric == "top_k_categorical_accuracy") && !o.one_hot)
            refuse("metric_needs_one_hot", path, "accuracy or sparse_categorical_accuracy for class numbers", metric, "Use [\"accuracy\"].");
    }
}

}  // namespace

void check_output(const ComparedOutput& o) {
    if (!o.options.loss.empty()) check_loss(o);
    else if (!o.options.metrics.empty() && (o.one_hot || o.target.task == Task::regression)) need_width(o, o.target.width, ", one a target column");
    check_metrics(o);
}

}  // namespace nabla
