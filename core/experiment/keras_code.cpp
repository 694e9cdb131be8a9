#include "core/experiment/keras_code.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/experiment/keras_compile_code.h"
#include "core/experiment/keras_data_code.h"
#include "core/experiment/model_ends.h"
#include "core/experiment/python_text.h"
#include "core/layers/layer.h"
#include "core/model/graph.h"

namespace nabla {
namespace {

/// True if the layer is the same without this key: it holds Keras's default.
bool is_default(const Json& layer, const std::string& key, const Json& full) {
    Json shorter = layer;
    shorter["config"].erase(key);
    try {
        return make_layer(shorter, "layer")->config() == full;
    } catch (const Error&) {
        return false;  // it is required
    }
}

/// The one argument that everybody writes without its name.
std::string_view first_argument(std::string_view class_name) {
    if (class_name == "Dense" || class_name == "SimpleRNN" || class_name == "LSTM" || class_name == "GRU") return "units";
    if (class_name == "Conv1D" || class_name == "Conv2D") return "filters";
    if (class_name == "Dropout" || class_name == "SpatialDropout1D") return "rate";
    if (class_name == "Activation") return "activation";
    if (class_name == "Reshape") return "target_shape";
    return "";
}

/// name: what others know the layer by, where they do.
std::string layer_code(const Json& layer, std::size_t indent, const std::string& name = {}) {
    const auto class_name = layer["class_name"].get<std::string>();
    const Json full = make_layer(layer, "layer")->config();
    std::vector<std::string> arguments;
    for (const auto& [key, value] : layer["config"].items()) {
        if (value.is_null() || key == "name" || key == "trainable" || key == "dtype" || key.starts_with("batch_")) continue;
        if (key == "layer" && value.is_object()) arguments.insert(arguments.begin(), layer_code(value, indent));  // Bidirectional's
        else if (key == first_argument(class_name)) arguments.insert(arguments.begin(), python_value(value));
        else if (!is_default(layer, key, full)) arguments.push_back(python_argument(key, value));
    }
    if (!name.empty()) arguments.push_back(python_argument("name", name));
    return python_call("keras.layers." + class_name, arguments, indent);
}

std::string variable_of(std::string name) {
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    constexpr std::string_view taken[] = {"and", "as", "for", "if", "in", "is", "keras", "lambda", "not", "np", "or", "pass", "with", "x_train", "y_train"};
    if (std::find(std::begin(taken), std::end(taken), name) != std::end(taken)) return name + "_";
    return name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) ? "layer_" + name : name;
}

bool names_inputs(const Experiment& e) { return !e.dataset.inputs.empty() && input_names(e.model).size() > 1; }
bool names_outputs(const Experiment& e) { return output_names(e.model).size() > 1; }

/// A variable for each tensor, named after its layer; a layer that is used more than once has one of its own. An end that x, y or compile
/// speak of by name is given it.
std::string functional_code(const Experiment& e) {
    const auto shapes = e.input_shapes();
    const Graph model = read_graph(e.model, shapes, "model");
    const auto& nodes = model.nodes;
    std::vector<std::string> names;
    std::map<const Layer*, int> uses, used;
    for (const auto& node : nodes) ++uses[node.layer.get()];
    const auto list = [&](const std::vector<int>& numbers) {
        std::string text;
        for (const int number : numbers) text += (text.empty() ? "" : ", ") + names[static_cast<std::size_t>(number)];
        return numbers.size() == 1 ? text : "[" + text + "]";
    };
    std::string code;
    const bool in = names_inputs(e), out = names_outputs(e);
    for (const auto& node : nodes) {
        auto name = variable_of(node.name);
        const auto gives_output = [&](int output) { return nodes[static_cast<std::size_t>(output)].layer == node.layer; };
        const bool is_end = node.layer ? out && std::any_of(model.outputs.begin(), model.outputs.end(), gives_output) : in;
        if (!node.layer) {
            std::string sizes;
            for (const auto size : node.output_shape) sizes += std::to_string(size) + ", ";
            const auto shape = "(" + (node.output_shape.rank() > 1 ? sizes.substr(0, sizes.size() - 2) : sizes.substr(0, sizes.size() - 1)) + ")";
            code += name + " = keras.Input(" + shape + (is_end ? ", " + python_argument("name", node.name) : "") + ")\n";
        } else {
            auto call = layer_code({{"class_name", std::string(node.layer->class_name())}, {"config", node.layer->config()}}, 0, is_end ? node.name : "");
            if (uses[node.layer.get()] > 1) {
                const int n = ++used[node.layer.get()];
                if (n == 1) code += name + "_layer = " + call + "\n";
                call = name + "_layer";
                if (n > 1) name += "_" + std::to_string(n);
            }
            code += name + " = " + call + "(" + list(node.inputs) + ")\n";
        }
        names.push_back(std::move(name));
    }
    return code + "model = keras.Model(" + list(model.inputs) + ", " + list(model.outputs) + ")\n";
}

std::string model_code(const Experiment& e) {
    if (e.model["class_name"] != "Sequential") return functional_code(e);
    std::string code = "model = keras.Sequential([\n";
    for (auto layer : e.model["config"]["layers"]) {
        if (layer["class_name"] == "InputLayer" || layer["class_name"] == "Input") continue;
        if (!layer.contains("config")) layer["config"] = Json::object();
        code += "    " + layer_code(layer, 4) + ",\n";
    }
    return code + "])\n";
}

std::string callback_code(const Named& callback, const Json& learning_rate) {
    const auto name = "keras.callbacks." + callback.class_name;
    if (callback.class_name == "LearningRateScheduler") {
        Json schedule = callback.config["schedule"];
        if (schedule["class_name"] != "PiecewiseConstantDecay" && !schedule["config"].contains("initial_learning_rate"))
            schedule["config"]["initial_learning_rate"] = learning_rate;
        const auto call = python_argument("schedule", schedule).substr(std::string("schedule=").size());
        return python_call(name, {"lambda epoch: float(" + call + "(epoch))"}, 8);
    }
    std::vector<std::string> arguments;
    for (const auto& [key, value] : callback.config.items()) arguments.push_back(python_argument(key, value));
    return python_call(name, arguments, 8);
}

/// The rows of x or y as fit takes them: by name, the same for each input or output, or as they are.
std::string ends_code(const std::string& name, const std::string& rows, bool by_name, std::size_t ends) {
    if (by_name) return rows.empty() ? name : "{key: rows" + rows + " for key, rows in " + name + ".items()}";
    std::string text = name + rows;
    for (std::size_t i = 1; i < ends; ++i) text += ", " + name + rows;
    return ends > 1 ? "[" + text + "]" : text;
}

std::string x_code(const Experiment& e, const std::string& name, const std::string& rows = "") {
    return ends_code(name, rows, names_inputs(e), e.dataset.inputs.empty() ? input_names(e.model).size() : 1);
}

std::string y_code(const Experiment& e, const std::string& name, const std::string& rows = "") {
    const bool named = names_targets(e.dataset);
    return ends_code(name, rows, named && names_outputs(e), named ? 1 : output_names(e.model).size());
}

std::string fit_code(const Experiment& e, const std::string& rows) {
    std::vector<std::string> arguments = {x_code(e, "x_train", rows), y_code(e, "y_train", rows), "epochs=" + std::to_string(e.fit.epochs)};
    if (e.fit.batch_size != 32) arguments.push_back("batch_size=" + std::to_string(e.fit.batch_size));
    if (e.fit.validation_split > 0) arguments.push_back("validation_split=" + python_value(e.fit.validation_split));
    if (e.folds > 0) arguments.push_back("validation_data=(" + x_code(e, "x_train", "[fold]") + ", " + y_code(e, "y_train", "[fold]") + ")");
    if (!e.fit.shuffle) arguments.push_back("shuffle=False");
    if (!e.fit.class_weight.empty()) {
        std::string weights;
        for (std::size_t i = 0; i < e.fit.class_weight.size(); ++i)
            weights += (i ? ", " : "") + std::to_string(i) + ": " + python_value(e.fit.class_weight[i]);
        arguments.push_back("class_weight={" + weights + "}");
    }
    if (!e.fit.sample_weight.empty()) arguments.push_back("sample_weight=np.array(" + python_value(e.fit.sample_weight) + ")");
    std::string callbacks;
    for (const auto& callback : e.fit.callbacks)
        callbacks += (callbacks.empty() ? "" : ", ") + callback_code(callback, e.compile.optimizer.config["learning_rate"]);
    if (!callbacks.empty()) arguments.push_back("callbacks=[" + callbacks + "]");
    return "history = " + python_call("model.fit", arguments) + "\n";
}

std::string indented(const std::string& code) {
    std::string text;
    for (std::size_t start = 0; start < code.size();) {
        const auto end = std::min(code.find('\n', start), code.size());
        text += (end > start ? "    " : "") + code.substr(start, end - start) + "\n";
        start = end + 1;
    }
    return text;
}

std::string code_without_imports(const Experiment& e) {
    std::string code = keras_data_code(e.dataset, {.inputs = names_inputs(e), .targets = names_targets(e.dataset) && names_outputs(e)}) + "\n";
    code += "keras.utils.set_random_seed(" + std::to_string(e.seed) + ")\n";
    const auto training = model_code(e) + keras_compile_code(e.compile) + fit_code(e, e.folds > 0 ? "[rest]" : "");
    if (e.folds == 0) return code + training + "model.evaluate(" + x_code(e, "x_test") + ", " + y_code(e, "y_test") + ")\n";
    const std::string count = !names_inputs(e) ? "len(x_train)" : "len(x_train[" + python_value(e.dataset.inputs[0].first) + "])";
    code += "for fold in np.array_split(np.random.permutation(" + count + "), " + std::to_string(e.folds) + "):\n";
    return code + "    rest = np.setdiff1d(np.arange(" + count + "), fold)\n" + indented(training);
}

/// Whether a prefix ("np.") stands in the code; not as the end of a longer name.
bool uses(std::string_view code, std::string_view prefix) {
    for (auto at = code.find(prefix); at != std::string_view::npos; at = code.find(prefix, at + 1))
        if (at == 0 || (!std::isalnum(static_cast<unsigned char>(code[at - 1])) && code[at - 1] != '_')) return true;
    return false;
}

}  // namespace

std::string keras_code(const Experiment& e) {
    const auto code = code_without_imports(e);
    return std::string("import keras\n") + (uses(code, "np.") ? "import numpy as np\n" : "") + (uses(code, "pd.") ? "import pandas as pd\n" : "") + "\n" + code;
}

}  // namespace nabla
