#include "core/experiment/keras_compile_code.h"

#include <algorithm>
#include <cctype>

#include "core/experiment/python_text.h"
#include "core/optimizers/optimizer.h"

namespace nabla {
namespace {

std::string optimizer_code(const Named& optimizer) {
    const Json standard = optimizer_defaults(optimizer.class_name);
    std::vector<std::string> arguments;
    for (const auto& [key, value] : optimizer.config.items())
        if (key == "learning_rate" || !standard.contains(key) || standard[key] != value) arguments.push_back(python_argument(key, value));
    return "optimizer=" + python_call("keras.optimizers." + optimizer.class_name, arguments, 4);
}

std::string loss_code(const OutputOptions& output, std::size_t indent) {
    if (output.loss.empty()) return "None";
    if (output.loss_config.empty()) return python_value(output.loss);
    const std::string class_name = output.loss == "huber" ? "Huber" : output.loss == "binary_crossentropy" ? "BinaryCrossentropy"
                                   : output.loss == "categorical_crossentropy" ? "CategoricalCrossentropy" : "SparseCategoricalCrossentropy";
    std::vector<std::string> arguments;
    for (const auto& [key, value] : output.loss_config.items()) arguments.push_back(python_argument(key, value));
    return python_call("keras.losses." + class_name, arguments, indent);
}

/// "accuracy", or keras.metrics.TopKCategoricalAccuracy(k=3).
std::string metric_code(const std::string& name, const Json& config) {
    if (config.is_null()) return python_value(name);
    std::string class_name;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (name[i] != '_') class_name += i == 0 || name[i - 1] == '_' ? static_cast<char>(std::toupper(static_cast<unsigned char>(name[i]))) : name[i];
    std::vector<std::string> arguments;
    for (const auto& [key, value] : config.items()) arguments.push_back(python_argument(key, value));
    return python_call("keras.metrics." + class_name, arguments, 8);
}

/// ["accuracy", "mae"]
std::string metrics_code(const OutputOptions& output) {
    std::string metrics;
    for (const auto& name : output.metrics) metrics += (metrics.empty() ? "" : ", ") + metric_code(name, output.metric_configs.value(name, Json()));
    return "[" + metrics + "]";
}

/// {"price": ..., "kind": ...} with what `code` says of each output; "" says nothing.
template <class F>
std::string by_name(const std::vector<OutputOptions>& outputs, const F& code) {
    std::string text;
    for (const auto& output : outputs)
        if (const std::string value = code(output); !value.empty()) text += (text.empty() ? "" : ", ") + python_value(output.name) + ": " + value;
    return text.empty() ? text : "{" + text + "}";
}

void add(std::vector<std::string>& arguments, const std::string& name, const std::string& value) {
    if (!value.empty()) arguments.push_back(name + "=" + value);
}

}  // namespace

std::string keras_compile_code(const CompileOptions& compile) {
    std::vector<std::string> arguments = {optimizer_code(compile.optimizer)};
    const auto outputs = output_options(compile);
    const auto plain = [](const OutputOptions& output) { return output.metrics.empty() ? std::string() : metrics_code(output); };
    const bool weighted = std::any_of(outputs.begin(), outputs.end(), [](const OutputOptions& output) { return output.weight != 1; });
    if (outputs.size() == 1) {
        add(arguments, "loss", loss_code(outputs[0], 4));
        if (weighted) add(arguments, "loss_weights", "[" + python_value(outputs[0].weight) + "]");
        add(arguments, "metrics", plain(outputs[0]));
    } else {
        add(arguments, "loss", by_name(outputs, [](const OutputOptions& output) { return loss_code(output, 8); }));
        if (weighted) add(arguments, "loss_weights", by_name(outputs, [](const OutputOptions& output) { return python_value(output.weight); }));
        add(arguments, "metrics", by_name(outputs, plain));
    }
    return python_call("model.compile", arguments) + "\n";
}

}  // namespace nabla
