#include "core/session/controls.h"

#include <algorithm>

#include "core/experiment/json_reader.h"
#include "core/layers/initializer.h"
#include "core/session/control_groups.h"

namespace nabla {

std::string thousands(std::int64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3 + (number < 0 ? 1u : 0u);) text.insert(at -= 3, ",");
    return text;
}

Control slider(std::string id, std::string group, Text label, double value, double min, double max, double step, Text hint) {
    return {.id = std::move(id), .kind = Control::Kind::slider, .label = std::move(label), .group = std::move(group), .value = value,
            .min = std::min(min, value), .max = std::max(max, value), .step = step, .hint = std::move(hint)};
}

Control log_slider(std::string id, std::string group, Text label, double value, double min, double max, Text hint) {
    Control control = slider(std::move(id), std::move(group), std::move(label), value, min, max, 0, std::move(hint));
    if (value <= 0) control.min = min;   // 0 is at the end of no decade
    control.kind = Control::Kind::log_slider;
    return control;
}

Control whole_number(std::string id, std::string group, Text label, std::int64_t value, std::int64_t min, std::int64_t max, Text hint) {
    return {.id = std::move(id), .kind = Control::Kind::integer, .label = std::move(label), .group = std::move(group), .value = value,
            .min = static_cast<double>(std::min(min, value)), .max = static_cast<double>(std::max(max, value)), .step = 1, .hint = std::move(hint)};
}

Control toggle(std::string id, std::string group, Text label, bool value, Text hint) {
    return {.id = std::move(id), .kind = Control::Kind::toggle, .label = std::move(label), .group = std::move(group), .value = value,
            .hint = std::move(hint)};
}

Control button(std::string id, std::string group, Text label, Text hint) {
    return {.id = std::move(id), .kind = Control::Kind::button, .label = std::move(label), .group = std::move(group), .hint = std::move(hint)};
}

void say_what_is_set(std::vector<Control>& controls, std::initializer_list<std::pair<std::string_view, std::string_view>> id_and_set) {
    for (const auto& [id, set] : id_and_set)
        for (Control& control : controls)
            if (control.id == id) control.sets = set;
}

std::vector<Control> experiment_controls(const Experiment& experiment) {
    std::vector<Control> controls;
    add_data_controls(experiment, controls);
    add_model_controls(experiment, controls);
    add_optimizer_controls(experiment, controls);
    add_fit_controls(experiment, controls);
    return controls;
}

void check_control_value(const Control& control, const Json& value) {
    using Kind = Control::Kind;
    if (!control.enabled)
        throw Error({.code = "control_disabled", .where = control.id, .expected = "a control that is enabled", .received = "",
                     .advice = control.hint.en});
    const NumberRange range{.min = control.min, .max = control.max};
    switch (control.kind) {
        case Kind::button: return;
        case Kind::toggle: read_boolean(value, control.id); return;
        case Kind::integer: read_integer(value, control.id, range); return;
        case Kind::number:
            if (value.is_null()) return;  // nothing typed yet
            read_number(value, control.id, range);
            return;
        case Kind::slider:
        case Kind::log_slider: read_number(value, control.id, range); return;
        case Kind::select: break;
    }
    const auto word = read_text(value, control.id);
    std::vector<std::string_view> choices;
    for (const auto& choice : control.choices) choices.push_back(choice.value);
    if (std::find(choices.begin(), choices.end(), word) == choices.end()) throw unknown_name(control.id, "one of", word, choices);
}

namespace {

/// Weights given one by one fit one shape alone: with other units they start at random.
Experiment parse_fitting(Json json) {
    try {
        return Experiment::parse(json);
    } catch (const Error& error) {
        if (error.info().code != "initializer_shape") throw;
    }
    for (Json& layer : json["model"]["config"]["layers"])
        for (const char* key : {"kernel_initializer", "bias_initializer"})
            if (layer["config"].contains(key) && lists_values(layer["config"][key])) layer["config"].erase(key);
    return Experiment::parse(json);
}

}  // namespace

void apply_control(Experiment& experiment, std::string_view id, const Json& value) {
    const auto controls = experiment_controls(experiment);
    const auto control = std::find_if(controls.begin(), controls.end(), [&](const Control& c) { return c.id == id; });
    if (control == controls.end())
        throw Error({.code = "unknown_control", .where = std::string(id), .expected = "a control of the present experiment", .received = "", .advice = {}});
    check_control_value(*control, value);
    Experiment changed = experiment;
    set_data_control(changed, id, value) || set_model_control(changed, id, value) || set_optimizer_control(changed, id, value) ||
        set_fit_control(changed, id, value);
    experiment = parse_fitting(changed.to_json());
}

}  // namespace nabla
