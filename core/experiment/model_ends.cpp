#include "core/experiment/model_ends.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/model/functional.h"
#include "core/model/layer_names.h"

namespace nabla {
namespace {

/// ["a", 0, 0] or a list of such.
std::vector<std::string> end_names(const Json& model, const char* key, const char* of_a_chain) {
    if (!model.is_object() || model.value("class_name", Json()) == "Sequential" || !model.contains("config") || !model["config"].is_object()) return {of_a_chain};
    const Json ends = model["config"].value(key, Json());
    if (!ends.is_array() || ends.empty()) return {of_a_chain};
    std::vector<std::string> names;
    const auto add = [&](const Json& end) {
        const auto name = end.is_array() && !end.empty() && end[0].is_string() ? end[0].get<std::string>() : std::string();
        const auto taken = [&](const std::string& other) { return std::find(names.begin(), names.end(), other) != names.end(); };
        auto unique = name;
        for (int n = 1; taken(unique); ++n) unique = name + "_" + std::to_string(n);
        names.push_back(std::move(unique));
    };
    if (ends[0].is_string()) add(ends);
    else
        for (const auto& end : ends) add(end);
    return names;
}

/// The shape written at an Input, if there is one.
std::optional<Shape> own_shape(const Json& model, const std::string& input) {
    if (model["class_name"] == "Sequential") return {};
    const auto layers = model["config"].find("layers");
    if (layers == model["config"].end() || !layers->is_array()) return {};
    for (std::size_t i = 0; i < layers->size(); ++i) {
        const auto& layer = (*layers)[i];
        if (!layer.is_object() || !is_input_layer(layer) || !layer.contains("config") || !layer["config"].is_object()) continue;
        const Json name = layer_name_in(layer);
        if ((name.is_null() ? layer["class_name"] : name) == input) return input_shape_in(layer, "model.config.layers[" + std::to_string(i) + "]");
    }
    return {};
}

const InputColumns* find(const std::vector<InputColumns>& inputs, const std::string& name) {
    const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const InputColumns& input) { return input.input == name; });
    return found == inputs.end() ? nullptr : &*found;
}

/// Every name must be an input's, every input must have columns.
void check_names(const std::vector<std::string>& names, const std::vector<InputColumns>& inputs) {
    const std::vector<std::string_view> choices(names.begin(), names.end());
    for (const auto& input : inputs)
        if (std::find(names.begin(), names.end(), input.input) == names.end())
            throw unknown_name("dataset.inputs." + input.input, "an input of this model", input.input, choices);
    for (const auto& name : names)
        if (!find(inputs, name))
            throw Error({.code = "missing_key", .where = "dataset.inputs." + name, .expected = "columns, as the other inputs have", .received = "nothing", .advice = {}});
}

Shape columns_shape(const InputColumns& input, const std::optional<Shape>& own) {
    const auto count = static_cast<std::int64_t>(input.columns.size());
    if (!own) return {count};
    if (own->elements() == count) return *own;
    throw Error({.code = "wrong_length", .where = "dataset.inputs." + input.input, .expected = std::to_string(own->elements()) + " columns, as the input takes " + own->text(),
                 .received = std::to_string(count), .advice = {}});
}

/// Several inputs that take the same x must all want it.
Shape whole_shape(const Json& model, const std::string& name, const Shape& sample) {
    const auto own = own_shape(model, name);
    if (!own || own->elements() == sample.elements()) return own.value_or(sample);
    throw Error({.code = "wrong_shape", .where = "model.config.input_layers." + name, .expected = own->text(), .received = "the data set's samples of " + sample.text(),
                 .advice = "Name the columns that each input takes in dataset.inputs."});
}

}  // namespace

std::vector<std::string> input_names(const Json& model) { return end_names(model, "input_layers", "input"); }
std::vector<std::string> output_names(const Json& model) { return end_names(model, "output_layers", "output"); }

std::vector<Shape> input_shapes(const Json& model, const DatasetShape& data) {
    if (data.sample.rank() == 0) return {};
    const auto names = input_names(model);
    if (data.inputs.empty() && names.size() == 1) return {data.sample};
    if (!data.inputs.empty()) check_names(names, data.inputs);
    std::vector<Shape> shapes;
    for (const auto& name : names) shapes.push_back(data.inputs.empty() ? whole_shape(model, name, data.sample) : columns_shape(*find(data.inputs, name), own_shape(model, name)));
    return shapes;
}

std::vector<std::vector<std::uint32_t>> input_columns(const Json& model, const std::vector<InputColumns>& inputs) {
    std::vector<std::vector<std::uint32_t>> columns;
    if (inputs.empty()) return columns;
    const auto names = input_names(model);
    check_names(names, inputs);
    for (const auto& name : names) columns.push_back(find(inputs, name)->columns);
    return columns;
}

bool has_target(const DatasetShape& data, const std::string& output) {
    return data.targets.empty() || std::any_of(data.targets.begin(), data.targets.end(), [&](const TargetColumns& target) { return target.output == output; });
}

TargetColumns target_of(const DatasetShape& data, const std::string& output) {
    for (const auto& target : data.targets)
        if (target.output == output) return target;
    return {.output = output, .task = data.task, .classes = data.classes, .first = 0, .width = data.target_width};
}

}  // namespace nabla
